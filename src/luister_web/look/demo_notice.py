"""The word that a demo owes its reader: these answers are not yours."""

from django.conf import settings
from django.utils.translation import gettext as _

DEMO_FILE = "demo.json"


def demo_notice() -> str:
    """What to say above every page of a demo; empty in a home of one's own."""
    if not (settings.LUISTER.home / DEMO_FILE).exists():
        return ""
    if settings.LUISTER.mail.catcher:
        return _(
            "Demo: the energy company, its customers and their answers are made up; letters go to the mail catcher of "
            "this machine. The airport survey is real and public."
        )
    return _(
        "Demo: the energy company, its customers and their answers are made up, and nobody is mailed. "
        "The airport survey is real and public."
    )
