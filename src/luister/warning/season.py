"""The yearly season of a series: what the time of the year adds to its mean, once it came back a second time.

Two waves a year are fitted beside a level, a trend and a step for each change that was noticed. A season is believed
only where it is plain and was there in both years, so that one fall, or a slow drift, is never taken for one.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from luister.estimates.day_sums import DaySums, Numbers
from luister.warning.moments import Moments, weekday_places

SEEN = 728
"""A season is sought in series that were first answered so many days ago: two whole years of weeks."""

LEFT_OUT = 28
"""The latest days take no part: a change that is on its way must not pass for a season."""

WAVES = 2
NEVER = 2**40
"""Stands for no day."""

_STRETCH, _TREND = 14, 1
_YEAR = 365.25
_PLAIN = (
    18.47  # Chance alone passes this once in a thousand series (chi-squared, four coefficients).
)
_ALIKE = 0.3
_FEWEST = 10  # Fewer series do not tell how large the seasons of such series are.
_SURE = 3.0
_NOTHING = 1e-9

Places = npt.NDArray[np.int64]


def waves(sums: DaySums) -> Numbers:
    """Days x coefficients: the waves of the year on each day, by its date."""
    turns = (sums.first.toordinal() + np.arange(sums.days)) / _YEAR * 2 * np.pi
    return np.stack(
        [part(times * turns) for times in range(1, WAVES + 1) for part in (np.cos, np.sin)], axis=1
    )


def seasons(sums: DaySums, known: Moments, changed: Places, pools: Places) -> Numbers:
    """Series x coefficients of `waves`, in points: nothing for a series without a season, or too short a history.

    `sums` end with the last day that is known. `changed` (series x some) are days on which a level is known to have
    changed, NEVER where there is none. Series with the same number in `pools` share a season, and each may have one
    beside it.

    Source: harmonic regression; believed as in James & Stein (1961). Ours: that it must have been there twice.
    """
    found = np.zeros((sums.series, 2 * WAVES))
    if sums.days < SEEN:
        return found
    is_old = sums.n[:, : sums.days - SEEN + LEFT_OUT].sum(axis=1) > 0
    for pool in np.unique(pools[is_old]):
        rows = np.flatnonzero(is_old & (pools == pool))
        found[rows] = _of_one_pool(_stretches(sums.of(rows), known.of(rows), changed[rows]))
    return found


@dataclass(frozen=True, slots=True)
class _Stretches:
    """Series x stretches of a fortnight: mean and precision; `base` has level, trend and steps, `turns` the waves."""

    mean: Numbers
    precision: Numbers
    base: Numbers
    turns: Numbers

    def during(self, part: slice) -> "_Stretches":
        """Some of the stretches, the trend left out."""
        base = np.delete(self.base[:, part], _TREND, axis=2)
        return _Stretches(self.mean[:, part], self.precision[:, part], base, self.turns[part])


def _stretches(sums: DaySums, known: Moments, changed: Places) -> _Stretches:
    start, end = sums.days - SEEN, sums.days - LEFT_OUT
    weekday = np.take_along_axis(
        known.weekday, np.broadcast_to(weekday_places(sums), sums.n.shape), axis=1
    )
    above = (sums.total - (known.mean[:, None] + weekday) * sums.n)[:, start:end]
    shape = (sums.series, -1, _STRETCH)
    worth = 1 / (1 + sums.n[:, start:end] * known.shared_by_day[:, None])
    weight = (sums.n[:, start:end] * worth).reshape(shape).sum(axis=2)
    total = (above * worth).reshape(shape).sum(axis=2)
    middle = np.arange(weight.shape[1]) * _STRETCH + start + _STRETCH / 2
    stepped = (middle[None, :, None] >= changed[:, None, :]).astype(float)
    is_within = (stepped.max(axis=1) > stepped.min(axis=1)).any(axis=1)
    # A step and a trend together would leave too little to tell a season by.
    trend = np.where(is_within[:, None], 0.0, (middle - middle.mean())[None, :] / SEEN)
    base = np.concatenate([np.ones((*weight.shape, 1)), trend[:, :, None], stepped], axis=2)
    turns = waves(sums)[start:end].reshape(-1, _STRETCH, 2 * WAVES).mean(axis=1)
    mean = np.divide(total, weight, out=np.zeros_like(total), where=weight > 0)
    return _Stretches(mean, weight / known.variance[:, None], base, turns)


@dataclass(frozen=True, slots=True)
class _Fit:
    """Per series the coefficients of the waves, their precision (a matrix each), and the trend."""

    turns: Numbers
    precision: Numbers
    trend: Numbers

    def without(self, common: Numbers) -> "_Fit":
        """What a series has beside a season that all have."""
        return _Fit(self.turns - common, self.precision, self.trend)

    def joined(self) -> "_Fit":
        """What all series have in common, as a fit of one series."""
        whole = self.precision.sum(axis=0) + _NOTHING * np.eye(2 * WAVES)
        pulled = _times(self.precision, self.turns).sum(axis=0)
        return _Fit(np.linalg.solve(whole, pulled)[None], whole[None], np.zeros(1))


_Fits = tuple[_Fit, _Fit, _Fit]


def _times(matrices: Numbers, vectors: Numbers) -> Numbers:
    found: Numbers = np.einsum("spq,sq->sp", matrices, vectors)
    return found


def _of_one_pool(seen: _Stretches) -> Numbers:
    """The season all series share, and what each has beside it."""
    both = _fitted(seen)
    level = _Stretches(
        seen.mean - both.trend[:, None] * seen.base[:, :, _TREND],
        seen.precision,
        seen.base,
        seen.turns,
    )
    year = SEEN // 2 // _STRETCH
    first, second = (_fitted(level.during(part)) for part in (slice(0, year), slice(year, None)))
    shared = _believed((both.joined(), first.joined(), second.joined()))
    beside = both.without(shared), first.without(shared), second.without(shared)
    plain = _believed(beside)
    is_plain = plain.any(axis=1, keepdims=True)
    return np.asarray(shared + np.where(is_plain, plain, _leaned(beside)))


def _fitted(seen: _Stretches) -> _Fit:
    series, _, beside = seen.base.shape
    turns = np.broadcast_to(seen.turns, (series, *seen.turns.shape))
    design = np.concatenate([seen.base, turns], axis=2)
    weighed = design * seen.precision[:, :, None]
    normal = np.swapaxes(weighed, 1, 2) @ design + _NOTHING * np.eye(design.shape[2])
    pulled = (weighed * seen.mean[:, :, None]).sum(axis=1)
    solved = np.linalg.solve(normal, pulled[:, :, None])[:, :, 0]
    own = normal[:, beside:, beside:] - normal[:, beside:, :beside] @ np.linalg.solve(
        normal[:, :beside, :beside], normal[:, :beside, beside:]
    )
    return _Fit(solved[:, beside:], own, solved[:, _TREND])


def _believed(fits: _Fits) -> Numbers:
    """The season of each series as far as it is plain: nothing where chance may have made it, or one year alone did."""
    strength = _strength(fits[0])
    is_there = (strength > _PLAIN) & _is_twice(fits[1], fits[2])
    kept = np.where(is_there, 1 - (2 * WAVES - 2) / np.maximum(strength, _PLAIN), 0.0)
    return np.asarray(fits[0].turns * kept[:, None])


def _strength(fit: _Fit) -> Numbers:
    found: Numbers = (fit.turns * _times(fit.precision, fit.turns)).sum(axis=1)
    return found


def _is_twice(first: _Fit, second: _Fit) -> npt.NDArray[np.bool_]:
    """False where the two years differ by more than chance, and are not nearly the same either."""
    alike = (first.turns * second.turns).sum(axis=1)
    sizes = ((first.turns**2).sum(axis=1) + (second.turns**2).sum(axis=1)) / 2
    apart = first.turns - second.turns
    # The precision of a difference: 1 / (1 / p + 1 / q), for matrices.
    either = first.precision + second.precision + _NOTHING * np.eye(2 * WAVES)
    sure = first.precision @ np.linalg.solve(either, second.precision)
    differ = (apart * _times(sure, apart)).sum(axis=1) > _PLAIN
    found: npt.NDArray[np.bool_] = ~differ | (alike > _ALIKE * sizes)
    return found


def _leaned(fits: _Fits) -> Numbers:
    """Seasons too weak to be plain, as far as the series of a pool have seasons of their own (empirical Bayes).

    How large those are follows from what first and second years have in common: chance, and a fall, have nothing. A
    season that is plain but was not there twice is no season.
    """
    both, first, second = fits
    size = both.turns.shape[1]
    variance = sum(
        size / np.maximum(np.trace(one.precision, axis1=1, axis2=2), _NOTHING)
        for one in (first, second)
    )
    weight = 1 / (variance + np.median(variance)) ** 2
    weight /= weight.sum()
    shared = (first.turns * second.turns).mean(axis=1)
    common = float(weight @ shared)
    error = float(np.sqrt((weight**2) @ (shared - common) ** 2))
    if len(weight) < _FEWEST or common <= _SURE * error:  # Both are nought where all answer alike.
        return np.zeros_like(both.turns)
    pulled = np.linalg.solve(
        both.precision + np.eye(size) / common, _times(both.precision, both.turns)[:, :, None]
    )
    return np.where((_strength(both) > _PLAIN)[:, None], 0.0, pulled[:, :, 0])
