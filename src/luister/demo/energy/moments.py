"""When answers come in: by day and night, weekday, season and growth."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from luister.demo.energy.coded import Floats, Whole

DAY = 86_400
"""Seconds in a day."""

_HOURS = np.array([0.0] * 6 + [2, 4, 6, 6, 5, 5, 4, 4, 5, 5, 6, 7, 7, 5, 3] + [0.0] * 3)
"""Share of the hours of a day in UTC. Nobody answers in the hours in which the Dutch calendar day
is another one than that of UTC, so that counting by day gives the same in both."""

_WEEKDAYS = np.array([1.2, 1.15, 1.1, 1.05, 1.0, 0.55, 0.4])
_SEASONS: dict[str, tuple[float, ...]] = {
    "moving": (0.8, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.3, 1.2, 1.0, 0.9, 0.7),
    "payment": (1.5, 1.2, 1.0, 0.9, 0.9, 0.9, 0.8, 0.8, 0.9, 1.0, 1.1, 1.1),
}
Busy = tuple[date, float]
_EVEN = (1.0,) * 12
_GROWTH = 0.25


def crowding(
    survey: str, first: date, last: date, rng: np.random.Generator, *, surges: Sequence[Busy] = ()
) -> Floats:
    """The share of all answers that has come in by the end of each hour, beginning with 0.

    Each of `surges` is a day since when there are more, and which share of them comes on top.
    An array of hours from the beginning of `first` to the end of `last`, plus one.
    """
    days = np.arange(np.datetime64(first, "D"), np.datetime64(last, "D") + 1)
    number = days.astype(np.int64)
    month = days.astype("datetime64[M]").astype(np.int64) % 12
    weight = _WEEKDAYS[(number + 3) % 7] * np.array(_SEASONS.get(survey, _EVEN))[month]
    weight *= np.linspace(1.0, 1.0 + _GROWTH, len(days)) * rng.gamma(20.0, 0.05, len(days))
    for since, share_on_top in surges:
        weight[days >= np.datetime64(since, "D")] /= 1 - share_on_top
    total = np.concatenate([[0.0], np.cumsum(np.outer(weight, _HOURS).ravel())])
    share: Floats = total / total[-1]
    return share


def moments(share: Floats, first: date, order: Floats) -> Whole:
    """Seconds since 1970 (UTC) at which the answers at places `order` (0 to 1) came in.

    Places that rise give moments that rise, so answers come out in the order of time without being
    sorted, and at any size.
    """
    start = np.datetime64(first, "s").astype(np.int64)
    hours = np.interp(order, share, np.arange(len(share)))
    seconds: Whole = start + (hours * 3600).astype(np.int64)
    return seconds
