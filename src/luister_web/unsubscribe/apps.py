"""The unsubscribe app and its name."""

from django.apps import AppConfig


class UnsubscribeConfig(AppConfig):
    """Has no models; opt-outs belong to the store."""

    name = "luister_web.unsubscribe"
    label = "unsubscribe"
