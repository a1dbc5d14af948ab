"""The look as an app of the web door."""

from django.apps import AppConfig


class LookConfig(AppConfig):
    """Gives the frame of the page, its static files and its template tags."""

    name = "luister_web.look"
    label = "look"
