"""Answers before and after a move, by every dimension: what a move is taken apart from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]

_PRIOR_ANSWERS = 20.0
"""A small group's spread is drawn towards that of all, as if it had so many answers more."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Per group: answers, the sum of weights and of squared weights, of points and squared points.

    Each is an array with one place a group.
    """

    n: Floats
    weight: Floats
    weight_squared: Floats
    total: Floats
    squares: Floats

    def by(self, codes: Codes, size: int) -> "Sums":
        """The sums of `size` larger groups; `codes` says to which each group belongs."""
        return Sums(*(_summed(part, codes, size) for part in self._parts()))

    def only(self, kept: Truths) -> "Sums":
        """Some of the groups."""
        return Sums(*(part[kept] for part in self._parts()))

    def whole(self) -> "Sums":
        """All groups as one."""
        return Sums(*(np.atleast_1d(part.sum()) for part in self._parts()))

    def without(self, other: "Sums") -> "Sums":
        """What is left once groups are taken away from these."""
        pairs = zip(self._parts(), other._parts(), strict=True)
        return Sums(*(mine - theirs for mine, theirs in pairs))

    def times(self, factor: Floats) -> "Sums":
        """The groups with every answer weighed by its group's factor."""
        return Sums(
            self.n,
            self.weight * factor,
            self.weight_squared * factor**2,
            self.total * factor,
            self.squares * factor,
        )

    def _parts(self) -> tuple[Floats, ...]:
        return self.n, self.weight, self.weight_squared, self.total, self.squares


def _summed(part: Floats, codes: Codes, size: int) -> Floats:
    found: Floats = np.bincount(codes, weights=part, minlength=size).astype(float)
    return found


def divided(upper: Floats, lower: Floats, otherwise: float) -> Floats:
    """One array over another, and `otherwise` where that cannot be."""
    found: Floats = np.divide(upper, lower, out=np.full(len(lower), otherwise), where=lower > 0)
    return found


@dataclass(frozen=True, slots=True)
class SegmentTable:
    """The answers of two periods in every combination of values that was seen.

    `codes` has one row a combination and one column a dimension: a place in `values` of that
    dimension. `before` and `after` have one place a combination.
    """

    dimensions: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]
    codes: Codes
    before: Sums
    after: Sums

    def only(self, kept: Truths) -> "SegmentTable":
        """Some of the combinations."""
        return SegmentTable(
            self.dimensions,
            self.values,
            self.codes[kept],
            self.before.only(kept),
            self.after.only(kept),
        )

    def holds(self, group: Mapping[str, str]) -> Truths:
        """For each combination, whether it lies in the group."""
        found = np.ones(len(self.codes), dtype=bool)
        for name, value in group.items():
            place = self.dimensions.index(name)
            found &= self.codes[:, place] == self.values[place].index(value)
        return found


Row = tuple[tuple[str, ...], float, float, float]
"""A combination of values, its answers, the sum of their points and of their squared points."""


def segment_table(
    dimensions: Sequence[str], before: Iterable[Row], after: Iterable[Row]
) -> SegmentTable:
    """The table of the rows of two periods.

    >>> rows = [(("North",), 2, 180.0, 16400.0)]
    >>> segment_table(["region"], rows, [(("South",), 1, 0.0, 0.0)]).after.n.tolist()
    [0.0, 1.0]
    """
    periods = [list(before), list(after)]
    groups = sorted({row[0] for rows in periods for row in rows})
    place = {group: number for number, group in enumerate(groups)}
    values = tuple(tuple(sorted({group[at] for group in groups})) for at in range(len(dimensions)))
    number = [{value: code for code, value in enumerate(known)} for known in values]
    codes = [[number[at][value] for at, value in enumerate(group)] for group in groups]
    shape = (len(groups), len(dimensions))
    sums = [_sums(rows, place) for rows in periods]
    return SegmentTable(
        tuple(dimensions), values, np.array(codes, dtype=np.int64).reshape(shape), *sums
    )


def _sums(rows: Sequence[Row], place: Mapping[tuple[str, ...], int]) -> Sums:
    n, total, squares = (np.zeros(len(place)) for _ in range(3))
    for group, answers, points, squared in rows:
        at = place[group]
        n[at] += answers
        total[at] += points
        squares[at] += squared
    return Sums(n, n.copy(), n.copy(), total, squares)


def means(sums: Sums) -> Floats:
    """The mean of points in each group; NaN where nobody answered."""
    return divided(sums.total, sums.weight, np.nan)


def spread(sums: Sums) -> float:
    """The variance of points among all answers of a period, whatever their group.

    >>> rows = [(("a",), 2, 2.0, 4.0)]
    >>> spread(segment_table(["x"], rows, []).before)
    1.0
    """
    all_of_it = sums.whole()
    if not all_of_it.weight[0]:
        return 0.0
    return float(_own_spread(all_of_it)[0])


def error_squared(sums: Sums, pooled: float) -> Floats:
    """The squared standard error of each group's mean; infinite where nobody answered.

    A group of which all gave one answer does not know its own spread, so each is drawn towards the
    `pooled` one of all answers.
    """
    own = np.nan_to_num(_own_spread(sums))
    drawn = (sums.n * own + _PRIOR_ANSWERS * pooled) / (sums.n + _PRIOR_ANSWERS)
    return divided(drawn * sums.weight_squared, sums.weight**2, np.inf)


def _own_spread(sums: Sums) -> Floats:
    mean = means(sums)
    found: Floats = np.maximum(divided(sums.squares, sums.weight, np.nan) - mean**2, 0.0)
    return found
