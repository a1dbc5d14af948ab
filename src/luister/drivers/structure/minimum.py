"""The lowest point of a smooth function, by scoring with a damped step; and whether it was reached.

Source: Levenberg (1944) and Marquardt (1963) for the damping; Jennrich and Sampson (1976), Technometrics 18, for
scoring in covariance structures. The step is judged by how far it would move the numbers in units of their own
doubt, so that the scales of the ratings do not matter.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from luister.drivers.structure.matrices import Numbers

_ENOUGH = 1e-15
"""Expected gain, per answer, below which we are there: a shift of 3e-8 doubts of one answer."""
_NEARLY = 1e-11
_NEAR = 1e-2
_STEPS = 500
_MOST_DAMPED = 1e10


@dataclass(frozen=True, slots=True, eq=False)
class Minimum:
    """Where the search ended.

    `left` is the gain that another step would expect; `converged` says that it is nought and the ground curved.
    """

    numbers: Numbers
    value: float
    slope: Numbers
    left: float
    steps: int
    converged: bool


def minimum(
    value_and_slope: Callable[[Numbers], tuple[float, Numbers]],
    curvatures: tuple[Callable[[Numbers], Numbers], Callable[[Numbers], Numbers]],
    start: Numbers,
    *,
    steps: int = _STEPS,
) -> Minimum:
    """The minimum found from `start`; `value_and_slope` gives infinity where the function is not defined.

    `curvatures` are the expected one, which is safe from afar, and the observed one, which is quick when near.
    """
    numbers, damping = start, 0.0
    value, slope = value_and_slope(numbers)
    if not np.isfinite(value):
        return Minimum(numbers, value, slope, np.inf, 0, converged=False)
    left, step = np.inf, 0
    for step in range(1, steps + 1):
        bend = curvatures[0](numbers)
        left = _expected_gain(bend, slope)
        if _ENOUGH <= left < _NEAR:
            bend = _if_positive(curvatures[1](numbers), bend)
        if left < _ENOUGH:
            return Minimum(numbers, value, slope, left, step, converged=True)
        found = _lower(value_and_slope, (numbers, value, slope), bend, damping)
        if found is None:
            break
        numbers, value, slope, damping = found
    return Minimum(numbers, value, slope, left, step, converged=left < _NEARLY)


def _if_positive(wished: Numbers, other: Numbers) -> Numbers:
    try:
        np.linalg.cholesky(wished)
    except np.linalg.LinAlgError:
        return other
    return wished


def _expected_gain(bend: Numbers, slope: Numbers) -> float:
    try:
        root = np.linalg.cholesky(bend)
    except np.linalg.LinAlgError:
        return np.inf
    return float(np.sum(np.linalg.solve(root, slope) ** 2))


def _lower(
    value_and_slope: Callable[[Numbers], tuple[float, Numbers]],
    here: tuple[Numbers, float, Numbers],
    bend: Numbers,
    damping: float,
) -> tuple[Numbers, float, Numbers, float] | None:
    """A lower point, with the damping that led there; None where there is none in reach."""
    numbers, value, slope = here
    scale = np.maximum(np.diag(bend), 1e-8)
    while damping < _MOST_DAMPED:
        try:
            move = -np.linalg.solve(bend + np.diag(damping * scale), slope)
        except np.linalg.LinAlgError:
            damping = max(damping * 10, 1e-4)
            continue
        there = numbers + move
        next_value, next_slope = value_and_slope(there)
        expected = float(slope @ move)
        # So near the ground that the value no longer tells: what counts there is the slope.
        is_flat = -expected < 1e-10 and next_value <= value + 1e-12 * max(1.0, abs(value))
        if expected < 0 and (next_value < value + 1e-4 * expected or is_flat):
            return there, next_value, next_slope, 0.0 if damping < 1e-4 else damping / 10
        damping = max(damping * 10, 1e-4)
    return None
