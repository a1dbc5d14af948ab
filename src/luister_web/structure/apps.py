"""The app of structural models and its name."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StructureConfig(AppConfig):
    """Structural models."""

    name = "luister_web.structure"
    label = "structure"
    verbose_name = _("Model")
    default_auto_field = "django.db.models.BigAutoField"
