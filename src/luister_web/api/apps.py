"""The API app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Has no models; keys belong to access."""

    name = "luister_web.api"
    label = "api"
