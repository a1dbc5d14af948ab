"""Common factors of items by maximum likelihood, on one correlation matrix or a thousand at once."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]

LEAST_UNIQUE = 0.005
"""The smallest variance that an item may have of its own; one that wants less is a Heywood case."""

_TOLERANCE = 1e-9
_MOST_STEPS = 100
_MOST_HALVINGS = 30
_LEAST_BEND = 1e-6
_MOST_NUMBERS = 2_000_000


@dataclass(frozen=True, slots=True)
class Extraction:
    """Loadings [replicate, item, factor], before rotation, and each item's own variance [replicate, item].

    `discrepancy` is the minimum of the likelihood's function, `has_converged` whether its slope is
    nought there; `is_proper` is false for a Heywood case: an item without variance of its own.
    """

    loadings: Floats
    unique: Floats
    discrepancy: Floats
    has_converged: Truths
    is_proper: Truths


def freedom(items: int, factors: int) -> int:
    """How many correlations are left to test the factors with; below nought there are too many.

    >>> freedom(9, 3), freedom(3, 1)
    (12, 0)
    """
    return ((items - factors) ** 2 - items - factors) // 2


def extracted(correlations: Floats, factors: int) -> Extraction:
    """The factors of each correlation matrix [replicate, item, item].

    Items' own variances are sought on the scale of their logarithms by Newton steps, with the exact second
    derivatives turned to point down and halved where they overshoot. Each factor points the way most items do.

    Source: Joereskog (1967), "Some contributions to maximum likelihood factor analysis"; Clarke (1970) for
    the second derivatives; start and bounds as in R's factanal.
    """
    inverse = np.diagonal(np.linalg.inv(correlations), axis1=1, axis2=2)
    unique = (1 - 0.5 * factors / correlations.shape[1]) / inverse
    logs = np.log(np.clip(unique, LEAST_UNIQUE, 1.0))
    has_converged = np.ones(len(logs), dtype=bool)
    size = max(1, _MOST_NUMBERS // correlations.shape[1] ** 3)
    for begin in range(0, len(logs), size):
        part = slice(begin, begin + size)
        logs[part], has_converged[part] = _sought(correlations[part], logs[part], factors)
    unique = np.exp(logs)
    return Extraction(
        loadings=_loadings(correlations, unique, factors),
        unique=unique,
        discrepancy=_discrepancy(correlations, logs, factors),
        has_converged=has_converged,
        is_proper=np.asarray((unique > LEAST_UNIQUE * (1 + 1e-6)).all(axis=1)),
    )


def _sought(correlations: Floats, logs: Floats, factors: int) -> tuple[Floats, Truths]:
    """The logarithms of the items' own variances, and whether the slope is nought there."""
    moving, logs = np.arange(len(logs)), logs.copy()
    value = _discrepancy(correlations, logs, factors)
    for _ in range(_MOST_STEPS):
        step, slope = _step(correlations[moving], logs[moving], factors)
        goes_on = np.abs(slope).max(axis=1) > _TOLERANCE
        moving, step = moving[goes_on], step[goes_on]
        if not len(moving):
            break
        logs[moving], value[moving] = _stepped(
            correlations[moving], logs[moving], step, value[moving], factors
        )
    has_converged = np.ones(len(logs), dtype=bool)
    has_converged[moving] = False
    return logs, has_converged


def _scaled(correlations: Floats, logs: Floats) -> tuple[Floats, Floats]:
    """Roots, least first, and vectors of the correlations in units of the items' own deviations."""
    root = np.exp(-logs / 2)
    roots, vectors = np.linalg.eigh(correlations * root[:, :, None] * root[:, None, :])
    return np.asarray(roots, dtype=np.float64), np.asarray(vectors, dtype=np.float64)


def _discrepancy(correlations: Floats, logs: Floats, factors: int) -> Floats:
    roots, _ = _scaled(correlations, logs)
    rest = roots[:, : roots.shape[1] - factors]
    found: Floats = (rest - 1 - np.log(np.maximum(rest, 1e-300))).sum(axis=1)
    return found


def _step(correlations: Floats, logs: Floats, factors: int) -> tuple[Floats, Floats]:
    """The Newton step down, and the slope that is left where an item is not held at a bound."""
    roots, vectors = _scaled(correlations, logs)
    own = vectors[:, :, : roots.shape[1] - factors]
    slope = ((1 - roots[:, None, : own.shape[2]]) * own**2).sum(axis=2)
    is_held = (logs <= np.log(LEAST_UNIQUE) + 1e-12) & (slope > 0)
    is_held |= (logs >= -1e-12) & (slope < 0)
    slope = np.asarray(np.where(is_held, 0.0, slope))
    curve = _curve(roots, vectors, own.shape[2])
    curve = np.where(is_held[:, :, None] | is_held[:, None, :], 0.0, curve)
    places = np.arange(curve.shape[1])
    curve[:, places, places] += is_held
    bends, ways = np.linalg.eigh(curve)
    along = (np.swapaxes(ways, 1, 2) @ slope[..., None])[..., 0]
    step: Floats = -(ways @ (along / np.maximum(np.abs(bends), _LEAST_BEND))[..., None])[..., 0]
    # A step of one is a factor of e in a variance: more than that is a leap in the dark.
    return step / np.maximum(np.abs(step).max(axis=1), 1.0)[:, None], slope


def _curve(roots: Floats, vectors: Floats, rest: int) -> Floats:
    """The second derivatives; `rest` roots, the smallest, are those that no factor takes."""
    sums = roots[:, :, None] + roots[:, None, :]
    between = np.zeros_like(sums)
    between[:, :rest, :rest] = sums[:, :rest, :rest] / 2
    apart = roots[:, :rest, None] - roots[:, None, rest:]
    apart = np.where(np.abs(apart) > _LEAST_BEND, apart, -_LEAST_BEND)
    between[:, :rest, rest:] = -(1 - roots[:, :rest, None]) * sums[:, :rest, rest:] / apart
    pairs = vectors[:, :, None, :] * vectors[:, None, :, :]
    found: Floats = ((pairs @ between[:, None]) * pairs).sum(axis=3)
    return (found + np.swapaxes(found, 1, 2)) / 2


def _stepped(
    correlations: Floats, logs: Floats, step: Floats, value: Floats, factors: int
) -> tuple[Floats, Floats]:
    """The point after the step, halved until the function no longer rises."""
    share = np.ones(len(logs))
    for _ in range(_MOST_HALVINGS):
        tried = np.clip(logs + share[:, None] * step, np.log(LEAST_UNIQUE), 0.0)
        there = _discrepancy(correlations, tried, factors)
        rises = there > value + 1e-14
        if not rises.any():
            break
        share = np.where(rises, share / 2, share)
    return np.where(rises[:, None], logs, tried), np.where(rises, value, there)


def _loadings(correlations: Floats, unique: Floats, factors: int) -> Floats:
    roots, vectors = _scaled(correlations, np.log(unique))
    top = vectors[:, :, ::-1][:, :, :factors]
    size = np.sqrt(np.maximum(roots[:, ::-1][:, :factors] - 1, 0.0))
    loadings = np.sqrt(unique)[:, :, None] * top * size[:, None, :]
    sign = np.where(loadings.sum(axis=1) < 0, -1.0, 1.0)
    return np.asarray(loadings * sign[:, None, :])
