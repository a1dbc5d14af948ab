"""The receiving app and its name."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReceivingConfig(AppConfig):
    """Has no models; sources and events belong to the store."""

    name = "luister_web.receiving"
    label = "receiving"
    verbose_name = _("Sources")
