"""Which comments to read first: those that speak of what stands out, bad ones and good ones apart."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite
from statistics import median

from luister.warning.word_counts import terms

MOST_QUOTES = 4


@dataclass(frozen=True, slots=True)
class Voice:
    """A comment, the form it stands on, the points its answer earned (None where left open), its day."""

    response: str
    text: str
    points: float | None
    day: date


def quotes(
    voices: Sequence[Voice], words: Collection[str], *, ends: tuple[float, float]
) -> tuple[tuple[Voice, ...], tuple[Voice, ...]]:
    """Some comments of low answers and some of high ones: below and above the middle of `ends`.

    `ends` are the fewest and the most points an answer can earn; where there are none, the middle
    is that of the answers themselves.

    Those that hold most of `words` come first, then the most outspoken, then the latest. The same
    text is quoted once.

    >>> day = date(2026, 5, 4)
    >>> said = [Voice("1", "Lang gewacht", -100, day), Voice("2", "Prima", 100, day)]
    >>> bad, good = quotes(said, ["gewacht"], ends=(-100, 100))
    >>> bad[0].text, good[0].text
    ('Lang gewacht', 'Prima')
    """
    middle = _middle([one.points for one in voices if one.points is not None], ends)
    bad = [one for one in voices if one.points is not None and one.points < middle]
    good = [one for one in voices if one.points is not None and one.points > middle]
    return _first(bad, words, middle), _first(good, words, middle)


def _first(voices: Sequence[Voice], words: Collection[str], middle: float) -> tuple[Voice, ...]:
    def rank(voice: Voice) -> tuple[int, float, int, str]:
        held = len(terms(voice.text) & set(words))
        return -held, -abs((voice.points or 0.0) - middle), -voice.day.toordinal(), voice.response

    found: dict[str, Voice] = {}
    for voice in sorted(voices, key=rank):
        found.setdefault(" ".join(voice.text.lower().split()), voice)
    return tuple(found.values())[:MOST_QUOTES]


def _middle(points: Sequence[float], ends: tuple[float, float]) -> float:
    if isfinite(ends[1] - ends[0]):
        return sum(ends) / 2
    return median(points) if points else 0.0
