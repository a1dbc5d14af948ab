"""The addresses of respondents; all of them are open, a token is the authority."""

from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt

from luister_web.respond import files, views, widget

app_name = "respond"

_LINK = r"(?P<link>[A-Za-z0-9_-]{4,64})"
_KEY = r"(?P<key>[A-Za-z0-9_-]{16,64})"

urlpatterns = [
    path("widget.js", widget.script, name="widget_script"),
    re_path(r"^look/(?P<colour>[0-9a-f]{6})\.css$", files.colour_style, name="style"),
    re_path(rf"^logo/{_LINK}$", files.logo, name="logo"),
    re_path(rf"^widget/{_LINK}$", views.widget_start, name="widget"),
    re_path(rf"^widget/{_LINK}/{_KEY}$", views.widget_filling, name="widget_filling"),
    re_path(rf"^kiosk/{_LINK}$", files.kiosk, name="kiosk"),
    re_path(rf"^kiosk/{_LINK}/start$", views.kiosk_start, name="kiosk_start"),
    re_path(rf"^kiosk/{_LINK}/{_KEY}$", views.kiosk_filling, name="kiosk_filling"),
    re_path(rf"^{_LINK}$", views.start, name="start"),
    re_path(rf"^{_LINK}/{_KEY}$", views.filling, name="filling"),
    # A mail programme may cut an address short or glue a full stop to it.
    re_path(r"^.*$", csrf_exempt(views.nowhere), name="nowhere"),
]
