"""The app of digests and notices and its name."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DigestsConfig(AppConfig):
    """What people are told, and when."""

    name = "luister_web.digests"
    label = "digests"
    verbose_name = _("Notices")
    default_auto_field = "django.db.models.BigAutoField"
