"""The moments that a model implies, and how each moves when a parameter does.

A model is three matrices over all its variables, observed first: paths (to, from), spread (covariances of what
paths leave over) and means. With B = (1 - paths)^-1 the implied covariance is the observed corner of
B spread B', the implied mean that of B means.

Source: McArdle and McDonald (1984), Some algebraic properties of the reticular action model, British Journal of
Mathematical and Statistical Psychology 37.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from luister.drivers.structure.model_text import (
    DEPENDS_ON,
    INTERCEPT,
    MEASURED_BY,
    VARIES_WITH,
)
from luister.drivers.structure.parameters import Parameter, Table

Numbers = NDArray[np.floating[Any]]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Entries:
    """Where free numbers stand in one matrix: row, column, and place among all free numbers."""

    rows: Places
    columns: Places
    free: Places


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """The matrices of one group: what is fixed in them, and where free numbers stand."""

    names: tuple[str, ...]
    observed: int
    fixed_paths: Numbers
    fixed_spread: Numbers
    fixed_means: Numbers
    paths: Entries
    spread: Entries
    means: Entries
    gather: Numbers
    """(entries, free): adds up the entries that share one number."""


@dataclass(frozen=True, slots=True, eq=False)
class Implied:
    """What the model says of one group.

    `every` (all, all): the effect on the row's variable of one more of the column's own part; `shared` (all, all):
    covariances of all variables; `mean_of_all` (all). `covariance` and `mean` are those of the observed.
    """

    every: Numbers
    shared: Numbers
    mean_of_all: Numbers
    covariance: Numbers
    mean: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Slopes:
    """How the implied moments move with each entry: d covariance = first second' + second first'.

    All are (observed, entries); `means` holds the slopes of the implied mean.
    """

    first: Numbers
    second: Numbers
    means: Numbers


def layout(
    table: Table, group: int, mean: Numbers | None = None, covariance: Numbers | None = None
) -> Layout:
    """The matrices of a group; what is fixed "as in the sample" is taken from its mean and covariance."""
    names = (*table.roles.observed, *table.roles.latents)
    place = {name: at for at, name in enumerate(names)}
    paths = [one for one in table.of_group(group) if one.op in (MEASURED_BY, DEPENDS_ON)]
    spread = [one for one in table.of_group(group) if one.op == VARIES_WITH]
    means = [one for one in table.of_group(group) if one.op == INTERCEPT]
    entries = [_entries(rows, place) for rows in (paths, spread, means)]
    return Layout(
        names,
        observed=len(table.roles.observed),
        fixed_paths=_fixed_paths(paths, place),
        fixed_spread=_fixed_spread(spread, place, covariance, table),
        fixed_means=_fixed_means(means, place, mean),
        paths=entries[0],
        spread=entries[1],
        means=entries[2],
        gather=_gathered(entries, table.free),
    )


def _gathered(entries: Sequence[Entries], free: int) -> Numbers:
    places = np.concatenate([one.free for one in entries])
    gather = np.zeros((len(places), free))
    gather[np.arange(len(places)), places] = 1.0
    return gather


def _fixed_paths(rows: Sequence[Parameter], place: dict[str, int]) -> Numbers:
    fixed = np.zeros((len(place), len(place)))
    for one in rows:
        fixed[_ends(one, place)] = 0.0 if one.free >= 0 else one.value
    return fixed


def _fixed_spread(
    rows: Sequence[Parameter], place: dict[str, int], covariance: Numbers | None, table: Table
) -> Numbers:
    fixed = np.zeros((len(place), len(place)))
    for one in rows:
        at, to = _ends(one, place)
        fixed[at, to] = fixed[to, at] = _value(one, place, covariance, table)
    return fixed


def _fixed_means(
    rows: Sequence[Parameter], place: dict[str, int], mean: Numbers | None
) -> Numbers:
    fixed = np.zeros(len(place))
    for one in rows:
        at = place[one.lhs]
        if mean is not None and np.isnan(one.value) and one.free < 0:
            fixed[at] = mean[at]
        else:
            fixed[at] = np.nan_to_num(one.value)
    return fixed


def _ends(one: Parameter, place: dict[str, int]) -> tuple[int, int]:
    """Row and column: an arrow ends at its row and comes from its column."""
    if one.op == MEASURED_BY:
        return place[one.rhs], place[one.lhs]
    return place[one.lhs], place[one.rhs or one.lhs]


def _value(
    one: Parameter, place: dict[str, int], covariance: Numbers | None, table: Table
) -> float:
    if one.free >= 0:
        return 0.0
    if not np.isnan(one.value):
        return one.value
    # The residual of an ordered rating follows from its scale: weighted.py puts it in.
    if covariance is None or one.lhs in table.custom.ordered:
        return 0.0
    return float(covariance[place[one.lhs], place[one.rhs]])


def _entries(rows: Sequence[Parameter], place: dict[str, int]) -> Entries:
    free = [one for one in rows if one.free >= 0]
    ends = [_ends(one, place) for one in free]
    return Entries(
        np.array([at for at, _ in ends], np.int64),
        np.array([to for _, to in ends], np.int64),
        np.array([one.free for one in free], np.int64),
    )


def filled(group: Layout, numbers: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Paths, spread and means with the free numbers put in."""
    paths, spread, means = (
        group.fixed_paths.copy(),
        group.fixed_spread.copy(),
        group.fixed_means.copy(),
    )
    paths[group.paths.rows, group.paths.columns] = numbers[group.paths.free]
    values = numbers[group.spread.free]
    spread[group.spread.rows, group.spread.columns] = values
    spread[group.spread.columns, group.spread.rows] = values
    means[group.means.rows] = numbers[group.means.free]
    return paths, spread, means


def implied(group: Layout, numbers: Numbers) -> Implied:
    """The moments that the free numbers imply.

    Raises:
        numpy.linalg.LinAlgError: paths that go in a circle without end.
    """
    paths, spread, means = filled(group, numbers)
    every = np.linalg.inv(np.eye(len(paths)) - paths)
    shared, mean, seen = every @ spread @ every.T, every @ means, group.observed
    return Implied(every, shared, mean, shared[:seen, :seen], mean[:seen])


def slopes(group: Layout, found: Implied) -> Slopes:
    """How the implied moments move with each free entry: paths, then spread, then means."""
    paths, spread, means = group.paths, group.spread, group.means
    total, shared = found.every[: group.observed], found.shared[: group.observed]
    own = np.where(spread.rows == spread.columns, 0.5, 1.0)
    none = np.zeros((group.observed, len(means.rows)))
    still = np.zeros((group.observed, len(spread.rows)))
    return Slopes(
        np.hstack([total[:, paths.rows], total[:, spread.rows], none]),
        np.hstack([shared[:, paths.columns], total[:, spread.columns] * own, none]),
        np.hstack(
            [
                total[:, paths.rows] * found.mean_of_all[paths.columns],
                still,
                total[:, means.rows],
            ]
        ),
    )


def pulled(moved: Slopes, by_covariance: Numbers, by_mean: Numbers) -> Numbers:
    """The slope of a function along each entry, from its slopes along covariance and mean."""
    along: Numbers = (
        2 * np.einsum("ij,ij->j", moved.first, by_covariance @ moved.second)
        + by_mean @ moved.means
    )
    return along


def crossed(moved: Slopes, one: Numbers, other: Numbers) -> Numbers:
    """(entries, entries): half the trace of one dC_a other dC_b, made symmetric.

    With both the inverse of the implied covariance this is the information on covariances of one answer.
    """
    first, second = moved.first, moved.second
    mixed, mixed_other = second.T @ one @ first, second.T @ other @ first
    ends, ends_other = first.T @ one @ first, first.T @ other @ first
    heads, heads_other = second.T @ one @ second, second.T @ other @ second
    # Half of the four ways in which two sums of two products meet.
    met: Numbers = 0.5 * (
        mixed * mixed_other.T + mixed.T * mixed_other + heads * ends_other + ends * heads_other
    )
    return met


def bend(group: Layout, found: Implied, by_covariance: Numbers, by_mean: Numbers) -> Numbers:
    """(entries, entries): second slopes of the implied moments, weighed by what each moment is worth."""
    every, shared, mean = found.every, found.shared, found.mean_of_all
    seen = every[: group.observed]
    both = seen.T @ by_covariance @ seen
    half, lean = seen.T @ by_covariance @ shared[: group.observed], seen.T @ by_mean
    to, start = group.paths.rows, group.paths.columns
    paths, spread = len(to), len(group.spread.rows)
    # [a, b] below: the slope along a of path or spread, moved by path b.
    back, on = every[np.ix_(start, to)].T, every[np.ix_(start, to)]
    along_paths = 2 * (
        back * half[np.ix_(to, start)].T
        + both[np.ix_(to, to)] * shared[np.ix_(start, start)]
        + half[np.ix_(to, start)] * on
    )
    along_paths += back * np.outer(mean[start], lean[to]) + on * np.outer(lean[to], mean[start])
    one, other = group.spread.rows, group.spread.columns
    along_spread = np.where(one == other, 1.0, 2.0)[:, None] * (
        every[np.ix_(start, one)].T * both[np.ix_(to, other)].T
        + both[np.ix_(one, to)] * every[np.ix_(start, other)].T
    )
    along_means = every[np.ix_(start, group.means.rows)].T * lean[to]
    bent = np.zeros((group.gather.shape[0], group.gather.shape[0]))
    bent[:paths, :paths] = along_paths
    bent[paths : paths + spread, :paths] = along_spread
    bent[:paths, paths : paths + spread] = along_spread.T
    bent[paths + spread :, :paths] = along_means
    bent[:paths, paths + spread :] = along_means.T
    return bent
