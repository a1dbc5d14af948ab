"""Estimates in standard deviations, what is explained of each variable, and numbers made of others.

Source: lavaan's std.all: a path times the spread of its cause over that of its effect; a covariance over the
spreads of what is left of its two variables.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from luister.drivers.structure.expressions import evaluated
from luister.drivers.structure.matrices import Implied, Layout, Numbers, filled, implied
from luister.drivers.structure.model_text import (
    DEPENDS_ON,
    INTERCEPT,
    MEASURED_BY,
    SCALED_BY,
    THRESHOLD,
    VARIES_WITH,
    Defined,
)
from luister.drivers.structure.parameters import Parameter, Table

Values = Callable[[Numbers], Numbers]
"""From free numbers to one value a row."""


def row_values(table: Table, layouts: Sequence[Layout], numbers: Numbers) -> Numbers:
    """The value of every row of the table: free ones as estimated, others as fixed."""
    values = []
    for row in table.rows:
        if row.free >= 0:
            values.append(numbers[row.free])
        elif not np.isnan(row.value):
            values.append(row.value)
        else:
            values.append(_from_matrices(row, layouts[row.group - 1]))
    return np.array(values)


def _from_matrices(row: Parameter, group: Layout) -> float:
    place = group.names.index
    if row.op == INTERCEPT:
        return float(group.fixed_means[place(row.lhs)])
    return float(group.fixed_spread[place(row.lhs), place(row.rhs)])


def standard_values(table: Table, layouts: Sequence[Layout], numbers: Numbers) -> Numbers:
    """The value of every row in standard deviations; NaN where a variance is not positive."""
    values = row_values(table, layouts, numbers)
    found = [implied(one, numbers) for one in layouts]
    left = [filled(one, numbers)[1] for one in layouts]
    with np.errstate(invalid="ignore", divide="ignore"):
        spreads = [np.sqrt(np.diag(one.shared)) for one in found]
        rests = [np.sqrt(np.diag(one)) for one in left]
        return np.array(
            [
                value
                * _factor(
                    row, layouts[row.group - 1], spreads[row.group - 1], rests[row.group - 1]
                )
                for row, value in zip(table.rows, values, strict=True)
            ]
        )


def standard_units(row: Parameter, group: Layout, numbers: Numbers) -> float:
    """What one unit of this number is in standard deviations."""
    spread = np.sqrt(np.diag(implied(group, numbers).shared))
    return _factor(row, group, spread, np.sqrt(np.diag(filled(group, numbers)[1])))


def _factor(row: Parameter, group: Layout, spread: Numbers, rest: Numbers) -> float:
    lhs = group.names.index(row.lhs)
    if row.op == MEASURED_BY:
        return float(spread[lhs] / spread[group.names.index(row.rhs)])
    if row.op == DEPENDS_ON:
        return float(spread[group.names.index(row.rhs)] / spread[lhs])
    if row.op == VARIES_WITH and row.lhs != row.rhs:
        return float(1 / (rest[lhs] * rest[group.names.index(row.rhs)]))
    if row.op == VARIES_WITH:
        return float(1 / spread[lhs] ** 2)
    return {
        INTERCEPT: float(1 / spread[lhs]),
        THRESHOLD: float(1 / spread[lhs]),
        SCALED_BY: float(spread[lhs]),
    }[row.op]


def explained(table: Table, group: Layout, found: Implied, spread: Numbers) -> Mapping[str, float]:
    """The explained share of each variable that something in the model points at (R2)."""
    pointed_at = [
        name for name in group.names if name in table.roles.items or name in table.roles.caused
    ]
    place = group.names.index
    # What is left may count in a cycle or with a negative variance: the share is told as it comes out.
    return {
        name: float(1 - spread[place(name), place(name)] / found.shared[place(name), place(name)])
        for name in pointed_at
    }


def defined_values(defined: Sequence[Defined], table: Table, values: Numbers) -> Numbers:
    """The numbers that are made of labelled ones, each also of those before it.

    Raises:
        LuisterError: an expression that names a label nobody gave, or is none.
    """
    known = {
        row.label: float(value)
        for row, value in zip(reversed(table.rows), values[::-1], strict=True)
        if row.label
    }
    found = []
    for one in defined:
        known[one.name] = evaluated(one.expression, known, line=one.line)
        found.append(known[one.name])
    return np.array(found)


def slopes_of(values: Values, numbers: Numbers) -> Numbers:
    """(values, free): how values move with each free number, by differences."""
    columns = []
    for place in range(len(numbers)):
        step = 1e-5 * max(1.0, abs(numbers[place]))
        up, down = numbers.copy(), numbers.copy()
        up[place] += step
        down[place] -= step
        columns.append((values(up) - values(down)) / (2 * step))
    return np.array(columns).T


def doubts(values: Values, numbers: Numbers, spread: Numbers) -> Numbers:
    """The standard error of each value, given the covariance of the free numbers (the delta method)."""
    slope = slopes_of(values, numbers)
    found: Numbers = np.sqrt(np.maximum(np.einsum("ij,jk,ik->i", slope, spread, slope), 0.0))
    return found
