"""The app of the checks before a model and its name."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FactorsConfig(AppConfig):
    """Checks of questions."""

    name = "luister_web.factors"
    label = "factors"
    verbose_name = _("Check questions")
    default_auto_field = "django.db.models.BigAutoField"
