"""The actions app and its name."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActionsConfig(AppConfig):
    """What we do about it."""

    name = "luister_web.actions"
    label = "actions"
    verbose_name = _("Actions")
    default_auto_field = "django.db.models.BigAutoField"
