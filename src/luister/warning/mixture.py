"""The detector of moves: the mean of a series went up or down, on a day and by an amount not known beforehand.

For each day on which a change may have begun, the answers since then are set against those before it. The unknown
level before falls out of that contrast, so a short history weighs exactly as much as it is worth. Likelihood ratios
are averaged over sizes of change and summed over its days (Shiryaev-Roberts): under no change the sum grows by one a
day at most on average, so its threshold is a number of days between false alarms. Sizes count by what so many answers
can tell of them, and a baseline is as long as a slow drift allows.

Source: Shiryaev (1963), Roberts (1966); the mixture over sizes: Pollak & Siegmund (1991), who also let the unknown
level before fall out. Ours: day totals, shared day effects, and the correction for skewness.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from luister.estimates.day_sums import DaySums, Numbers
from luister.warning.moments import Moments, weekday_places

Places = npt.NDArray[np.int64]

SIZES = np.array([0.05, 0.1, 0.2, 0.4, 0.6, 0.8])
"""Sizes of change looked for, in standard deviations of an answer."""

TELLING = 14
"""A size counts by how much the answers of so many days tell of it."""

DRIFT = 0.045
"""A level may slide by so many standard deviations a year: a baseline is no longer than chance makes worth while."""

SHORTEST, LONGEST = 56, 364
"""A baseline has so many days; and a change that began longer ago than that is no longer looked for."""

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
    are its baseline, and how long ago it may be. `prior` (series x sizes) is how much each size of change counts.
    """

    answers: Numbers
    weight: Numbers
    above: Numbers
    skewness: Numbers
    kurtosis: Numbers
    since: Places
    hunted: Places
    memory: Places
    prior: Numbers
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
    return Ready(
        answers=_running(sums.n),
        weight=_running(sums.n * worth),
        above=_running(deviation * worth),
        skewness=known.skewness,
        kurtosis=known.kurtosis,
        since=since,
        hunted=hunted,
        memory=memory_of(volume),
        prior=prior_of(volume),
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


def memory_of(volume: Numbers) -> Places:
    """Days of a baseline, and how far back a change is sought, by answers a day: fewer where answers are many.

    Of m answers a day, the mean of d days has the variance 1 / (m d), and a drift puts its middle (DRIFT / 365 d / 2)
    away from today's level. The sum of that variance and that square is least at the days given.

    >>> memory_of(np.array([0.3, 2.0, 10.0, 50.0, 200.0])).tolist()
    [364, 364, 236, 138, 86]
    """
    best = np.cbrt(2 / (np.maximum(volume, 1e-3) * (DRIFT / 365) ** 2))
    return np.clip(best, SHORTEST, LONGEST).astype(np.int64)


def prior_of(volume: Numbers) -> Numbers:
    """Series x sizes: how much each size of change counts, by answers a day.

    Of n answers with a variance of one, a size d is told with the reliability n d^2 / (1 + n d^2): where answers are
    few, evidence for a small change is chance, and only puts off the alarm about a large one.

    >>> prior_of(np.array([2.0, 50.0])).round(2).tolist()
    [[0.02, 0.06, 0.15, 0.23, 0.26, 0.27], [0.12, 0.16, 0.18, 0.18, 0.18, 0.18]]
    """
    told = TELLING * np.maximum(volume, 1e-3)[:, None] * SIZES**2
    counted = told / (1 + told)
    found: Numbers = counted / counted.sum(axis=1, keepdims=True)
    return found


def evidence(
    known: Ready, place: int, rows: Places, *, is_rough: bool = False
) -> tuple[Numbers, Numbers]:
    """`rows` x lags: the evidence at the end of day `place` for a change down and up that began each lag ago.

    Its sum over lags is what is held against the threshold. A lag that cannot be judged has none. Rough evidence is
    right to some six digits, up to e^80, at a third of the cost.
    """
    reach = min(place, int((place - known.hunted[rows]).max(initial=0)))
    lags = LAGS[np.minimum(reach, known.memory[rows].max(initial=0)) >= LAGS]
    start = place - lags
    first = np.maximum(known.since[rows, None], start - known.memory[rows, None])
    first = np.minimum(first, start)
    row = rows[:, None] * known.weight.shape[1]
    at_first, at_start, now = row + first, row + start, row + place + 1
    is_judged = (lags <= known.memory[rows, None]) & (start >= known.hunted[rows, None])
    is_judged &= start - known.since[rows, None] >= FEWEST_DAYS_BEFORE
    is_judged &= known.answers.take(at_start) - known.answers.take(at_first) >= FEWEST_BEFORE
    weight, sum_above = known.weight.take(at_start), known.above.take(at_start)
    old, new = weight - known.weight.take(at_first), known.weight.take(now) - weight
    is_judged &= new > 0
    rest = old + new
    share = np.divide(old, rest, out=np.zeros_like(old), where=rest > 0)
    other = 1 - share
    above = (known.above.take(now) - sum_above) * share
    above -= other * (sum_above - known.above.take(at_first))
    contrast = _Contrast(
        above=above,
        worth=new * share,
        third=known.skewness[rows, None]
        * (new * share * share * share - old * other * other * other),
        fourth=known.kurtosis[rows, None]
        * (new * (share * share) ** 2 + old * (other * other) ** 2),
    )
    down, up = _mixed(contrast, known.prior[rows], known.tolerance, is_rough=is_rough)
    weights = WIDTHS[: len(lags)] * is_judged
    return weights * down, weights * up


@dataclass(frozen=True, slots=True)
class _Contrast:
    """Answers since a day against those before: the sum above, what it is worth, and its third and fourth cumulants."""

    above: Numbers
    worth: Numbers
    third: Numbers
    fourth: Numbers


def _mixed(
    contrast: _Contrast, prior: Numbers, tolerance: float, *, is_rough: bool
) -> tuple[Numbers, Numbers]:
    """The likelihood ratio of a change down and up, averaged over the sizes of change."""
    kind, most = (np.float32, 80.0) if is_rough else (np.float64, 600.0)
    above, worth, third, fourth = (
        getattr(contrast, name).astype(kind) for name in _Contrast.__slots__
    )
    counted = prior.astype(kind)
    let_pass = tolerance * worth
    moved = -above - let_pass, above - let_pass
    found = np.zeros_like(above), np.zeros_like(above)
    for number, size in enumerate(SIZES.tolist()):
        even, odd = size**2 / 2 * worth + size**4 / 24 * fourth, size**3 / 6 * third
        least = size**2 / 4 * worth
        for mixed, gain, expected in zip(found, moved, (even - odd, even + odd), strict=True):
            ratio = size * gain
            ratio -= np.maximum(expected, least)
            np.exp(np.minimum(ratio, most, out=ratio), out=ratio)
            mixed += np.multiply(ratio, counted[:, number, None], out=ratio)
    return found
