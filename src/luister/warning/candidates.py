"""The groups that may explain a move: every value of a dimension and every pair of two, tested."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from luister.estimates.distributions import normal_below
from luister.warning.false_discoveries import adjusted
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

FEWEST = 10
"""A group with fewer answers, before or after, explains nothing: its own mean is mostly chance."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A group and how it moved, against how the rest did.

    `change` is its mean after less before, `error` the standard error of that. `p` is the chance of
    so large a difference between the group's move and the rest's, made larger for all that were
    looked at. `support` orders candidates: how much better the answers are told by "this group
    moved" than by "nothing moved", less the price of having looked at so many of its kind.
    """

    group: Mapping[str, str]
    change: float
    error: float
    p: float
    support: float


def candidates(table: SegmentTable, *, sizes: Sequence[int] = (1, 2)) -> list[Candidate]:
    """Every group of so many dimensions that is large enough in both periods, and leaves a rest that is."""
    found = [_tested(table, dimensions) for size in sizes for dimensions in _sets(table, size)]
    levels = [len(one.dimensions) for one in found for _ in one.groups]
    changes, errors, chances = (
        np.concatenate([getattr(one, name) for one in found]) if found else np.array([])
        for name in ("changes", "errors", "chances")
    )
    groups = [group for one in found for group in one.groups]
    price = {level: 2 * np.log(max(1, levels.count(level))) for level in sizes}
    # Groups overlap, mostly for the better: measured, the rate holds without the price of any dependence.
    raised = adjusted(chances, is_dependent=False)
    return [
        Candidate(
            group=group,
            change=float(change),
            error=float(error),
            p=float(p),
            support=float((change / error) ** 2 - price[level]),
        )
        for group, change, error, p, level in zip(
            groups, changes, errors, raised, levels, strict=True
        )
    ]


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of looking at the values of one dimension, or of two together."""

    dimensions: tuple[str, ...]
    groups: list[dict[str, str]]
    changes: Floats
    errors: Floats
    chances: Floats


def change_of(before: Sums, after: Sums, pooled: tuple[float, float]) -> tuple[Floats, Floats]:
    """How the mean of each group moved, and the squared standard error of that."""
    squared = error_squared(before, pooled[0]) + error_squared(after, pooled[1])
    return means(after) - means(before), squared


def _sets(table: SegmentTable, size: int) -> list[tuple[int, ...]]:
    return list(combinations(range(len(table.dimensions)), size))


def _tested(table: SegmentTable, dimensions: tuple[int, ...]) -> Looked:
    """The groups of one or two dimensions, each against the rest of the table."""
    codes, size = _codes(table, dimensions)
    before, after = table.before.by(codes, size), table.after.by(codes, size)
    rest_before, rest_after = (
        _whole_of(period, size).without(part)
        for period, part in ((table.before, before), (table.after, after))
    )
    large = np.minimum(before.n, after.n) >= FEWEST
    large &= np.minimum(rest_before.n, rest_after.n) >= FEWEST
    if len(dimensions) > 1:
        large &= ~_is_single(table, dimensions, before, after)
    pooled = spread(table.before), spread(table.after)
    change, squared = change_of(before.only(large), after.only(large), pooled)
    other, other_squared = change_of(rest_before.only(large), rest_after.only(large), pooled)
    apart = (change - other) / np.sqrt(squared + other_squared)
    return Looked(
        tuple(table.dimensions[at] for at in dimensions),
        [_group(table, dimensions, number) for number in np.flatnonzero(large).tolist()],
        change,
        np.sqrt(squared),
        2.0 * normal_below(-np.abs(apart)),
    )


def _codes(table: SegmentTable, dimensions: tuple[int, ...]) -> tuple[Codes, int]:
    codes, size = np.zeros(len(table.codes), dtype=np.int64), 1
    for at in dimensions:
        count = len(table.values[at])
        codes = codes * count + table.codes[:, at]
        size *= count
    return codes, size


def _group(table: SegmentTable, dimensions: tuple[int, ...], number: int) -> dict[str, str]:
    found = {}
    for at in reversed(dimensions):
        number, code = divmod(number, len(table.values[at]))
        found[table.dimensions[at]] = table.values[at][code]
    return dict(reversed(found.items()))


def _whole_of(sums: Sums, size: int) -> Sums:
    """All answers, once for each of `size` groups."""
    codes = np.zeros(size, dtype=np.int64)
    whole = sums.whole()
    return Sums(
        *(
            part[codes]
            for part in (
                whole.n,
                whole.weight,
                whole.weight_squared,
                whole.total,
                whole.squares,
            )
        )
    )


def _is_single(
    table: SegmentTable, dimensions: tuple[int, ...], before: Sums, after: Sums
) -> Truths:
    """True for a pair that holds all of one of its two: an employee with the own team."""
    count = [len(table.values[at]) for at in dimensions]
    found = np.zeros(len(after.n), dtype=bool)
    for axis, at in enumerate(dimensions):
        single = [
            period.by(table.codes[:, at], count[axis]).n for period in (table.before, table.after)
        ]
        own = (
            np.arange(len(after.n)) // count[1]
            if axis == 0
            else np.arange(len(after.n)) % count[1]
        )
        found |= (before.n == single[0][own]) & (after.n == single[1][own])
    return found
