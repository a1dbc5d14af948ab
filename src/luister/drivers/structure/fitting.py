"""Fits a model: reads it, checks it, estimates it, and tells what came of it, or why there is no result."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from scipy.special import ndtri

from luister.drivers.structure.answers import Answers
from luister.drivers.structure.completion import Custom
from luister.drivers.structure.drawn_again import drawn_again
from luister.drivers.structure.effects import effects
from luister.drivers.structure.faults import faults
from luister.drivers.structure.fit_measures import p_of_nought
from luister.drivers.structure.gaps import found_with_gaps, problem_with_gaps
from luister.drivers.structure.hints import hints
from luister.drivers.structure.matrices import Numbers, filled, implied
from luister.drivers.structure.model_text import DEFINED_AS, ModelText
from luister.drivers.structure.normal import found_by_likelihood
from luister.drivers.structure.ordered_problem import ordered_problem
from luister.drivers.structure.problem import Found, Problem, problem
from luister.drivers.structure.standard import (
    defined_values,
    doubts,
    explained,
    row_values,
    standard_values,
)
from luister.drivers.structure.weighted import found_by_weights
from luister.errors import LuisterError, UnknownNameError
from luister.estimates.model_solution import Estimated, Fault, Solution

_SURE = float(ndtri(0.975))
"""Half an interval of 95 % in standard errors."""


@dataclass(frozen=True, slots=True)
class Estimator:
    """A way of estimating: how a model is put before the answers, and how its numbers are found."""

    prepared: Callable[[ModelText, Answers, Custom], Problem]
    found: Callable[[Problem], Found]


ESTIMATORS: Mapping[str, Estimator] = {
    "wlsmv": Estimator(ordered_problem, found_by_weights),
    "ml": Estimator(problem, found_by_likelihood),
    "fiml": Estimator(problem_with_gaps, found_with_gaps),
    "mlr": Estimator(problem, lambda one: found_by_likelihood(one, robust=True)),
}


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is asked besides: doubts from `samples` drawn anew (ml only) with this seed, and hints."""

    samples: int = 0
    seed: int = 1
    hints: bool = False


def fitted(
    text: ModelText,
    answers: Answers,
    *,
    estimator: str = "ml",
    custom: Custom | None = None,
    wishes: Wishes | None = None,
) -> Solution:
    """The solution of the model; not to be relied on where `converged` or `proper` is false.

    Raises:
        LuisterError: a model or answers that cannot be fitted at all, with what to change.
    """
    if estimator not in ESTIMATORS:
        raise UnknownNameError(
            f'There is no estimator "{estimator}".', hint=f"Known: {', '.join(ESTIMATORS)}."
        )
    wished = wishes or Wishes()
    if wished.samples and estimator != "ml":
        raise LuisterError(
            f'Samples are drawn anew for "ml" only, not for "{estimator}".',
            hint='Choose "ml", or leave the samples out: the doubts of the others are robust already.',
        )
    way = ESTIMATORS[estimator]
    prepared = way.prepared(text, answers, custom or Custom())
    found = way.found(prepared)
    solution = told(prepared, found, estimator)
    if solution.can_be_relied_on:
        solution = _with_wishes(solution, prepared, found, wished)
    return replace(solution, left_out=answers.n - prepared.n)


def _with_wishes(solution: Solution, prepared: Problem, found: Found, wished: Wishes) -> Solution:
    numbers = found.minimum.numbers
    samples: Numbers | None = None
    if wished.samples:
        drawn = drawn_again(prepared, numbers, wished.samples, wished.seed)
        if not drawn.is_enough:
            return replace(solution, proper=False, fit=None, r2={}, faults=(Fault("few_samples"),))
        rows = _drawn_rows(solution.parameters, prepared, drawn.numbers)
        samples = drawn.numbers
        solution = replace(solution, parameters=rows, samples=len(samples))
    if found.spread is not None:
        laid = replace(prepared, layouts=found.layouts or prepared.layouts)
        through = effects(laid, numbers, found.spread, drawn=samples)
        solution = replace(solution, effects=through)
    if wished.hints and solution.estimator in {"ml", "mlr", "fiml"}:
        solution = replace(solution, hints=hints(prepared, numbers))
    return solution


def _drawn_rows(
    rows: tuple[Estimated, ...], prepared: Problem, drawn: Numbers
) -> tuple[Estimated, ...]:
    """The rows with the spread and the middle 95 % of their values in the samples."""
    table, defined = prepared.table, prepared.text.defined
    each = []
    for numbers in drawn:
        values = row_values(table, prepared.layouts, numbers)
        each.append(np.concatenate([values, defined_values(defined, table, values)]))
    values = np.array(each)
    lows, highs = np.quantile(values, (0.025, 0.975), axis=0)
    errors = values.std(axis=0, ddof=1)
    return tuple(
        replace(row, se=float(se), low=float(low), high=float(high), p=None)
        if row.is_free
        else row
        for row, se, low, high in zip(rows, errors, lows, highs, strict=True)
    )


def told(prepared: Problem, found: Found, estimator: str) -> Solution:
    """What was found, with what is wrong with it."""
    reached, table = found.minimum, prepared.table
    prepared = replace(prepared, layouts=found.layouts or prepared.layouts)
    groups = {
        name: sample.n
        for name, sample in zip(prepared.answers.groups, prepared.groups, strict=True)
    }
    wrong: tuple[Fault, ...]
    if not reached.converged:
        wrong = (Fault("no_convergence"),)
    elif found.spread is None:
        wrong = (Fault("no_minimum"),)
    else:
        wrong = faults(table, prepared.layouts, reached.numbers, found.spread)
    converged = reached.converged and found.spread is not None
    return Solution(
        estimator=estimator,
        converged=converged,
        proper=converged and not wrong,
        n=prepared.n,
        groups=groups,
        parameters=_rows(prepared, reached.numbers, found.spread) if converged else (),
        free=table.free,
        steps=reached.steps,
        fit=None if wrong else found.fit,
        faults=wrong,
        r2={} if wrong else _explained(prepared, reached.numbers),
    )


def _rows(prepared: Problem, numbers: Numbers, spread: Numbers | None) -> tuple[Estimated, ...]:
    """Every row of the model with its doubt, then the numbers that are defined."""
    table, layouts, defined = prepared.table, prepared.layouts, prepared.text.defined
    if spread is None:
        return ()
    values = row_values(table, layouts, numbers)
    standard = standard_values(table, layouts, numbers)
    own = np.sqrt(np.maximum(np.diag(spread), 0.0))
    found = [
        _estimated(
            (row.lhs, row.op, row.rhs, row.group, _told_label(row.label)),
            float(value),
            float(own[row.free]) if row.free >= 0 else 0.0,
            float(std),
        )
        for row, value, std in zip(table.rows, values, standard, strict=True)
    ]
    if defined:
        made = defined_values(defined, table, values)
        made_of_standard = defined_values(defined, table, standard)
        doubt = doubts(
            lambda moved: defined_values(defined, table, row_values(table, layouts, moved)),
            numbers,
            spread,
        )
        found += [
            _estimated(
                (one.name, DEFINED_AS, one.expression, 0, one.name),
                float(value),
                float(se),
                float(std),
            )
            for one, value, se, std in zip(defined, made, doubt, made_of_standard, strict=True)
        ]
    return tuple(found)


def _estimated(
    what: tuple[str, str, str, int, str], est: float, se: float, std: float
) -> Estimated:
    lhs, op, rhs, group, label = what
    return Estimated(
        lhs=lhs,
        op=op,
        rhs=rhs,
        group=group,
        label=label,
        est=est,
        se=se,
        low=est - _SURE * se,
        high=est + _SURE * se,
        std=std,
        p=p_of_nought(est, se),
        is_free=se > 0,
    )


def _told_label(label: str) -> str:
    """A label that a person gave; ours begin with a dot."""
    return "" if label.startswith(".") else label


def _explained(prepared: Problem, numbers: Numbers) -> dict[str, Mapping[str, float]]:
    return {
        name: explained(prepared.table, one, implied(one, numbers), filled(one, numbers)[1])
        for name, one in zip(prepared.answers.groups, prepared.layouts, strict=True)
    }
