"""The likelihood of answers of which some are missing, from the moments of each pattern of who answered what.

Everything is per answer over all groups, as in `likelihood`. What patterns need of a model is summed over them before
the model's slopes come in, so that a step costs a few products of matrices, however many patterns there are.

Source: Arbuckle (1996), Full information estimation in the presence of incomplete data; Orchard and Woodbury (1972)
for the missing information principle, by which a step of the EM algorithm is read off the slope.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from luister.drivers.structure.matrices import (
    Implied,
    Layout,
    Numbers,
    Places,
    Slopes,
    bend,
    implied,
    pulled,
    slopes,
)
from luister.drivers.structure.moments import Pattern


@dataclass(frozen=True, slots=True, eq=False)
class Stack:
    """The patterns of one group that answered equally many items, side by side.

    `items` (patterns, answered) says which; `n` (patterns); `mean` and `covariance` are those of the answered.
    """

    items: Places
    n: Numbers
    mean: Numbers
    covariance: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """Patterns of one group; `size` is the number of items."""

    stacks: tuple[Stack, ...]
    size: int
    n: int


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What a mean and covariance make of the patterns, each padded with noughts to all items.

    `weight` is the inverse covariance of the answered, `pull` that weight on both sides of what was seen, `lean` the
    weight times the distance of the means; each with the patterns first. `value` is half the discrepancy, summed.
    """

    n: Numbers
    weight: Numbers
    pull: Numbers
    lean: Numbers
    value: float


def gathered(patterns: Sequence[Pattern], size: int) -> Gathered:
    """The patterns, stacked by how many items were answered."""
    by_count: dict[int, list[Pattern]] = {}
    for one in patterns:
        by_count.setdefault(int(one.answered.sum()), []).append(one)
    stacks = tuple(
        Stack(
            np.array([np.flatnonzero(one.answered) for one in alike]),
            np.array([float(one.moments.n) for one in alike]),
            np.array([one.moments.mean for one in alike]),
            np.array([one.moments.covariance for one in alike]),
        )
        for alike in by_count.values()
    )
    return Gathered(stacks, size, sum(one.moments.n for one in patterns))


def seen(group: Gathered, mean: Numbers, covariance: Numbers) -> Seen | None:
    """The patterns under a mean and covariance; None where that is no covariance."""
    count, size = sum(len(one.n) for one in group.stacks), group.size
    weight, pull = np.zeros((count, size, size)), np.zeros((count, size, size))
    lean, value, first = np.zeros((count, size)), 0.0, 0
    for stack in group.stacks:
        rows, columns = stack.items[:, :, None], stack.items[:, None, :]
        try:
            root = np.linalg.cholesky(covariance[rows, columns])
        except np.linalg.LinAlgError:
            return None
        half = np.linalg.inv(root)
        inverse = half.transpose(0, 2, 1) @ half
        apart = stack.mean - mean[stack.items]
        both = stack.covariance + apart[:, :, None] * apart[:, None, :]
        volume = 2 * np.log(np.diagonal(root, axis1=1, axis2=2)).sum(axis=1)
        fit = np.einsum("kij,kij->k", inverse, both)
        value += 0.5 * float(stack.n @ (volume + fit))
        at = np.arange(first, first + len(stack.n))
        weight[at[:, None, None], rows, columns] = inverse
        pull[at[:, None, None], rows, columns] = inverse @ both @ inverse
        lean[at[:, None], stack.items] = np.einsum("kij,kj->ki", inverse, apart)
        first += len(stack.n)
    return Seen(np.concatenate([one.n for one in group.stacks]), weight, pull, lean, value)


def pulls(of: Seen) -> tuple[Numbers, Numbers]:
    """The slope of the summed value along covariance and mean."""
    by_covariance = 0.5 * np.einsum("k,kij->ij", of.n, of.weight - of.pull)
    return by_covariance, -(of.n @ of.lean)


@dataclass(frozen=True, slots=True, eq=False)
class MissingLikelihood:
    """Patterns of some groups, and the model of each."""

    layouts: tuple[Layout, ...]
    groups: tuple[Gathered, ...]

    @property
    def n(self) -> int:
        """Answers of all groups."""
        return sum(one.n for one in self.groups)


def value_and_slope(of: MissingLikelihood, numbers: Numbers) -> tuple[float, Numbers]:
    """Minus the mean log-likelihood, save for a constant, and its slope; infinity where there is none."""
    value, slope = 0.0, np.zeros(len(numbers))
    for group, patterns in zip(of.layouts, of.groups, strict=True):
        try:
            found = implied(group, numbers)
        except np.linalg.LinAlgError:
            return np.inf, slope
        under = seen(patterns, found.mean, found.covariance)
        if under is None:
            return np.inf, slope
        value += under.value / of.n
        slope += pulled(slopes(group, found), *pulls(under)) @ group.gather / of.n
    return value, slope


def expected_curvature(of: MissingLikelihood, numbers: Numbers) -> Numbers:
    """The information of one answer if the model holds and patterns are as they are (free, free)."""
    return _curvature(of, numbers, is_observed=False)


def observed_curvature(of: MissingLikelihood, numbers: Numbers) -> Numbers:
    """The second slopes of minus the mean log-likelihood (free, free)."""
    return _curvature(of, numbers, is_observed=True)


def _curvature(of: MissingLikelihood, numbers: Numbers, *, is_observed: bool) -> Numbers:
    total = np.zeros((len(numbers), len(numbers)))
    for group, patterns in zip(of.layouts, of.groups, strict=True):
        found = implied(group, numbers)
        under = seen(patterns, found.mean, found.covariance)
        if under is None:
            return np.full_like(total, np.nan)
        met = _met(group, found, under, is_observed=is_observed)
        total += group.gather.T @ met @ group.gather / of.n
    return (total + total.T) / 2


def _met(group: Layout, found: Implied, under: Seen, *, is_observed: bool) -> Numbers:
    moved = slopes(group, found)
    along = _along(moved)
    size, flat = found.covariance.shape[0], under.weight.reshape(len(under.n), -1)
    inner = under.pull - 0.5 * under.weight if is_observed else 0.5 * under.weight
    pairs = (inner.reshape(len(under.n), -1) * under.n[:, None]).T @ flat
    # trace(inner a weight b): the second index of inner meets a, the first of weight too.
    turned = pairs.reshape(size, size, size, size).transpose(1, 2, 3, 0).reshape(size**2, -1)
    weight = np.einsum("k,kij->ij", under.n, under.weight)
    met: Numbers = along.T @ turned @ along + moved.means.T @ weight @ moved.means
    if not is_observed:
        return met
    crossing = (flat * under.n[:, None]).T @ under.lean
    tilted = np.einsum("ijk,ib->jkb", crossing.reshape(size, size, size), moved.means)
    cross = along.T @ tilted.reshape(size**2, -1)
    whole: Numbers = met + cross + cross.T + bend(group, found, *pulls(under))
    return whole


def _along(moved: Slopes) -> Numbers:
    """(items x items, entries): how the covariance moves with each entry."""
    one = moved.first[:, None, :] * moved.second[None, :, :]
    both = one + one.transpose(1, 0, 2)
    return both.reshape(-1, both.shape[2])
