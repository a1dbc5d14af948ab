"""The weights of the items: the PLS iteration, on correlations, many replicates at once."""

from dataclasses import dataclass

import numpy as np

from luister.drivers.components.path_model import Floats, Layout, Truths
from luister.drivers.components.regressions import path_slopes, slopes

SCHEMES = ("path", "centroid", "factorial")
_TOLERANCE = 1e-10
_MOST_ROUNDS = 500


@dataclass(frozen=True, slots=True)
class Weighing:
    """Weights of items in constructs of variance 1: [replicate, item, construct].

    `has_converged` tells of each replicate whether the weights came to rest; where they did not they
    are no result. `rounds` is how many rounds the slowest took.
    """

    weights: Floats
    has_converged: Truths
    rounds: int


def weighing(moments: Floats, layout: Layout, scheme: str = "path") -> Weighing:
    """The weights for each of the correlation (or covariance) matrices [replicate, item, item].

    With correlations the items are standardised; with covariances they keep their own spread, as in
    R's plspm with `scaled = FALSE`. Weights start equal and go on until none moves by 1e-10. A
    construct points the way most of its items do.

    Source: Wold (1982), "Soft modeling"; Lohmoeller (1989), chapter 2 for the three schemes; Tenenhaus,
    Esposito Vinzi, Chatelin & Lauro (2005), "PLS path modeling".
    """
    weights = _unit(
        np.broadcast_to(layout.members, (len(moments), *layout.members.shape)), moments
    )
    left, rounds = np.arange(len(moments)), 0
    while len(left) and rounds < _MOST_ROUNDS:
        rounds += 1
        before, part = weights[left], moments[left]
        weights[left] = after = _unit(_outer(part, before, layout, scheme), part)
        # Signs may swing from round to round; what is weighed does not.
        moved = np.abs(np.abs(after) - np.abs(before)).max(axis=(1, 2))
        left = left[~(moved < _TOLERANCE) & ~np.isnan(moved)]
    has_converged: Truths = np.asarray(np.isfinite(weights).all(axis=(1, 2)))
    has_converged[left] = False
    return Weighing(_pointed(weights, moments, layout), has_converged, rounds)


def construct_correlations(moments: Floats, weights: Floats) -> Floats:
    """Correlations between the weighed sums: [replicate, construct, construct]."""
    found: Floats = np.swapaxes(weights, 1, 2) @ moments @ weights
    return found


def cross_loadings(moments: Floats, weights: Floats) -> Floats:
    """Correlations of items with constructs: [replicate, item, construct]."""
    spread = np.sqrt(np.diagonal(moments, axis1=1, axis2=2))
    found: Floats = moments @ weights / spread[:, :, None]
    return found


def _outer(moments: Floats, weights: Floats, layout: Layout, scheme: str) -> Floats:
    """The next weights, not yet scaled."""
    inner = _inner(construct_correlations(moments, weights), layout, scheme)
    ties = moments @ weights @ inner
    found = ties * layout.members
    for place in np.flatnonzero(layout.is_formed & ~layout.is_single):
        items = layout.items_of(int(place))
        found[:, items, place] = slopes(moments[:, items[:, None], items], ties[:, items, place])
    return found


def _inner(constructs: Floats, layout: Layout, scheme: str) -> Floats:
    """How much of each neighbour (row) goes into the stand-in for a construct (column)."""
    neighbours = layout.leads | layout.leads.T
    if scheme == "centroid":
        signs: Floats = np.sign(constructs) * neighbours
        return signs
    ties: Floats = constructs * neighbours
    if scheme == "factorial":
        return ties
    return np.where(layout.leads, path_slopes(constructs, layout), ties)


def _unit(weights: Floats, moments: Floats) -> Floats:
    """The weights scaled so that each construct has variance 1."""
    variance = ((moments @ weights) * weights).sum(axis=1)
    found: Floats = weights / np.sqrt(np.where(variance > 0, variance, np.nan))[:, None, :]
    return found


def _pointed(weights: Floats, moments: Floats, layout: Layout) -> Floats:
    """The weights with each construct turned the way most of its items point."""
    loadings = cross_loadings(moments, weights) * layout.members
    votes = np.sign(loadings).sum(axis=1)
    votes = np.where(votes == 0, loadings.sum(axis=1), votes)
    found: Floats = weights * np.where(votes < 0, -1.0, 1.0)[:, None, :]
    return found
