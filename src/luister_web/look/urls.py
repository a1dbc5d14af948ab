"""The addresses of wishes about the look."""

from django.urls import path

from luister_web.look import wishes

app_name = "look"
urlpatterns = [
    path("theme", wishes.theme, name="theme"),
    path("language", wishes.language, name="language"),
]
