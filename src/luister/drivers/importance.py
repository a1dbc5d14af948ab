"""How much each driver counts, with the interval of it: shares, slopes, and what a hidden cause would have to be."""

from dataclasses import dataclass

import numpy as np

from luister.drivers.design import Design
from luister.drivers.drawn_shares import added_in_orders, drawn_shares, rings_of_orders
from luister.drivers.em_covariance import em_moments
from luister.drivers.moments import Floats, Moments, part_sums, resampled, weighed, whole
from luister.drivers.refusal import check_independent
from luister.drivers.shares import MOST_EXACT, shares, without_first

_MOST_EXACT_OFTEN = 12  # Up to so many drivers the shares of every resample are exact too.
_MOST_ROWS = 20_000  # Of answers with gaps so many, drawn by chance, are looked at.
_STEPS = 6  # Of EM for a resample, begun at the whole; a seventh changes less than 1/1000.
_OFTEN = 200  # Resamples of answers with gaps: each costs some steps of EM.
_QUANTILE = 1.959964


@dataclass(frozen=True, slots=True)
class Importance:
    """Row 0 along the last axis is the estimate, the others are resamples.

    `shares` (drivers, 1 + replicates) sum to 1; `slopes` likewise, in steps of the outcome for a step of the driver.
    `strength` is each driver's f: what it adds as a ratio to what is left, as a square root; `freedom` its degrees.
    `moments` are those of the columns.
    """

    shares: Floats
    slopes: Floats
    r2: float
    r2_controls: float
    draw_error: float
    strength: Floats
    freedom: float
    moments: Moments


def importance(told: Design, *, replicates: int, rng: np.random.Generator) -> Importance:
    """Shares and slopes of a design with complete columns or gaps, and of `replicates` resamples of its forms.

    Source for the intervals: Efron & Tibshirani (1993), percentiles of resamples.

    Raises:
        LuisterError: columns that tell one another.
    """
    one, many = _moments(told, replicates=replicates, rng=rng)
    check_independent(one.covariances[:, :, 0], told.names)
    both = np.concatenate((one.covariances, many.covariances), axis=2)
    added, error = _added(both, told, rng)
    total, controls = _explained(one.covariances, len(told.controls))
    return Importance(
        shares=added / added.sum(axis=0),
        slopes=_slopes(both, told),
        r2=total,
        r2_controls=controls,
        draw_error=error,
        strength=_strength(one.covariances[:, :, 0], told),
        freedom=float(one.n[0]) / told.design_effect - told.columns.shape[1],
        moments=one,
    )


def _moments(
    told: Design, *, replicates: int, rng: np.random.Generator
) -> tuple[Moments, Moments]:
    """The moments of the columns, and those of the resamples."""
    columns, own = told.columns, told.weights
    if not np.isnan(columns).any():
        parts = part_sums(columns, weights=own, rng=rng)
        return whole(parts), weighed(parts, resampled(len(parts.n), replicates, rng))
    if len(columns) > _MOST_ROWS:
        some = np.sort(rng.choice(len(columns), _MOST_ROWS, replace=False))
        columns, own = columns[some], None if own is None else own[some]
    drawn = resampled(len(columns), min(replicates, _OFTEN), rng)
    again = em_moments(columns, own=own, weights=drawn, steps=_STEPS)
    return em_moments(columns, own=own), again


def _added(matrices: Floats, told: Design, rng: np.random.Generator) -> tuple[Floats, float]:
    """What each driver adds to R2 (drivers, batch), and the largest error of a draw as a share of all.

    Of many drivers the resamples go by a few orders, and what those orders do to the whole is known: only the
    difference is taken from them.
    """
    sizes, controls = told.sizes, len(told.controls)
    if len(sizes) <= _MOST_EXACT_OFTEN:
        return shares(matrices, sizes, controls=controls), 0.0
    error = 0.0
    if len(sizes) <= MOST_EXACT:
        exact = shares(matrices[:, :, :1], sizes, controls=controls)
    else:
        drawn = drawn_shares(matrices[:, :, 0], sizes, controls=controls, rng=rng)
        exact, error = drawn.shares[:, None], float(drawn.errors.max() / drawn.shares.sum())
    orders = rings_of_orders(len(sizes), 0, rng)[: 2 * len(sizes)]
    often = added_in_orders(matrices, sizes, orders, controls=controls).mean(axis=0).T
    return exact + often - often[:, :1], error


def _explained(matrices: Floats, controls: int) -> tuple[float, float]:
    """R2 of all columns, and of the controls alone."""
    left, after = matrices, float(matrices[-1, -1, 0])
    for place in range(len(matrices) - 1):
        if place == controls:
            after = float(left[-1, -1, 0])
        left = without_first(left)
    variance = float(matrices[-1, -1, 0])
    return 1 - float(left[-1, -1, 0]) / variance, 1 - after / variance


def _slopes(matrices: Floats, told: Design) -> Floats:
    """What one point more of all questions of a driver goes with, others equal: (drivers, batch)."""
    moved = np.moveaxis(matrices, -1, 0)
    found = np.linalg.solve(moved[:, :-1, :-1], moved[:, :-1, -1:])[:, :, 0].T
    return np.array([found[list(driver.ratings)].sum(axis=0) for driver in told.drivers])


def _strength(covariance: Floats, told: Design) -> Floats:
    """The f of each driver's ratings: the root of what is left without them, over what is left with them, less one."""
    found = []
    for driver in told.drivers:
        kept = [place for place in range(len(covariance)) if place not in driver.ratings]
        without = _left(covariance[np.ix_(kept, kept)])
        found.append(np.sqrt(max(0.0, without / _left(covariance) - 1)))
    return np.array(found)


def _left(covariance: Floats) -> float:
    inner = np.linalg.solve(covariance[:-1, :-1], covariance[:-1, -1])
    return float(covariance[-1, -1] - covariance[-1, :-1] @ inner)


def robustness(strength: float, freedom: float, *, shown: bool = False) -> float:
    """How much of what is left of driver and of outcome a hidden cause must tell, to explain the effect away.

    With `shown`: to make it no longer certain at 95 %. From 0 (nothing is needed) to 1.

    Source: Cinelli & Hazlett (2020), doi 10.1111/rssb.12348, the robustness value.

    >>> round(robustness(4.18445 / 783**0.5, 783), 3)
    0.139
    """
    f = strength - (_QUANTILE / np.sqrt(freedom) if shown else 0.0)
    return float((np.sqrt(f**4 + 4 * f**2) - f**2) / 2) if f > 0 else 0.0
