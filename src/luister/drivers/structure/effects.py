"""What one variable does to another along all arrows: directly, through others, and together.

With B = (1 - paths)^-1 the total effect of a cause is its column of B; what is not its own arrow goes through others.

Source: Bollen (1987), Sociological Methodology 17, total, direct and indirect effects in structural equation models.
"""

from collections.abc import Callable, Sequence

import numpy as np

from luister.drivers.structure.matrices import Layout, Numbers, filled, implied
from luister.drivers.structure.model_text import DEPENDS_ON
from luister.drivers.structure.parameters import Table
from luister.drivers.structure.problem import Problem
from luister.drivers.structure.standard import doubts
from luister.estimates.model_solution import Effect, EffectFigure

_QUANTILE = 1.959964
_KINDS = 3
"""Direct, indirect and total."""

_Pairs = list[tuple[int, str, str]]


def effects(
    prepared: Problem, numbers: Numbers, spread: Numbers, *, drawn: Numbers | None = None
) -> tuple[Effect, ...]:
    """Every effect that goes through others, of causes and outcomes of paths (`~`), group by group.

    The doubt comes from the covariance of the free numbers (the delta method), or from the numbers found in samples
    drawn anew. An effect without a way through others is the path itself, and is not told again.
    """
    pairs = _pairs(prepared.table, prepared.layouts)
    if not pairs:
        return ()
    values = _values_of(prepared.layouts, pairs)
    found = values(numbers)
    error = doubts(values, numbers, spread)
    low, high = found - _QUANTILE * error, found + _QUANTILE * error
    if drawn is not None:
        every = np.array([values(one) for one in drawn])
        error = every.std(axis=0, ddof=1)
        low, high = np.quantile(every, (0.025, 0.975), axis=0)
    units = np.repeat(_units(prepared.layouts, pairs, numbers), _KINDS)
    figures = [
        EffectFigure(float(value), float(se), float(least), float(most), float(value * unit))
        for value, se, least, most, unit in zip(found, error, low, high, units, strict=True)
    ]
    return tuple(
        Effect(cause, effect, group, *figures[_KINDS * place : _KINDS * (place + 1)])
        for place, (group, cause, effect) in enumerate(pairs)
    )


def _pairs(table: Table, layouts: Sequence[Layout]) -> _Pairs:
    """Group, cause and outcome, where a way leads from one to the other through others."""
    found: _Pairs = []
    for group, layout in enumerate(layouts, start=1):
        arrows = [row for row in table.of_group(group) if row.op == DEPENDS_ON]
        causes = dict.fromkeys(row.rhs for row in arrows)
        outcomes = dict.fromkeys(row.lhs for row in arrows)
        place = {name: at for at, name in enumerate(layout.names)}
        reached = _through_others(table, group, place)
        found += [
            (group, cause, effect)
            for cause in causes
            for effect in outcomes
            if cause != effect and reached[place[effect], place[cause]]
        ]
    return found


def _through_others(table: Table, group: int, place: dict[str, int]) -> Numbers:
    """How many ways of two arrows or more lead from the column's variable to the row's, at most as long as all are."""
    steps = np.zeros((len(place), len(place)))
    for row in table.of_group(group):
        if row.op == DEPENDS_ON and (row.free >= 0 or row.value):
            steps[place[row.lhs], place[row.rhs]] = 1.0
    found, now = np.zeros_like(steps), steps
    for _ in place:
        now = np.minimum(steps @ now, 1.0)
        found += now
    return found


def _values_of(layouts: Sequence[Layout], pairs: _Pairs) -> Callable[[Numbers], Numbers]:
    """Direct, indirect and total effect of every pair, one after another, as a function of the free numbers."""

    def values(numbers: Numbers) -> Numbers:
        direct = [filled(one, numbers)[0] for one in layouts]
        every = [implied(one, numbers).every for one in layouts]
        found = []
        for group, cause, effect in pairs:
            names = layouts[group - 1].names
            at = names.index(effect), names.index(cause)
            own, total = direct[group - 1][at], every[group - 1][at]
            found += [own, total - own, total]
        return np.array(found)

    return values


def _units(layouts: Sequence[Layout], pairs: _Pairs, numbers: Numbers) -> Numbers:
    """What turns each pair's effects into standard deviations of the outcome for one of the cause."""
    spreads = [np.sqrt(np.diag(implied(one, numbers).shared)) for one in layouts]
    return np.array(
        [
            spreads[group - 1][layouts[group - 1].names.index(cause)]
            / spreads[group - 1][layouts[group - 1].names.index(effect)]
            for group, cause, effect in pairs
        ]
    )
