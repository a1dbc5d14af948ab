"""The team app and its name."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TeamConfig(AppConfig):
    """The team page."""

    name = "luister_web.team"
    label = "team"
    verbose_name = _("Team")
