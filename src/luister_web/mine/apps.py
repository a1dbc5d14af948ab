"""The app of an employee's own page and its name."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MineConfig(AppConfig):
    """My results."""

    name = "luister_web.mine"
    label = "mine"
    verbose_name = _("My results")
    default_auto_field = "django.db.models.BigAutoField"
