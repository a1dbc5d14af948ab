"""Ordered answers (wlsmv): thresholds and polychoric correlations, fitted by diagonally weighted least squares.

Source: Muthen, du Toit and Spisic (1997) for the robust doubts; Asparouhov and Muthen (2010) for the chi-square that
is scaled and shifted to the mean and spread it should have. As in lavaan chi-square and doubts count n - 1 answers, and
what lies behind an answer has variance 1 (the delta form); in groups with equal loadings and thresholds its scale is
free.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from luister.drivers.structure.fit_measures import Size, Tested, fit_of, scaled, srmr
from luister.drivers.structure.identification import check_rank
from luister.drivers.structure.likelihood import positive_inverse
from luister.drivers.structure.matrices import Implied, Layout, Numbers, implied, slopes
from luister.drivers.structure.minimum import minimum
from luister.drivers.structure.model_text import SCALED_BY, THRESHOLD
from luister.drivers.structure.moments import Moments
from luister.drivers.structure.ordered import ordered_moments
from luister.drivers.structure.ordered_group import Cut, OrderedGroup, said, shares
from luister.drivers.structure.parameters import Table
from luister.drivers.structure.problem import Found, Problem
from luister.drivers.structure.shifted_square import (
    baseline,
    baseline_traces,
    shifted,
    traces,
)
from luister.drivers.structure.starts import starts
from luister.estimates.model_solution import Fit


def found_by_weights(problem: Problem, *, start: Numbers | None = None) -> Found:
    """Estimates, their covariance and the fit."""
    groups = _groups(problem)
    _check_identified(problem, groups)
    reached = minimum(
        lambda numbers: _value_and_slope(groups, numbers),
        (lambda numbers: _curvature(groups, numbers), lambda numbers: _curvature(groups, numbers)),
        _starts(problem, groups) if start is None else start,
    )
    bent = _curvature(groups, reached.numbers) if np.isfinite(reached.value) else None
    inverse = None if bent is None else positive_inverse(bent)
    if inverse is None:
        return Found(reached, None, None)
    slopes_of = [_slopes(one, reached.numbers) for one in groups]
    spread = _spread(groups, slopes_of, inverse[0])
    return Found(
        reached,
        spread,
        _fit(problem, groups, (reached.numbers, slopes_of, inverse[0])),
        tuple(_told_layout(one, reached.numbers) for one in groups),
    )


def _groups(problem: Problem) -> tuple[OrderedGroup, ...]:
    table = problem.table
    counts = [table.custom.ordered[name] + 1 for name in problem.answers.names]
    return tuple(
        OrderedGroup(
            problem.layouts[at],
            _cut(table, at + 1, THRESHOLD),
            _cut(table, at + 1, SCALED_BY),
            ordered_moments(rows.astype(np.int64), counts),
        )
        for at, rows in enumerate(problem.answers.groups.values())
    )


def _cut(table: Table, group: int, op: str) -> Cut:
    place = {name: at for at, name in enumerate(table.roles.observed)}
    rows = sorted(
        (one for one in table.of_group(group) if one.op == op),
        key=lambda one: (place[one.lhs], len(one.rhs), one.rhs),
    )
    return Cut(
        np.array([place[one.lhs] for one in rows], np.int64),
        np.array([one.free for one in rows], np.int64),
        np.array([one.value for one in rows]),
    )


def _starts(problem: Problem, groups: Sequence[OrderedGroup]) -> Numbers:
    samples = [
        Moments(one.said.n, np.zeros(len(one.said.correlation)), one.said.correlation)
        for one in groups
    ]
    begin = starts(problem.table, samples)
    for one in groups:
        free = one.thresholds.free >= 0
        begin[one.thresholds.free[free]] = np.concatenate(one.said.thresholds)[free]
        begin[one.scales.free[one.scales.free >= 0]] = 1.0
    return begin


def _told(group: OrderedGroup, found: Implied, numbers: Numbers) -> Numbers:
    """What the model says of thresholds and correlations, in the order of the uncertainty."""
    scale = group.scales.values(numbers)
    items = group.thresholds.items
    cuts = scale[items] * (group.thresholds.values(numbers) - found.mean[items])
    rows, columns = np.tril_indices(len(scale), -1)
    ties = (scale[rows] * scale[columns]) * found.covariance[rows, columns]
    return np.concatenate([cuts, ties])


def _slopes(group: OrderedGroup, numbers: Numbers) -> Numbers:
    """(thresholds and correlations, free): how what the model says moves with each free number."""
    found = implied(group.layout, numbers)
    moved = slopes(group.layout, found)
    scale, items = group.scales.values(numbers), group.thresholds.items
    rows, columns = np.tril_indices(len(scale), -1)
    both = (scale[rows] * scale[columns])[:, None]
    ties = both * (
        moved.first[rows] * moved.second[columns] + moved.second[rows] * moved.first[columns]
    )
    cuts = -scale[items][:, None] * moved.means[items]
    total = np.vstack([cuts, ties]) @ group.layout.gather
    at = np.arange(len(items))
    is_free = group.thresholds.free >= 0
    total[at[is_free], group.thresholds.free[is_free]] += scale[items][is_free]
    for item, free in zip(group.scales.items, group.scales.free, strict=True):
        if free >= 0:
            own = items == item
            apart = group.thresholds.values(numbers) - found.mean[items]
            total[at[own], free] += apart[own]
            touched = (rows == item) | (columns == item)
            other = np.where(rows == item, columns, rows)
            along = scale[other] * found.covariance[rows, columns] * touched
            total[len(items) :, free] += along
    return total


def _value_and_slope(groups: Sequence[OrderedGroup], numbers: Numbers) -> tuple[float, Numbers]:
    """Half the weighed squares of what is left, per answer less one a group, and its slope."""
    value, slope = 0.0, np.zeros(len(numbers))
    for one, share in zip(groups, shares(groups), strict=True):
        try:
            found = implied(one.layout, numbers)
        except np.linalg.LinAlgError:
            return np.inf, slope
        left = said(one) - _told(one, found, numbers)
        if not np.isfinite(left).all():
            return np.inf, slope
        value += 0.5 * share * float(left @ (one.weights * left))
        slope -= share * (_slopes(one, numbers).T @ (one.weights * left))
    return value, slope


def _curvature(groups: Sequence[OrderedGroup], numbers: Numbers) -> Numbers:
    total = np.zeros((len(numbers), len(numbers)))
    for one, share in zip(groups, shares(groups), strict=True):
        along = _slopes(one, numbers)
        total += share * (along.T * one.weights) @ along
    return total


def _spread(
    groups: Sequence[OrderedGroup], slopes_of: Sequence[Numbers], inverse: Numbers
) -> Numbers:
    """The covariance of the free numbers, whatever the weights leave out."""
    met = np.zeros_like(inverse)
    n = sum(one.said.n for one in groups)
    for one, along, share in zip(groups, slopes_of, shares(groups), strict=True):
        weighed = along * one.weights[:, None]
        # n - 1 answers of each group, as lavaan counts least squares.
        met += share**2 * n / (one.said.n - 1) * weighed.T @ one.said.uncertainty @ weighed
    found: Numbers = inverse @ met @ inverse / n
    return found


def _fit(
    problem: Problem,
    groups: Sequence[OrderedGroup],
    at: tuple[Numbers, Sequence[Numbers], Numbers],
) -> Fit:
    numbers, slopes_of, inverse = at
    size = Size(problem.n - len(groups), len(groups))
    df = sum(len(one.weights) for one in groups) - problem.table.free
    chi2 = sum(
        (one.said.n - 1) * float(left @ (one.weights * left))
        for one in groups
        for left in [said(one) - _told(one, implied(one.layout, numbers), numbers)]
    )
    model = Tested(chi2, df)
    worst = Tested(*baseline(groups))
    samples = [
        Moments(one.said.n, np.zeros(len(one.said.correlation)), one.said.correlation)
        for one in groups
    ]
    models = [
        (sample.mean, _as_correlation(one, numbers))
        for one, sample in zip(groups, samples, strict=True)
    ]
    fit = fit_of(model, worst, size, srmr(samples, models, has_means=False))
    moved = shifted(model, traces(groups, slopes_of, inverse))
    return replace(fit, scaled=scaled(moved, shifted(worst, baseline_traces(groups)), size))


def _as_correlation(group: OrderedGroup, numbers: Numbers) -> Numbers:
    found = implied(group.layout, numbers).covariance
    scale = group.scales.values(numbers)
    told = found * np.outer(scale, scale)
    np.fill_diagonal(told, 1.0)
    return told


def _told_layout(group: OrderedGroup, numbers: Numbers) -> Layout:
    """The matrices with what is left of each item put in, so that what lies behind has its variance."""
    found = implied(group.layout, numbers)
    scale = group.scales.values(numbers)
    spread = group.layout.fixed_spread.copy()
    at = np.arange(len(scale))
    spread[at, at] = 1 / scale**2 - np.diag(found.covariance)
    return replace(group.layout, fixed_spread=spread)


def _check_identified(problem: Problem, groups: Sequence[OrderedGroup]) -> None:
    def met(numbers: Numbers) -> Numbers:
        total = np.zeros((len(numbers), len(numbers)))
        for one in groups:
            along = _slopes(one, numbers)
            total += along.T @ along
        return total

    spare = sum(len(one.weights) for one in groups) - problem.table.free
    check_rank(problem.table, spare, met)
