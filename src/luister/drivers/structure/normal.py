"""Maximum likelihood of complete answers (ml), and with doubts that need no normal answers (mlr).

Source: Joreskog (1969), Psychometrika 34; Yuan and Bentler (2000), Sociological Methodology 30, for the sandwich and
the scaled chi-square, in the form of Asparouhov and Muthen (2005) that lavaan calls yuan.bentler.mplus.
"""

from dataclasses import replace

import numpy as np

from luister.drivers.structure.fit_measures import (
    Size,
    Tested,
    fit_of,
    log_likelihood,
    scaled_fit,
    srmr,
    with_likelihood,
)
from luister.drivers.structure.identification import degrees_of_freedom
from luister.drivers.structure.likelihood import (
    Likelihood,
    expected_curvature,
    observed_curvature,
    positive_inverse,
    scores,
    value_and_slope,
)
from luister.drivers.structure.matrices import Numbers, implied
from luister.drivers.structure.minimum import Minimum, minimum
from luister.drivers.structure.moments import Moments
from luister.drivers.structure.problem import Found, Problem
from luister.drivers.structure.starts import starts
from luister.estimates.model_solution import Fit, Scaled


def found_by_likelihood(
    problem: Problem, *, robust: bool = False, start: Numbers | None = None
) -> Found:
    """Estimates, their covariance, and the fit; `start` is where to begin, from a solution nearby."""
    reached = lowest(problem, start)
    of = likelihood(problem)
    bend = observed_curvature(of, reached.numbers) if np.isfinite(reached.value) else None
    inverse = None if bend is None else positive_inverse(bend)
    if inverse is None:
        return Found(reached, None, None)
    fit = _fit(problem, reached)
    if robust:
        scores_met = _scores_met(problem, of, reached.numbers)
        spread = inverse[0] @ scores_met @ inverse[0] / problem.n**2
        lost = float(np.sum(inverse[0] * scores_met)) / problem.n
        return Found(reached, spread, replace(fit, scaled=_scaled(problem, fit, lost)))
    expected = positive_inverse(expected_curvature(of, reached.numbers))
    return Found(reached, None if expected is None else expected[0] / problem.n, fit)


def lowest(problem: Problem, start: Numbers | None = None) -> Minimum:
    """Where the likelihood is highest."""
    of = likelihood(problem)
    begin = starts(problem.table, problem.groups) if start is None else start
    return minimum(
        lambda numbers: value_and_slope(of, numbers),
        (
            lambda numbers: expected_curvature(of, numbers),
            lambda numbers: observed_curvature(of, numbers),
        ),
        begin,
    )


def likelihood(problem: Problem) -> Likelihood:
    """The likelihood of the problem's answers."""
    return Likelihood(problem.layouts, problem.groups, problem.has_means)


def _fit(problem: Problem, reached: Minimum) -> Fit:
    has_means = problem.has_means
    models = [implied(one, reached.numbers) for one in problem.layouts]
    told = [
        (one.mean if has_means else sample.mean, one.covariance)
        for one, sample in zip(models, problem.groups, strict=True)
    ]
    df = degrees_of_freedom(problem.table, has_means=has_means)
    fit = fit_of(
        Tested(max(2 * problem.n * reached.value, 0.0), df),
        baseline(problem),
        Size(problem.n, len(problem.groups)),
        srmr(problem.groups, told, has_means=has_means),
    )
    given = exogenous_places(problem)
    logl = sum(
        log_likelihood(sample, mean, covariance)
        - log_likelihood(part(sample, given), sample.mean[given], part(sample, given).covariance)
        for sample, (mean, covariance) in zip(problem.groups, told, strict=True)
    )
    return with_likelihood(fit, logl, problem.table.free, problem.n)


def baseline(problem: Problem) -> Tested:
    """The model in which nothing goes with anything, but exogenous variables among themselves."""
    given = exogenous_places(problem)
    own = [at for at in range(len(problem.table.roles.observed)) if at not in given]
    chi2 = 0.0
    for sample in problem.groups:
        apart = float(np.log(np.diag(sample.covariance)[own]).sum())
        together = float(np.linalg.slogdet(part(sample, given).covariance)[1]) if given else 0.0
        chi2 += sample.n * (apart + together - float(np.linalg.slogdet(sample.covariance)[1]))
    ties = len(own) * (len(own) - 1) // 2 + len(own) * len(given)
    return Tested(chi2, ties * len(problem.groups))


def exogenous_places(problem: Problem) -> list[int]:
    """Where the exogenous variables stand among the observed."""
    roles = problem.table.roles
    return [roles.observed.index(one) for one in roles.exogenous]


def part(sample: Moments, places: list[int]) -> Moments:
    """The moments of these variables alone."""
    return Moments(sample.n, sample.mean[places], sample.covariance[np.ix_(places, places)])


def _scores_met(problem: Problem, of: Likelihood, numbers: Numbers) -> Numbers:
    rows = tuple(problem.answers.groups.values())
    met = np.zeros((len(numbers), len(numbers)))
    for each in scores(of, numbers, rows):
        met += each.T @ each
    return met


def _scaled(problem: Problem, fit: Fit, lost: float) -> Scaled:
    """The fit, scaled by how much more answers spread than normal ones, in what the model leaves free to them."""
    saturated = sum(_spread_of_moments(problem, place) for place in range(len(problem.groups)))
    alone = sum(_spread_of_variances(problem, place) for place in range(len(problem.groups)))
    factors = [
        (saturated - used) / df if df else 1.0
        for used, df in ((lost, fit.df), (alone, fit.baseline_df))
    ]
    return scaled_fit(
        Tested(fit.chi2, fit.df, factors[0]),
        Tested(fit.baseline_chi2, fit.baseline_df, factors[1]),
        Size(problem.n, len(problem.groups)),
    )


def _spread_of_moments(problem: Problem, place: int) -> float:
    """Trace of the observed against the normal covariance of all moments but those of exogenous variables.

    Without these: half of Mardia's kurtosis less its share. With them it is that of what they leave of the others, and
    of the slopes on them, whose trace is the mean product of both distances.
    """
    sample, apart = _apart(problem, place)
    given = exogenous_places(problem)
    own = [at for at in range(len(sample.mean)) if at not in given]
    known = apart[:, given]
    slope = np.linalg.lstsq(known, apart[:, own], rcond=None)[0]
    left = apart[:, own] - known @ slope
    far, far_known = _distances(left), _distances(known)
    means = len(own) if problem.has_means else 0
    return 0.5 * (float(np.mean(far**2)) - len(own)) + float(np.mean(far * far_known)) + means


def _spread_of_variances(problem: Problem, place: int) -> float:
    """The same trace of variances and means alone."""
    sample, apart = _apart(problem, place)
    given = exogenous_places(problem)
    own = [at for at in range(len(sample.mean)) if at not in given]
    scaled = (apart / np.sqrt(np.diag(sample.covariance)))[:, own]
    means = len(own) if problem.has_means else 0
    return float(0.5 * (np.mean(scaled**4, axis=0) - 1).sum()) + means


def _apart(problem: Problem, place: int) -> tuple[Moments, Numbers]:
    sample = problem.groups[place]
    return sample, tuple(problem.answers.groups.values())[place] - sample.mean


def _distances(apart: Numbers) -> Numbers:
    """How far each row is from the middle, squared, in units of the spread of all."""
    if not apart.shape[1]:
        return np.zeros(len(apart))
    spread = apart.T @ apart / len(apart)
    found: Numbers = np.einsum("ij,ij->i", apart @ np.linalg.inv(spread), apart)
    return found
