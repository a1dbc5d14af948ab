"""The mean and covariance that answers with gaps make most likely, without any model."""

import numpy as np

from luister.drivers.structure.matrices import Entries, Layout, Numbers, filled
from luister.drivers.structure.minimum import minimum
from luister.drivers.structure.missing import (
    Gathered,
    MissingLikelihood,
    expected_curvature,
    observed_curvature,
    pulls,
    seen,
    value_and_slope,
)
from luister.drivers.structure.moments import Moments
from luister.errors import LuisterError

_ROUNDS = 30
_BY_NEWTON = 40
"""With more items the table of second slopes grows too large: then rounds of EM go on."""
_MANY_ROUNDS = 2000


def saturated_moments(group: Gathered, first: Moments) -> tuple[Moments, float]:
    """The most likely moments, and half the discrepancy there, summed over answers.

    `first` is where to begin. A few rounds of EM bring it near; Newton steps end it.

    Raises:
        LuisterError: the answers do not determine the moments, as when two questions never met.
    """
    rounds = _ROUNDS if group.size <= _BY_NEWTON else _MANY_ROUNDS
    mean, covariance = _by_expectation(group, first.mean, first.covariance, rounds)
    if group.size <= _BY_NEWTON:
        mean, covariance = _by_newton(group, mean, covariance)
    under = seen(group, mean, covariance)
    if under is None:
        raise _undetermined()
    return Moments(group.n, mean, covariance), under.value


def _by_expectation(
    group: Gathered, mean: Numbers, covariance: Numbers, rounds: int
) -> tuple[Numbers, Numbers]:
    """Rounds of EM: what is missing is expected from what was answered, and both give new moments."""
    for _ in range(rounds):
        under = seen(group, mean, covariance)
        if under is None:
            raise _undetermined()
        by_covariance, by_mean = pulls(under)
        step = -(covariance @ by_mean) / group.n
        turned = covariance @ by_covariance @ covariance
        moved = covariance - 2 * turned / group.n - np.outer(step, step)
        scale = np.sqrt(np.diag(covariance))
        change = np.abs((moved - covariance) / np.outer(scale, scale)).max()
        mean, covariance = mean + step, (moved + moved.T) / 2
        if change < 1e-9:
            break
    return mean, covariance


def _by_newton(group: Gathered, mean: Numbers, covariance: Numbers) -> tuple[Numbers, Numbers]:
    layout = saturated_layout(group.size)
    of = MissingLikelihood((layout,), (group,))
    rows, columns = np.tril_indices(group.size)
    found = minimum(
        lambda numbers: value_and_slope(of, numbers),
        (
            lambda numbers: expected_curvature(of, numbers),
            lambda numbers: observed_curvature(of, numbers),
        ),
        np.concatenate([covariance[rows, columns], mean]),
    )
    if not found.converged:
        raise _undetermined()
    _, spread, means = filled(layout, found.numbers)
    return means, spread


def saturated_layout(size: int) -> Layout:
    """The model that leaves every covariance and mean free."""
    rows, columns = np.tril_indices(size)
    none, every = np.zeros(0, np.int64), np.arange(size)
    count = len(rows)
    return Layout(
        names=tuple(str(place) for place in range(size)),
        observed=size,
        fixed_paths=np.zeros((size, size)),
        fixed_spread=np.zeros((size, size)),
        fixed_means=np.zeros(size),
        paths=Entries(none, none, none),
        spread=Entries(rows.astype(np.int64), columns.astype(np.int64), np.arange(count)),
        means=Entries(every, every, count + every),
        gather=np.eye(count + size),
    )


def _undetermined() -> LuisterError:
    return LuisterError(
        "Too many answers are missing to know how the questions go together.",
        hint="Take out the questions that few answered, or use ml, which takes complete forms only.",
    )
