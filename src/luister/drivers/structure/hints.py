"""Which number, left out of a model, would help its fit most if it were let in: modification indices.

Source: Sorbom (1989), Psychometrika 54: the fall of chi-square to expect, from the slope and curvature at the solution.
They are for doubting a model, not for mending it: MacCallum, Roznowski and Necowitz (1992), Psychological Bulletin 111,
show that a model changed by them fits this sample's chance and as a rule no other.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product

import numpy as np

from luister.drivers.structure.likelihood import Likelihood, expected_curvature, value_and_slope
from luister.drivers.structure.matrices import Numbers
from luister.drivers.structure.model_text import DEPENDS_ON, MEASURED_BY, VARIES_WITH
from luister.drivers.structure.parameters import Parameter, Table
from luister.drivers.structure.problem import Problem, laid_out
from luister.drivers.structure.standard import standard_units
from luister.estimates.model_solution import Hint

_WORTH = 3.84
"""Below this fall of chi-square a hint is chance one time in twenty."""
_MOST = 10


def hints(prepared: Problem, numbers: Numbers, *, most: int = _MOST) -> tuple[Hint, ...]:
    """The numbers left out that would help most, the best first; of complete answers, taken as normal."""
    added = tuple(_left_out(prepared.table))
    if not added:
        return ()
    free = prepared.table.free
    table = replace(
        prepared.table,
        rows=(
            *prepared.table.rows,
            *(replace(one, free=free + place) for place, one in enumerate(added)),
        ),
        free=free + len(added),
    )
    layouts = laid_out(table, prepared.groups)
    of = Likelihood(layouts, prepared.groups, prepared.has_means)
    at = np.concatenate([numbers, np.zeros(len(added))])
    slope = value_and_slope(of, at)[1]
    bend = expected_curvature(of, at)
    known = np.linalg.solve(bend[:free, :free], bend[:free, free:])
    left = np.diag(bend)[free:] - np.einsum("ij,ij->j", bend[:free, free:], known)
    is_new = left > 1e-10
    with np.errstate(divide="ignore", invalid="ignore"):
        falls = np.where(is_new, prepared.n * slope[free:] ** 2 / left, 0.0)
        changes = np.where(is_new, -slope[free:] / left, 0.0)
    unit = _units(prepared, added, numbers)
    order = np.argsort(-falls, kind="stable")[:most]
    return tuple(
        Hint(
            lhs=added[place].lhs,
            op=added[place].op,
            rhs=added[place].rhs,
            group=added[place].group,
            fall=float(falls[place]),
            change=float(changes[place]),
            std=float(changes[place] * unit[place]),
        )
        for place in order
        if falls[place] > _WORTH
    )


def _units(prepared: Problem, added: tuple[Parameter, ...], numbers: Numbers) -> list[float]:
    return [standard_units(one, prepared.layouts[one.group - 1], numbers) for one in added]


def _left_out(table: Table) -> Iterator[Parameter]:
    """What each group could have besides: loadings on other constructs, covariances, paths between constructs."""
    for group in range(1, table.groups + 1):
        yield from _other_loadings(table, group)
        yield from _other_ties(table, group)


def _other_loadings(table: Table, group: int) -> Iterator[Parameter]:
    rows = table.of_group(group)
    measured = {(one.lhs, one.rhs) for one in rows if one.op == MEASURED_BY}
    items = [one for one in table.roles.observed if one in table.roles.items]
    for construct, item in product(table.roles.latents, items):
        if (construct, item) not in measured:
            yield _zero(construct, MEASURED_BY, item, group)


def _other_ties(table: Table, group: int) -> Iterator[Parameter]:
    roles, rows = table.roles, table.of_group(group)
    there = {frozenset((one.lhs, one.rhs)) for one in rows if one.op != MEASURED_BY}
    modelled = [one for one in roles.observed if one not in roles.exogenous]
    for first, second in combinations(modelled, 2):
        if frozenset((first, second)) not in there:
            yield _zero(first, VARIES_WITH, second, group)
    for first, second in combinations([one for one in roles.latents if one not in roles.items], 2):
        if frozenset((first, second)) not in there:
            effect, cause = (first, second) if first in roles.caused else (second, first)
            op = DEPENDS_ON if effect in roles.caused else VARIES_WITH
            yield _zero(effect, op, cause, group)


def _zero(lhs: str, op: str, rhs: str, group: int) -> Parameter:
    return Parameter(lhs=lhs, op=op, rhs=rhs, group=group, label="", free=0, value=0.0)
