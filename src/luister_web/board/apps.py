"""The board app and its name."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BoardConfig(AppConfig):
    """The page of who steers."""

    name = "luister_web.board"
    label = "board"
    verbose_name = _("Steering")
