"""The detector of silence: a group that used to answer, and now gives nothing or far too little.

It has a stated rate of its own, apart from that of alarms: one false silence a year over everything that is watched.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from luister.estimates.day_sums import DaySums, Numbers
from luister.estimates.distributions import beta_below, poisson_below
from luister.warning.mixture import Places
from luister.warning.moments import weekday_places

FALSE_A_YEAR = 1.0
FAR_TOO_LOW = 0.2
"""Silent is at most this share of what was expected; a mere dip is not."""

STRETCHES = (1, 2, 3, 5, 7, 10, 14, 21, 28)
_BASELINE = 56
_DAYS = 365.25


@dataclass(frozen=True, slots=True)
class Silent:
    """A series that went silent: the column since when, what was expected since then and what came."""

    series: int
    since: int
    expected: float
    received: int


def silent(
    sums: DaySums, place: int, since: Places, *, false_a_year: float = FALSE_A_YEAR
) -> list[Silent]:
    """The series that are silent at the end of day `place`, each with the stretch that is least likely by chance.

    What is expected follows from the eight weeks before the longest stretch, by weekday. Counts that vary more than
    chance would have it (answers come in waves) need a longer silence: they are held against a negative binomial.
    A series with less than four weeks of that baseline is not judged.
    """
    longest = STRETCHES[-1]
    first = max(0, place + 1 - longest - _BASELINE)
    end = max(0, place + 1 - longest)
    before = sums.n[:, first:end]
    weekday = weekday_places(sums)
    rate, spread = _rates(before, weekday[first:end])
    judged = (before.shape[1] - np.maximum(since - first, 0) >= longest) & (rate.sum(axis=1) > 0)
    chance = false_a_year / (_DAYS * len(STRETCHES) * max(int(judged.sum()), 1))
    found: dict[int, tuple[float, Silent]] = {}
    for days in STRETCHES:
        start = place + 1 - days
        expected = rate[:, weekday[start : place + 1]].sum(axis=1)
        received = sums.n[:, start : place + 1].sum(axis=1)
        likely = _at_most(received, expected, spread)
        for at in np.flatnonzero(
            judged & (likely < chance) & (received <= FAR_TOO_LOW * expected)
        ).tolist():
            one = Silent(at, start, float(expected[at]), int(received[at]))
            if at not in found or likely[at] < found[at][0]:
                found[at] = float(likely[at]), one
    return [one for _, one in found.values()]


def without_parts(found: list[Silent], groups: Sequence[Mapping[str, str]]) -> list[Silent]:
    """The silences without those of parts of a group that is silent as a whole."""
    named = [(one, set(groups[one.series].items())) for one in found]
    return [one for one, own in named if not any(other < own for _, other in named)]


def _rates(before: Numbers, weekday: Places) -> tuple[Numbers, Numbers]:
    """Per series: answers expected by weekday, and how many times as much counts vary as chance has it."""
    chosen = (weekday[:, None] == np.arange(7)).astype(float)
    days = chosen.sum(axis=0)
    mean = before.mean(axis=1, keepdims=True) if before.shape[1] else np.zeros((len(before), 1))
    own = before @ chosen
    # Two days' worth of the plain mean, so that a weekday that was seen seldom is not taken for empty.
    rate = (own + 2 * mean) / (days + 2)
    expected = rate[:, weekday]
    excess = ((before - expected) ** 2).sum(axis=1)
    spread = np.divide(
        excess, expected.sum(axis=1), out=np.ones(len(before)), where=expected.sum(axis=1) > 0
    )
    return rate, np.maximum(spread * len(weekday) / max(len(weekday) - 7, 1), 1.0)


def _at_most(received: Numbers, expected: Numbers, spread: Numbers) -> Numbers:
    """The chance of so few answers or fewer."""
    found = poisson_below(received, expected)
    # Days that differ more than chance makes them: the negative binomial distribution.
    wide = spread > 1.05
    size = expected[wide] / (spread[wide] - 1)
    found[wide] = beta_below(size, received[wide] + 1, 1 / spread[wide])
    return found
