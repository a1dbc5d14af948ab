"""The respond app and its name."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RespondConfig(AppConfig):
    """What is asked."""

    name = "luister_web.respond"
    label = "respond"
    verbose_name = _("Filling in a survey")
    default_auto_field = "django.db.models.BigAutoField"
