"""A change taken apart: how much because scores moved, how much because other people answered."""

from dataclasses import dataclass

import numpy as np

from luister.estimates.distributions import normal_below
from luister.estimates.estimate import Estimate
from luister.warning.segment_table import (
    Codes,
    Floats,
    SegmentTable,
    Sums,
    Truths,
    error_squared,
    means,
    spread,
)

_Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Part:
    """One value of a dimension: its share of all answers and its mean, before and after.

    `score` and `mix` are the points it adds to the change: because its mean moved, and because its
    share did. A mean is NaN where nobody answered.
    """

    value: str
    share_before: float
    share_after: float
    mean_before: float
    mean_after: float
    score: float
    mix: float


@dataclass(frozen=True, slots=True)
class Split:
    """The change by one dimension: `score` plus `mix` is all of it. `p_mix` tests that mix did nothing."""

    dimension: str
    score: Estimate
    mix: Estimate
    p_mix: float
    parts: tuple[Part, ...]


def split(table: SegmentTable, dimension: str, *, unit: str) -> Split:
    """The change from before to after, split over the values of a dimension.

    Shares are weighed by the mean of both periods' scores and scores by the mean of both periods'
    shares, so that nothing is left over and turning time round turns the signs. A value that was
    there in one period only adds to mix alone. Intervals are those of the delta method, with shares
    and scores both taken as samples.

    Source: Kitagawa (1955), "Components of a difference between two rates"; Oaxaca (1973) and
    Blinder (1973) for the same with regressions.

    >>> from luister.warning.segment_table import segment_table
    >>> before = [(("app",), 50, 50.0, 50.0), (("phone",), 50, 0.0, 0.0)]
    >>> after = [(("app",), 20, 20.0, 20.0), (("phone",), 80, 0.0, 0.0)]
    >>> found = split(segment_table(["channel"], before, after), "channel", unit="scale")
    >>> round(found.score.value, 2), round(found.mix.value, 2)
    (0.0, -0.3)
    """
    place = table.dimensions.index(dimension)
    codes, size = table.codes[:, place], len(table.values[place])
    shares, known = _shares(table, codes, size)
    before, after = known
    middle = float(
        np.mean([_middle(share, mean) for share, mean in zip(shares, known, strict=True)])
    )
    moved = np.where(_both(known), after - before, 0.0)
    level = _level(before, after)
    score = (shares[0] + shares[1]) / 2 * moved
    mix = (shares[1] - shares[0]) * (level - middle)
    errors = _errors(table, codes, shares, moved, level)
    n = int(table.after.n.sum())
    return Split(
        dimension=dimension,
        score=_with_interval(float(score.sum()), errors[0], n, unit),
        mix=_with_interval(float(mix.sum()), errors[1], n, unit),
        p_mix=two_sided(float(mix.sum()), errors[1]),
        parts=tuple(
            Part(value, *(float(one) for one in numbers))
            for value, *numbers in zip(
                table.values[place], *shares, before, after, score, mix, strict=True
            )
        ),
    )


def two_sided(value: float, error: float) -> float:
    """The chance of a value at least so far from nought, where nought is true.

    >>> round(two_sided(1.96, 1.0), 3)
    0.05
    """
    return 2.0 * float(normal_below(-abs(value) / error)) if error > 0 else 1.0


def _shares(
    table: SegmentTable, codes: Codes, size: int
) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
    """Shares and means of each value in both periods."""
    before, after = table.before.by(codes, size), table.after.by(codes, size)
    return (_share(before), _share(after)), (means(before), means(after))


def _share(sums: Sums) -> Floats:
    whole = sums.weight.sum()
    share: Floats = sums.weight / whole if whole else np.zeros(len(sums.n))
    return share


def _both(known: tuple[Floats, Floats]) -> Truths:
    found: Truths = ~np.isnan(known[0]) & ~np.isnan(known[1])
    return found


def _level(before: Floats, after: Floats) -> Floats:
    """The mean of both periods' means; where only one is known, that one."""
    first = np.where(np.isnan(before), after, before)
    second = np.where(np.isnan(after), before, after)
    return np.nan_to_num((first + second) / 2)


def _middle(share: Floats, mean: Floats) -> float:
    return float(np.sum(share * np.nan_to_num(mean)))


def _errors(
    table: SegmentTable,
    codes: Codes,
    shares: tuple[Floats, Floats],
    moved: Floats,
    level: Floats,
) -> tuple[float, float]:
    """The standard errors of the score's part and of the mix's."""
    score, mix = 0.0, 0.0
    weight, shift = (shares[0] + shares[1]) / 2, shares[1] - shares[0]
    for sums, share in zip((table.before, table.after), shares, strict=True):
        grouped = sums.by(codes, len(share))
        own = error_squared(grouped, spread(sums))
        own = np.where(np.isfinite(own), own, 0.0)
        one_answer = _over_people(sums)
        score += float(np.sum(weight**2 * own)) + _variance(share, moved) / 4 * one_answer
        mix += float(np.sum(shift**2 * own)) / 4 + _variance(share, level) * one_answer
    return score**0.5, mix**0.5


def _over_people(sums: Sums) -> float:
    """One over the effective number of answers."""
    whole = sums.weight.sum()
    return float(sums.weight_squared.sum() / whole**2) if whole else 0.0


def _variance(share: Floats, values: Floats) -> float:
    """The variance of a value among people who are spread over groups by these shares."""
    mean = np.sum(share * values)
    return float(np.sum(share * (values - mean) ** 2))


def _with_interval(value: float, error: float, n: int, unit: str) -> Estimate:
    return Estimate(value, value - _Z * error, value + _Z * error, n, unit)
