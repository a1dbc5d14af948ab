"""The surveys app and its name."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    """What we ask."""

    name = "luister_web.surveys"
    label = "surveys"
    verbose_name = _("Surveys")
