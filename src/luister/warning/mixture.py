"""The detector of moves: the mean of a series went up or down, on a day and by an amount not known beforehand.

For each day on which a change may have begun, the answers since then are set against those before it. The unknown
level before falls out of that contrast, so a short history weighs exactly as much as it is worth. Likelihood ratios
are averaged over sizes of change and summed over its days (Shiryaev-Roberts): under no change the sum grows by one a
day at most on average, so its threshold is a number of days between false alarms.

Source: Shiryaev (1963), Roberts (1966); the mixture over sizes: Pollak & Siegmund (1991), who also let the unknown
level before fall out. Ours: day totals, shared day effects, and the correction for skewness.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from luister.estimates.day_sums import DaySums, Numbers
from luister.warning.moments import Moments, weekday_places

Places = npt.NDArray[np.int64]

SIZES = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Sizes of change looked for, in standard deviations of an answer."""

LONGEST = 364
"""A change that began longer ago than so many days is no longer looked for."""

FEWEST_BEFORE = 12
"""Before a change there must be so many answers: of fewer the mean is not nearly Gaussian."""

FEWEST_DAYS_BEFORE = 14
"""And so many days, so that each weekday is among them and days that differ show it."""


def _lags() -> tuple[Places, Numbers]:
    """How many days ago a change may have begun, and how many days each stands for."""
    near = [*range(14), *range(14, 28, 2), *range(28, 56, 4), *range(56, 112, 8)]
    lags = [*near, *range(112, LONGEST + 1, 21)]
    widths = np.diff([*lags, LONGEST + 1])
    return np.array(lags, np.int64), widths.astype(float)


LAGS, WIDTHS = _lags()


@dataclass(frozen=True, slots=True)
class Ready:
    """Running totals of a set of series, in standard deviations, days weighed by what they are worth.

    `answers` and `weight`, `above` are series x (days + 1): what came before each day. `since` is the first day that
    counts for a series, `hunted` the first on which a change may begin; `memory` says how many days before a change
    are its baseline, `longest` how long ago it may be.
    """

    answers: Numbers
    weight: Numbers
    above: Numbers
    skewness: Numbers
    kurtosis: Numbers
    since: Places
    hunted: Places
    memory: Places
    longest: Places
    volume: Numbers
    tolerance: float = 0.0

    def take_over(self, rows: Places, first: int, fresh: "Ready") -> None:
        """Puts the running totals of `rows` from column `first` on in the place of what was known.

        `fresh` has those rows only, and days from `first` on; its totals begin at nought.
        """
        for name in ("answers", "weight", "above"):
            held, new = getattr(self, name), getattr(fresh, name)
            held[rows, first:] = held[rows, first, None] + new


def ready(
    sums: DaySums,
    known: Moments,
    since: Places,
    hunted: Places,
    *,
    tolerance: float = 0.0,
    season: Numbers | None = None,
) -> Ready:
    """The series with their moments, so that each day's evidence is a few look-ups.

    `season` (series x days) is what the time of the year adds to the mean. `tolerance`, in standard deviations, is a
    difference too small to matter: it is let pass however long it lasts.
    """
    day = np.broadcast_to(weekday_places(sums), sums.n.shape)
    expected = known.mean[:, None] + np.take_along_axis(known.weekday, day, axis=1)
    if season is not None:
        expected += season
    deviation = (sums.total - expected * sums.n) / np.sqrt(known.variance)[:, None]
    worth = 1.0 / (1.0 + sums.n * known.shared_by_day[:, None])
    volume = answers_a_day(sums.n, since)
    memory, longest = _reach(volume)
    return Ready(
        answers=_running(sums.n),
        weight=_running(sums.n * worth),
        above=_running(deviation * worth),
        skewness=known.skewness,
        kurtosis=known.kurtosis,
        since=since,
        hunted=hunted,
        memory=memory,
        longest=longest,
        volume=volume,
        tolerance=tolerance,
    )


def _running(values: Numbers) -> Numbers:
    found = np.zeros((values.shape[0], values.shape[1] + 1))
    np.cumsum(values, axis=1, out=found[:, 1:])
    return found


def answers_a_day(n: Numbers, since: Places) -> Numbers:
    """Answers a day since the first day that counts."""
    days = np.maximum(n.shape[1] - since, 1)
    counted = np.where(np.arange(n.shape[1])[None, :] >= since[:, None], n, 0.0)
    found: Numbers = counted.sum(axis=1) / days
    return found


def _reach(volume: Numbers) -> tuple[Places, Places]:
    """How long a baseline is and how far back a change is sought: shorter where answers are many, against drift."""
    memory = np.where(volume < 3, 364, 182)
    longest = np.where(volume < 3, LONGEST, np.where(volume < 20, 182, 91))
    return memory.astype(np.int64), longest.astype(np.int64)


def evidence(known: Ready, place: int, rows: Places) -> tuple[Numbers, Numbers]:
    """`rows` x lags: the evidence at the end of day `place` for a change down and up that began each lag ago.

    Its sum over lags is what is held against the threshold. A lag that cannot be judged has none.
    """
    lags = LAGS[place >= LAGS]
    start = place - lags
    first = np.maximum(known.since[rows, None], start[None, :] - known.memory[rows, None])
    first = np.minimum(first, start[None, :])
    is_judged = (lags[None, :] <= known.longest[rows, None]) & (
        start[None, :] >= known.hunted[rows, None]
    )
    is_judged &= start[None, :] - known.since[rows, None] >= FEWEST_DAYS_BEFORE
    is_judged &= _between(known.answers, rows, first, start) >= FEWEST_BEFORE
    old = _between(known.weight, rows, first, start)
    new = known.weight[rows, place + 1, None] - known.weight[rows[:, None], start]
    rest = old + new
    share = np.divide(old, rest, out=np.zeros_like(old), where=rest > 0)
    since = known.above[rows, place + 1, None] - known.above[rows[:, None], start]
    above = since * share - (1 - share) * _between(known.above, rows, first, start)
    is_judged &= new > 0
    third = known.skewness[rows, None] * (new * share**3 - old * (1 - share) ** 3)
    fourth = known.kurtosis[rows, None] * (new * share**4 + old * (1 - share) ** 4)
    weights = WIDTHS[: len(lags)][None, :] * is_judged
    worth = new * share
    return (
        weights * _mixed(-above, worth, -third, fourth, known.tolerance),
        weights * _mixed(above, worth, third, fourth, known.tolerance),
    )


def _between(running: Numbers, rows: Places, first: Places, start: Places) -> Numbers:
    return running[rows[:, None], start] - running[rows[:, None], first]


def _mixed(
    above: Numbers, worth: Numbers, third: Numbers, fourth: Numbers, tolerance: float
) -> Numbers:
    """The likelihood ratio, averaged over the sizes of change."""
    mixed = np.zeros_like(above)
    moved = above - tolerance * worth
    for size in SIZES:
        expected = size**2 / 2 * worth + size**3 / 6 * third + size**4 / 24 * fourth
        mixed += np.exp(
            np.minimum(size * moved - np.maximum(expected, size**2 / 4 * worth), 600.0)
        )
    return mixed / len(SIZES)
