"""The proportional-odds model: how a graded answer goes with what is known of its form."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import expit

from luister.errors import LuisterError

Floats = npt.NDArray[np.float64]
Levels = npt.NDArray[np.int64]

_MOST_STEPS = 60
_CLOSE = 1e-9
_LEAST_CHANCE = 1e-150  # Of an answer; its square is still above nought.
_LARGEST = 30.0  # Log odds that no answers of people have: beyond it the drivers tell the outcome without fail.


@dataclass(frozen=True, slots=True)
class _Sums:
    """Gradient and information of the log-likelihood, slopes first and thresholds after."""

    value: float
    gradient: Floats
    information: Floats


def fitted(features: Floats, levels: Levels, *, weights: Floats | None = None) -> Floats:
    """Slopes and thresholds: log odds of an answer at most level k are threshold k less the slopes' sum.

    `levels` are 0, 1, 2 ...; each must occur. `weights` says how often a row counts.

    Raises:
        LuisterError: the features tell the outcome without fail, so that no slope is large enough.

    Source: McCullagh (1980), "Regression models for ordinal data".
    """
    weighed = np.ones(len(levels)) if weights is None else weights
    shares = np.cumsum(np.bincount(levels, weighed))[:-1] / weighed.sum()
    begun = np.concatenate((np.zeros(features.shape[1]), np.log(shares / (1 - shares))))
    return _climbed(features, levels, weighed, begun, steps=_MOST_STEPS)


def refitted(features: Floats, levels: Levels, *, weights: Floats, begun: Floats) -> Floats:
    """The same with other weights, from coefficients that are near: (batch, coefficients) for weights (batch, rows).

    Two steps of Newton each: what a third would add is a thousandth of the doubt that the resamples are to tell.
    """
    return np.array(
        [_climbed(features, levels, row, begun, steps=2, must=False) for row in weights]
    )


def _climbed(
    features: Floats,
    levels: Levels,
    weights: Floats,
    begun: Floats,
    *,
    steps: int,
    must: bool = True,
) -> Floats:
    found, sums = begun, _sums(features, levels, weights, begun)
    for _ in range(steps):
        step = np.asarray(np.linalg.solve(sums.information, sums.gradient), np.float64)
        found, sums, moved = _better(features, levels, weights, found, sums, step)
        if moved < _CLOSE:
            return found
    if must or not np.all(np.isfinite(found)):
        _refuse()
    return found


def _better(
    features: Floats, levels: Levels, weights: Floats, found: Floats, sums: _Sums, step: Floats
) -> tuple[Floats, _Sums, float]:
    """The next coefficients, halving the step while it makes things worse; and how far they moved."""
    for _ in range(30):
        tried = found + step
        is_ordered = bool(np.all(np.diff(tried[features.shape[1] :]) > 0))
        if is_ordered and abs(tried).max() > _LARGEST * 10:
            _refuse()
        if is_ordered:
            new = _sums(features, levels, weights, tried)
            if new.value >= sums.value - 1e-10 * abs(sums.value):
                return tried, new, float(abs(step).max())
        step = step / 2
    return found, sums, 0.0


def _refuse() -> None:
    raise LuisterError(
        "The drivers tell the outcome without fail, so that an effect has no size.",
        hint="Leave out the driver that is another form of the outcome, or add answers.",
    )


def _sums(features: Floats, levels: Levels, weights: Floats, coefficients: Floats) -> _Sums:
    slopes = features.shape[1]
    count = len(coefficients) - slopes
    thresholds = np.concatenate(([-np.inf], coefficients[slopes:], [np.inf]))
    told = features @ coefficients[:slopes]
    above = expit(thresholds[levels + 1] - told)
    below = expit(thresholds[levels] - told)
    chance = np.maximum(above - below, _LEAST_CHANCE)
    upper, lower = above * (1 - above), below * (1 - below)
    by_told = weights * (above + below - 1)
    gradient = np.concatenate(
        (
            features.T @ by_told,
            _by_level(levels, weights * upper / chance, -weights * lower / chance, count),
        )
    )
    information = np.zeros((len(coefficients), len(coefficients)))
    information[:slopes, :slopes] = features.T @ (features * (weights * (upper + lower))[:, None])
    crossed = np.zeros((len(levels), count + 2))
    rows = np.arange(len(levels))
    crossed[rows, levels + 1] -= weights * upper
    crossed[rows, levels] -= weights * lower
    information[:slopes, slopes:] = features.T @ crossed[:, 1:-1]
    information[slopes:, :slopes] = information[:slopes, slopes:].T
    first = weights * ((upper / chance) ** 2 - upper * (1 - 2 * above) / chance)
    second = weights * ((lower / chance) ** 2 + lower * (1 - 2 * below) / chance)
    inner = information[slopes:, slopes:]
    inner[np.diag_indices(count)] = _by_level(levels, first, second, count)
    beside = np.bincount(levels, weights * upper * lower / chance**2, minlength=count + 1)[1:count]
    places = np.arange(count - 1)
    inner[places, places + 1] -= beside
    inner[places + 1, places] -= beside
    return _Sums(float(weights @ np.log(chance)), gradient, information)


def _by_level(levels: Levels, upper: Floats, lower: Floats, count: int) -> Floats:
    """Sums by threshold: of rows just below it (their upper one), and of rows just above it (their lower one)."""
    above = np.bincount(levels, upper, minlength=count + 1)[:count]
    below = np.bincount(levels, lower, minlength=count + 1)[1:]
    return np.asarray(above + below)
