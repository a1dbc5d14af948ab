"""The addresses on which staff share a survey."""

from django.urls import path

from luister_web.respond import share_pages

app_name = "share"
urlpatterns = [
    path("<str:name>/share/", share_pages.share, name="share"),
    path("<str:name>/share/poster/", share_pages.poster, name="poster"),
    path("<str:name>/share/qr.svg", share_pages.qr_file, name="qr"),
]
