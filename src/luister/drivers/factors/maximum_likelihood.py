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
_MOST_HALVINGS = 12


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

    Items' own variances are sought on the scale of their logarithms by Newton steps that are halved
    where they overshoot. Each factor points the way most items do.

    Source: Joereskog (1967), "Some contributions to maximum likelihood factor analysis"; start as in
    R's factanal.
    """
    inverse = np.diagonal(np.linalg.inv(correlations), axis1=1, axis2=2)
    unique = (1 - 0.5 * factors / correlations.shape[1]) / inverse
    logs = np.log(np.clip(unique, LEAST_UNIQUE, 1.0))
    moving = np.arange(len(correlations))
    value = _discrepancy(correlations, logs, factors)
    for _ in range(_MOST_STEPS):
        step, slope = _step(correlations[moving], logs[moving], factors)
        moving, step = _still(moving, step, slope)
        if not len(moving):
            break
        logs[moving], value[moving] = _stepped(
            correlations[moving], logs[moving], step, value[moving], factors
        )
    has_converged = np.ones(len(logs), dtype=bool)
    has_converged[moving] = False
    unique = np.exp(logs)
    return Extraction(
        loadings=_loadings(correlations, unique, factors),
        unique=unique,
        discrepancy=value,
        has_converged=has_converged,
        is_proper=np.asarray((unique > LEAST_UNIQUE * (1 + 1e-6)).all(axis=1)),
    )


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
    """The Newton step, and the slope that is left where an item is not held at its least variance."""
    roots, vectors = _scaled(correlations, logs)
    rest = roots.shape[1] - factors
    own = vectors[:, :, :rest]
    slope = ((1 - roots[:, None, :rest]) * own**2).sum(axis=2)
    curve = np.asarray((own @ np.swapaxes(own, 1, 2)) ** 2)
    is_held = (logs <= np.log(LEAST_UNIQUE) + 1e-12) & (slope > 0)
    slope = np.asarray(np.where(is_held, 0.0, slope))
    is_free = ~is_held
    curve = np.where(is_free[:, :, None] & is_free[:, None, :], curve, 0.0)
    places = np.arange(curve.shape[1])
    curve[:, places, places] += np.where(is_held, 1.0, 1e-8)
    step: Floats = -np.linalg.solve(curve, slope[..., None])[..., 0]
    return step, slope


def _still(
    moving: npt.NDArray[np.intp], step: Floats, slope: Floats
) -> tuple[npt.NDArray[np.intp], Floats]:
    goes_on = np.abs(slope).max(axis=1) > _TOLERANCE
    return moving[goes_on], np.clip(step[goes_on], -1.0, 1.0)


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
