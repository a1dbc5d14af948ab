"""The drivers app and its name."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DriversConfig(AppConfig):
    """Why a number is what it is."""

    name = "luister_web.drivers"
    label = "drivers"
    verbose_name = _("Drivers")
    default_auto_field = "django.db.models.BigAutoField"
