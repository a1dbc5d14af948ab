"""How widely answers of each series spread, and how much of it whole days share; learned from all series together.

A short history tells little about its own spread, so each series leans on the others of its metric as far as chance
alone would make them differ (empirical Bayes). That keeps small series from alarming because their spread was
underestimated.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from luister.estimates.day_sums import DaySums, Numbers

BLOCK = 28
"""Spread is taken within stretches of so many days, so that a change between them does not widen it."""

_LEANING = 60.0
"""So many answers' worth of weight the other series have in the spread of one."""
_LEANING_SHAPE = 1000.0
"""Skewness needs far more answers than spread does before a series tells its own."""
_ROUNDING_VARIANCE = 1 / 12


@dataclass(frozen=True, slots=True)
class Moments:
    """Per series: the mean, variance and shape of an answer, and the variance of days as a share of that variance.

    `weekday` (series x 7, Monday first) is what a weekday adds to the mean. `skewness` and `kurtosis` (the excess) are
    of single answers. `freedom` is how many answers stand behind the variance, what is leaned on included.
    """

    mean: Numbers
    variance: Numbers
    shared_by_day: Numbers
    skewness: Numbers
    kurtosis: Numbers
    weekday: Numbers
    freedom: Numbers

    def of(self, series: npt.NDArray[np.int64]) -> "Moments":
        """The moments of some of the series."""
        return Moments(*(getattr(self, name)[series] for name in Moments.__slots__))


def moments(
    sums: DaySums,
    seen: npt.NDArray[np.bool_],
    *,
    floor: Numbers,
    pools: npt.NDArray[np.int64],
) -> Moments:
    """The moments of each series from the days that `seen` (series x days) allows.

    `floor` is, per series, the smallest variance believed, in squared points: a handful of equal answers shows no
    spread at all. Series with the same number in `pools` lean on one another. The weekday of a column is told by
    `sums.first`.
    """
    parts = [np.flatnonzero(pools == pool) for pool in np.unique(pools)]
    found = [_of_one_pool(sums.of(part), seen[part], floor[part]) for part in parts]
    back = np.argsort(np.concatenate(parts), kind="stable")
    return Moments(
        *(
            np.concatenate([getattr(one, name) for one in found])[back]
            for name in Moments.__slots__
        )
    )


def _of_one_pool(sums: DaySums, seen: npt.NDArray[np.bool_], floor: Numbers) -> Moments:
    n, total, squares = (np.where(seen, one, 0.0) for one in (sums.n, sums.total, sums.squares))
    answers = n.sum(axis=1)
    mean = _ratio(total.sum(axis=1), answers)
    weekday = _weekdays(sums, n, total, squares)
    by_day = np.take_along_axis(weekday, np.broadcast_to(_weekday_places(sums), n.shape), axis=1)
    squares = squares - 2 * by_day * total + by_day**2 * n
    total = total - by_day * n
    variance, freedom = _variance(n, total, squares, floor)
    shape = _shape(sums, seen, mean, answers)
    return Moments(
        mean=mean,
        variance=variance,
        shared_by_day=_shared_by_day(n, total, squares, variance),
        skewness=shape[0],
        kurtosis=shape[1],
        weekday=weekday,
        freedom=freedom,
    )


def weekday_places(sums: DaySums) -> npt.NDArray[np.int64]:
    """The weekday of each column, Monday is 0."""
    return _weekday_places(sums)


def _weekday_places(sums: DaySums) -> npt.NDArray[np.int64]:
    return (np.arange(sums.days) + sums.first.weekday()) % 7


def _ratio(above: Numbers, below: Numbers) -> Numbers:
    return np.divide(above, below, out=np.zeros_like(above), where=below > 0)


def _blocks(values: Numbers) -> Numbers:
    """Series x blocks x days of a block; the first block is filled up with empty days."""
    short = -values.shape[1] % BLOCK
    padded = np.pad(values, ((0, 0), (short, 0)))
    return padded.reshape(len(values), -1, BLOCK)


def _variance(
    n: Numbers, total: Numbers, squares: Numbers, floor: Numbers
) -> tuple[Numbers, Numbers]:
    """The variance of an answer within blocks, leaned on that of all series; and its freedom."""
    counts, sums = _blocks(n).sum(axis=2), _blocks(total).sum(axis=2)
    spread = _blocks(squares).sum(axis=2) - _ratio(sums**2, counts)
    freedom = np.maximum(counts - 1, 0).sum(axis=1)
    spread = np.maximum(spread, 0).sum(axis=1)
    pooled = np.maximum(spread.sum() / max(freedom.sum(), 1.0), floor)
    leaned = (spread + _LEANING * pooled) / (freedom + _LEANING)
    return np.maximum(leaned, floor), freedom + _LEANING * min(
        1.0, float(freedom.sum()) / max(_LEANING, 1.0) / 4
    )


def _shared_by_day(n: Numbers, total: Numbers, squares: Numbers, variance: Numbers) -> Numbers:
    """The variance between days of one block, as a share of the variance of an answer.

    Source: the moments of a one-way analysis of variance with unequal groups, Searle, Casella & McCulloch (1992),
    "Variance Components", section 3.6.
    """
    counts, sums = _blocks(n), _blocks(total)
    whole, sum_of_all = counts.sum(axis=2), sums.sum(axis=2)
    days = (counts > 0).sum(axis=2)
    between = _ratio(sums**2, counts).sum(axis=2) - _ratio(sum_of_all**2, whole)
    freedom = np.maximum(days - 1, 0)
    size = np.where(days > 1, whole - _ratio((counts**2).sum(axis=2), whole), 0.0).sum(axis=1)
    freedom, between = freedom.sum(axis=1), between.sum(axis=1)
    share = _ratio(between / variance - freedom, size)
    error = _ratio(np.sqrt(2.0 * freedom), size)
    del squares
    return np.maximum(_leaned(share, error), 0.0)


def _leaned(values: Numbers, errors: Numbers) -> Numbers:
    """Each value drawn towards the common one as far as chance explains their differences.

    Source: DerSimonian & Laird (1986) for the spread among the true values.
    """
    known = errors > 0
    if not known.any():
        return np.zeros_like(values)
    weight = np.where(known, 1.0 / np.where(known, errors, 1.0) ** 2, 0.0)
    common = float((weight * values).sum() / weight.sum())
    scatter = float((weight * (values - common) ** 2).sum())
    room = weight.sum() - (weight**2).sum() / weight.sum()
    spread = max(0.0, (scatter - (known.sum() - 1)) / room) if room > 0 else 0.0
    own = np.where(known, spread / (spread + errors**2 + 1e-300), 0.0)
    return common + own * (values - common)


def _weekdays(sums: DaySums, n: Numbers, total: Numbers, squares: Numbers) -> Numbers:
    """What each weekday adds, shrunken: first what all series share, then what is a series' own."""
    place = _weekday_places(sums)
    chosen = (place[:, None] == np.arange(7)[None, :]).astype(float)
    counts, parts = n @ chosen, total @ chosen
    answers = counts.sum(axis=1, keepdims=True)
    mean = _ratio(parts.sum(axis=1, keepdims=True), answers)
    effect = np.where(counts > 0, _ratio(parts, counts) - mean, 0.0)
    variance = max(
        float((squares.sum() - (mean**2 * answers).sum()) / max(answers.sum(), 1.0)), 1e-12
    )
    by_all = counts.sum(axis=0)
    common = np.where(by_all > 0, (counts * effect).sum(axis=0) / np.maximum(by_all, 1), 0.0)
    common *= _kept(float((by_all * common**2).sum()) / variance, 6)
    own = effect - common
    strength = (counts * own**2).sum(axis=1, keepdims=True) / variance
    weekly: Numbers = common + own * np.maximum(0.0, 1.0 - 6.0 / np.maximum(strength - 6.0, 1e-9))
    return np.where(answers > 0, weekly, 0.0)


def _kept(strength: float, freedom: int) -> float:
    """How much of an effect is kept: nothing where chance alone explains it (James & Stein, 1961)."""
    return max(0.0, 1.0 - (freedom - 2) / max(strength, 1e-9)) if strength > 2 * freedom else 0.0


def _shape(
    sums: DaySums, seen: npt.NDArray[np.bool_], mean: Numbers, answers: Numbers
) -> tuple[Numbers, Numbers]:
    """Skewness and excess kurtosis of an answer, leaned on those of all series."""
    n, first, second, third, fourth = (
        np.where(seen, one, 0.0).sum(axis=1)
        for one in (sums.n, sums.total, sums.squares, sums.cubes, sums.fourths)
    )
    spread = second - 2 * mean * first + mean**2 * n
    lean = third - 3 * mean * second + 3 * mean**2 * first - mean**3 * n
    tails = fourth - 4 * mean * third + 6 * mean**2 * second - 4 * mean**3 * first + mean**4 * n
    whole = max(float(spread.sum() / max(n.sum(), 1.0)), 1e-12)
    common = float(lean.sum() / max(n.sum(), 1.0)) / whole**1.5
    common_tails = float(tails.sum() / max(n.sum(), 1.0)) / whole**2 - 3.0
    variance = np.maximum(_ratio(spread, n), 1e-12)
    own = answers / (answers + _LEANING_SHAPE)
    skewness = common + own * (_ratio(lean, n) / variance**1.5 - common)
    kurtosis = common_tails + own * (_ratio(tails, n) / variance**2 - 3.0 - common_tails)
    return np.clip(skewness, -4, 4), np.clip(kurtosis, -2, 12)
