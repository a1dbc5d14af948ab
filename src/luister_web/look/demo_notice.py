"""The word that a demo owes its reader: these answers are not yours."""

from functools import cache

from django.conf import settings
from django.utils.translation import gettext as _

DEMO_FILE = "demo.json"


def demo_notice() -> str:
    """What to say above every page of a demo; empty in a home of one's own."""
    if not _is_demo():
        return ""
    return _(
        "Demo: the energy company, its customers and their answers are made up. "
        "The airport survey is real and public."
    )


@cache
def _is_demo() -> bool:
    """Whether the home was made by the demo; it does not change while the process runs."""
    return (settings.LUISTER.home / DEMO_FILE).exists()
