"""The warning app and its name."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WarningConfig(AppConfig):
    """Early warning."""

    name = "luister_web.warning"
    label = "warning"
    verbose_name = _("Warning")
    default_auto_field = "django.db.models.BigAutoField"
