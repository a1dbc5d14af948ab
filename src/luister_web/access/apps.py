"""The access app."""

from importlib import import_module

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Registers the models, and listens to sign-ins."""

    name = "luister_web.access"
    label = "access"

    def ready(self) -> None:
        """Starts the log of sign-ins; the models must be there first."""
        import_module("luister_web.access.sign_in_log")
