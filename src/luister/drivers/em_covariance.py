"""Means and covariances of answers of which some are missing, by maximum likelihood (EM)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from luister.drivers.moments import Moments

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

_MOST_STEPS = 500
_CLOSE = 1e-7  # In standard deviations: below this a step changes nothing that is shown.
_LEAST = (
    1e-9  # A spur of variance that keeps a matrix invertible where two columns are nearly one.
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """Forms that answered the same columns.

    `rows` are their numbers; `observed` and `missing` the columns; `sums` are their moments with a one in front,
    (batch, 1 + observed, 1 + observed), of standardised values.
    """

    rows: Places
    observed: Places
    missing: Places
    sums: Floats


def em_moments(
    values: Floats,
    *,
    own: Floats | None = None,
    weights: Floats | None = None,
    steps: int = _MOST_STEPS,
) -> Moments:
    """The likeliest moments of (forms, columns) with NaN where there is no answer.

    Right where whether an answer is missing depends on nothing but what was answered (missing at random); wrong for
    questions that do not apply, which have no answer to be guessed. `own` (forms) is the weight of each form.
    `weights` (batch, forms) says how often each form is drawn; moments come for each row of it, all begun at those
    of the whole, with `steps` at most.

    Source: Dempster, Laird & Rubin (1977); Little & Rubin (2019), 11.2.
    """
    centre, spread = np.nanmean(values, axis=0), np.nanstd(values, axis=0)
    spread = np.where(spread > 0, spread, 1.0)
    scaled = (values - centre) / spread
    columns = values.shape[1]
    one = np.ones((1, len(values))) if own is None else own[None]
    mean, covariance = np.zeros((1, columns)), np.eye(columns)[None]
    mean, covariance = _settled(_patterns(scaled, one), mean, covariance, steps=_MOST_STEPS)
    n = one.sum(axis=1)
    if weights is not None:
        weights = weights if own is None else weights * own
        n = weights.sum(axis=1)
        batch = len(weights)
        mean, covariance = np.repeat(mean, batch, axis=0), np.repeat(covariance, batch, axis=0)
        mean, covariance = _settled(_patterns(scaled, weights), mean, covariance, steps=steps)
    return Moments(
        n,
        centre[:, None] + mean.T * spread[:, None],
        np.moveaxis(covariance, 0, -1) * (spread[:, None] * spread)[:, :, None],
    )


def filled(values: Floats, moments: Moments, *, given: Sequence[int]) -> Floats:
    """The values with each gap at what is expected from the columns `given` that the form did answer.

    Meant for drivers: the outcome is not among `given`, since a driver guessed from it would agree with it too well.
    """
    places = np.array(given)
    mean, covariance = moments.means[:, 0], moments.covariances[:, :, 0]
    found = values.copy()
    for pattern in _patterns(values[:, places], np.ones((1, len(values)))):
        seen, gone = places[pattern.observed], places[pattern.missing]
        if not len(gone):
            continue
        slopes = _solved(covariance[np.ix_(seen, seen)], covariance[np.ix_(seen, gone)])
        guessed = mean[gone] + (values[np.ix_(pattern.rows, seen)] - mean[seen]) @ slopes
        found[np.ix_(pattern.rows, gone)] = guessed
    return found


def _patterns(values: Floats, weights: Floats) -> list[Pattern]:
    known = ~np.isnan(values)
    kinds, owner = np.unique(known, axis=0, return_inverse=True)
    order = np.argsort(owner.ravel(), kind="stable")
    ends = np.cumsum(np.bincount(owner.ravel()))
    found = []
    for kind, rows in zip(kinds, np.split(order, ends[:-1]), strict=True):
        observed = np.flatnonzero(kind)
        own = np.column_stack((np.ones(len(rows)), values[np.ix_(rows, observed)]))
        products = (own[:, :, None] * own[:, None, :]).reshape(len(rows), -1)
        sums = (weights[:, rows] @ products).reshape(len(weights), len(observed) + 1, -1)
        found.append(Pattern(rows, observed, np.flatnonzero(~kind), sums))
    return found


def _settled(
    patterns: Sequence[Pattern], mean: Floats, covariance: Floats, *, steps: int
) -> tuple[Floats, Floats]:
    seen_sums = _seen_sums(patterns, mean.shape[1])
    for _ in range(steps):
        before = mean, covariance
        mean, covariance = _step(patterns, seen_sums, mean, covariance)
        moved = max(abs(mean - before[0]).max(), abs(covariance - before[1]).max())
        if moved < _CLOSE:
            break
    return mean, covariance


def _step(
    patterns: Sequence[Pattern], seen_sums: Floats, mean: Floats, covariance: Floats
) -> tuple[Floats, Floats]:
    """One step of EM: the sums expected of all forms, and the moments they give.

    The inverse of the covariances tells what is missing with matrices no larger than what is missing.
    """
    total = seen_sums.copy()
    precision = np.linalg.inv(covariance + _LEAST * np.eye(covariance.shape[-1]))
    for pattern in patterns:
        seen, gone = pattern.observed, pattern.missing
        if not len(gone):
            continue
        left = np.linalg.inv(precision[:, gone[:, None], gone])
        slopes = -left @ precision[:, gone[:, None], seen]
        begun = mean[:, gone] - (slopes @ mean[:, seen, None])[:, :, 0]
        way = np.concatenate((begun[:, :, None], slopes), axis=2)
        crossed = way @ pattern.sums
        own = np.concatenate(([0], seen + 1))
        total[:, gone[:, None] + 1, own] += crossed
        total[:, own[:, None], gone + 1] += np.swapaxes(crossed, 1, 2)
        guessed = crossed @ np.swapaxes(way, 1, 2) + pattern.sums[:, :1, :1] * left
        total[:, gone[:, None] + 1, gone + 1] += guessed
    total /= total[:, :1, :1]
    found = total[:, 0, 1:]
    return found, total[:, 1:, 1:] - found[:, :, None] * found[:, None, :]


def _seen_sums(patterns: Sequence[Pattern], columns: int) -> Floats:
    """The sums over what was answered, which no step changes: (batch, 1 + columns, 1 + columns)."""
    total = np.zeros((len(patterns[0].sums), columns + 1, columns + 1))
    for pattern in patterns:
        own = np.concatenate(([0], pattern.observed + 1))
        total[:, own[:, None], own] += pattern.sums
    return total


def _solved(left: Floats, right: Floats) -> Floats:
    spur = _LEAST * np.eye(left.shape[-1])
    return np.asarray(np.linalg.solve(left + spur, right))
