"""Full information maximum likelihood (fiml): every answer counts, also those of people who left some out.

Right where answers are missing at random given the others. Source: Arbuckle (1996); Enders (2010), Applied Missing
Data Analysis. As in lavaan people without an exogenous value are left out, and doubts come from the observed
information.
"""

from dataclasses import dataclass
from math import log, pi

import numpy as np

from luister.drivers.structure.answers import Answers, check_answers, check_met, chosen
from luister.drivers.structure.completion import Custom, roles
from luister.drivers.structure.fit_measures import (
    Size,
    Tested,
    fit_of,
    srmr,
    with_likelihood,
)
from luister.drivers.structure.identification import check_identified, degrees_of_freedom
from luister.drivers.structure.likelihood import positive_inverse
from luister.drivers.structure.matrices import Numbers, implied
from luister.drivers.structure.minimum import minimum
from luister.drivers.structure.missing import (
    Gathered,
    MissingLikelihood,
    expected_curvature,
    gathered,
    observed_curvature,
    seen,
    value_and_slope,
)
from luister.drivers.structure.model_text import ModelText
from luister.drivers.structure.moments import Moments, patterns
from luister.drivers.structure.normal import exogenous_places, lowest, part
from luister.drivers.structure.parameters import parameter_table
from luister.drivers.structure.problem import Found, Problem, laid_out
from luister.drivers.structure.saturated import saturated_moments
from luister.estimates.model_solution import Fit


@dataclass(frozen=True, slots=True, eq=False)
class _Gaps:
    """The patterns of a problem's answers, and half the discrepancy of its most likely moments, summed."""

    groups: tuple[Gathered, ...]
    saturated: float


def problem_with_gaps(text: ModelText, answers: Answers, custom: Custom) -> Problem:
    """The model before all who answered something; the moments are the most likely ones.

    Raises:
        LuisterError: too few answers, or so many missing that the moments are not determined.
    """
    kept = _answered(chosen(answers, text.observed), roles(text).exogenous)
    check_answers(kept)
    check_met(kept)
    used = Custom(True, custom.unit_variances, custom.ordered, custom.equal_across)
    table = parameter_table(text, used, groups=len(kept.groups))
    groups = tuple(_moments(rows)[0] for rows in kept.groups.values())
    layouts = laid_out(table, groups)
    check_identified(table, layouts, has_means=True)
    return Problem(text, table, layouts, groups, kept, has_means=True)


def found_with_gaps(problem: Problem, *, start: Numbers | None = None) -> Found:
    """Estimates, their covariance and the fit; the search begins at the solution for the most likely moments."""
    gaps = _gaps(problem)
    of = MissingLikelihood(problem.layouts, gaps.groups)
    begin = lowest(problem).numbers if start is None else start
    reached = minimum(
        lambda numbers: value_and_slope(of, numbers),
        (
            lambda numbers: expected_curvature(of, numbers),
            lambda numbers: observed_curvature(of, numbers),
        ),
        begin,
    )
    if not np.isfinite(reached.value):
        return Found(reached, None, None)
    inverse = positive_inverse(observed_curvature(of, reached.numbers))
    if inverse is None:
        return Found(reached, None, None)
    fit = _fit(problem, gaps, reached.numbers, reached.value)
    return Found(reached, inverse[0] / problem.n, fit)


def _answered(answers: Answers, exogenous: tuple[str, ...]) -> Answers:
    places = [answers.names.index(one) for one in exogenous]
    kept = {}
    for group, rows in answers.groups.items():
        is_there = ~np.isnan(rows[:, places]).any(axis=1) & ~np.isnan(rows).all(axis=1)
        kept[group] = rows[is_there]
    return Answers(answers.names, kept)


def _moments(rows: Numbers) -> tuple[Moments, float, Gathered]:
    group = gathered(patterns(rows), rows.shape[1])
    first = Moments(len(rows), np.nanmean(rows, axis=0), np.diag(np.nanvar(rows, axis=0)))
    found, value = saturated_moments(group, first)
    return found, value, group


def _gaps(problem: Problem) -> _Gaps:
    groups = tuple(
        gathered(patterns(rows), rows.shape[1]) for rows in problem.answers.groups.values()
    )
    total = 0.0
    for group, sample in zip(groups, problem.groups, strict=True):
        under = seen(group, sample.mean, sample.covariance)
        total += np.inf if under is None else under.value
    return _Gaps(groups, total)


def _fit(problem: Problem, gaps: _Gaps, numbers: Numbers, value: float) -> Fit:
    table = problem.table
    models = [implied(one, numbers) for one in problem.layouts]
    missed = 2 * (problem.n * value - gaps.saturated)
    fit = fit_of(
        Tested(max(missed, 0.0), degrees_of_freedom(table, has_means=True)),
        _baseline(problem, gaps),
        Size(problem.n, len(problem.groups)),
        srmr(problem.groups, [(one.mean, one.covariance) for one in models], has_means=True),
    )
    constant = (
        0.5
        * log(2 * pi)
        * sum(
            float(stack.n @ np.full(len(stack.n), stack.items.shape[1]))
            for group in gaps.groups
            for stack in group.stacks
        )
    )
    logl = -problem.n * value - constant - _of_exogenous(problem)
    return with_likelihood(fit, logl, table.free, problem.n)


def _of_exogenous(problem: Problem) -> float:
    """The log-likelihood of the exogenous variables by themselves, which the model does not explain."""
    given, total = exogenous_places(problem), 0.0
    for sample in problem.groups if given else ():
        alone = part(sample, given)
        volume = float(np.linalg.slogdet(alone.covariance)[1])
        total -= 0.5 * sample.n * (len(given) * log(2 * pi) + volume + len(given))
    return total


def _baseline(problem: Problem, gaps: _Gaps) -> Tested:
    """Nothing goes with anything, but exogenous variables among themselves: each by who answered it."""
    given = exogenous_places(problem)
    own = [at for at in range(len(problem.table.roles.observed)) if at not in given]
    value = 0.0
    for rows, sample in zip(problem.answers.groups.values(), problem.groups, strict=True):
        counts = (~np.isnan(rows)).sum(axis=0)
        value += 0.5 * float((counts * (np.log(np.nanvar(rows, axis=0)) + 1))[own].sum())
        if given:
            volume = float(np.linalg.slogdet(part(sample, given).covariance)[1])
            value += 0.5 * sample.n * (volume + len(given))
    ties = len(own) * (len(own) - 1) // 2 + len(own) * len(given)
    return Tested(2 * (value - gaps.saturated), ties * len(problem.groups))
