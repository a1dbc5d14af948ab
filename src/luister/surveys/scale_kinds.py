"""Which of our kinds a rating of another tool is, by its ends and its words."""

import re
from collections.abc import Iterable
from itertools import pairwise

from luister.events.answer import Scale
from luister.surveys.definition import SCALES

MOST_STEPS = 11
"""The steps of the longest scale that still fits one row on a telephone: that of the NPS."""

_HINTS = {
    "nps": re.compile(r"\bnps|recommend|aanbevel|aanraden|aan te raden|weiterempf", re.I),
    "ces": re.compile(r"\bces\b|effort|moeite|easy|easier|gemak|einfach|aufwand", re.I),
    "cas": re.compile(r"\bcas\b", re.I),
    "csat": re.compile(r"csat|satisf|tevred|zufried", re.I),
    "mark": re.compile(r"\bmark\b|rapportcijfer|cijfer|\bgrade\b|schulnote", re.I),
}
_BY_ENDS = {(0, 10): "nps", (1, 10): "mark", (1, 7): "ces", (1, 5): "csat"}


def is_short(low: int, high: int) -> bool:
    """True where every step of the scale can stand in one row."""
    return 0 < high - low < MOST_STEPS


def rated_kind(low: int, high: int, words: Iterable[str]) -> tuple[str, Scale | None]:
    """The kind of a rating, and its scale where that is not the usual one of the kind.

    A rating whose words do not tell what it measures is answered like one of our kinds, but counted as a plain rating.

    >>> rated_kind(0, 10, ["How likely are you to recommend us?"])
    ('nps', None)
    >>> rated_kind(1, 5, ["How was the coffee?"])
    ('csat', Scale(kind='rating', low=1, high=5))
    """
    told = " ".join(words)
    for kind, hint in _HINTS.items():
        usual = SCALES[kind]
        if (usual.low, usual.high) == (low, high) and hint.search(told):
            return kind, None
    if (low, high) == (1, 5) and _HINTS["ces"].search(told):
        return "ces", Scale("ces", 1, 5)
    return _BY_ENDS.get((low, high), "csat"), Scale("rating", low, high)


def steps_of(texts: Iterable[str]) -> list[int] | None:
    """The numbers that options are, where they are five or more whole numbers one after another, up or down.

    >>> steps_of(["5", "4", "3", "2", "1"]), steps_of(["1", "2"]), steps_of(["yes", "no"])
    ([5, 4, 3, 2, 1], None, None)
    """
    told = [text.strip() for text in texts]
    if not 5 <= len(told) <= MOST_STEPS or not all(one.isdigit() and len(one) < 4 for one in told):
        return None
    found = [int(one) for one in told]
    way = found[1] - found[0]
    is_even = abs(way) == 1 and all(b - a == way for a, b in pairwise(found))
    return found if is_even else None
