"""Whether a survey's own colour can be read, told in words."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from luister_web.respond.colour import LIGHT_GROUND, contrast, is_faint, shades

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
READABLE = 4.5
"""The least contrast of words with what lies behind them, after WCAG 2.2, 1.4.3."""


@dataclass(frozen=True, slots=True)
class ContrastWords:
    """What is told about a colour, whether it can be read on white, and the tint that is used for words."""

    is_readable: bool
    told: str
    tint: str


def contrast_words(colour: str) -> ContrastWords:
    """How well a colour can be read on white, and what the respondent's page makes of it.

    `colour` is #rrggbb.
    """
    used = shades(colour, LIGHT_GROUND)
    facts = {"found": f"{contrast(colour, LIGHT_GROUND):.1f}", "needed": f"{READABLE:g}"}
    if is_faint(colour):
        told = _(
            "Too light to be read on white: contrast %(found)s to 1, and %(needed)s is needed. Buttons keep it,"
            " with black words; lines and words get a darker tint, %(tint)s."
        )
        return ContrastWords(False, told % {**facts, "tint": used.ink}, used.ink)
    told = _("Easy to read on white: contrast %(found)s to 1, and %(needed)s is needed.")
    return ContrastWords(True, told % facts, used.ink)


def is_colour(text: str) -> bool:
    """True for #rrggbb.

    >>> is_colour("#1f5f8b"), is_colour("blue")
    (True, False)
    """
    return bool(_COLOUR.fullmatch(text))
