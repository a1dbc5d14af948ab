"""Whether constructs are measured well, and whether they can be told apart."""

import numpy as np

from luister.drivers.components.path_model import Floats, Layout


def variance_extracted(loadings: Floats, layout: Layout) -> Floats:
    """AVE of each construct, [replicate, construct]: the mean of its squared loadings.

    Source: Fornell & Larcker (1981).
    """
    found: Floats = (loadings**2) @ layout.members / layout.members.sum(axis=0)
    return found


def composite_reliability(loadings: Floats, layout: Layout) -> Floats:
    """rho_C of each construct, [replicate, construct]: (sum of loadings)^2 by that and all error.

    Source: Joereskog (1971); Werts, Linn & Joereskog (1974).
    """
    sums = (loadings @ layout.members) ** 2
    errors = (1 - loadings**2) @ layout.members
    found: Floats = sums / (sums + errors)
    return found


def standard_alpha(correlations: Floats, layout: Layout) -> Floats:
    """Cronbach's alpha of standardised items, [replicate, construct]; 1 where there is one item."""
    size = layout.members.sum(axis=0)
    whole = np.einsum("ij,bik,kj->bj", layout.members, correlations, layout.members)
    found: Floats = size / np.maximum(size - 1, 1) * (1 - size / whole)
    return np.where(size == 1, 1.0, found)


def heterotrait_ratio(correlations: Floats, layout: Layout) -> Floats:
    """HTMT of each pair of constructs, [replicate, construct, construct]; NaN on the diagonal.

    The mean correlation between the items of two constructs by the geometric mean of those within.
    A construct of one item counts as 1 within. Above 0.85 (0.90 for constructs that are near in
    meaning) the two can hardly be told apart.

    Source: Henseler, Ringle & Sarstedt (2015); with absolute correlations, as seminr takes them.
    """
    size = layout.members.sum(axis=0).astype(float)
    absolute = np.abs(correlations)
    sums = (
        np.swapaxes(layout.members.astype(float), 0, 1) @ absolute @ layout.members.astype(float)
    )
    means = sums / np.outer(size, size)
    inside = np.diagonal(sums, axis1=1, axis2=2) - size
    pairs = np.maximum(size * (size - 1), 1)
    within = np.where(size == 1, 1.0, np.where(inside > 0, inside / pairs, np.nan))
    found: Floats = means / np.sqrt(within[:, :, None] * within[:, None, :])
    places = np.arange(len(size))
    found[:, places, places] = np.nan
    return found


def item_inflation(correlations: Floats, layout: Layout) -> Floats:
    """The variance inflation factor of each item among those of its construct, [item].

    Of one matrix [item, item]; 1 where the item is alone, infinite where items are doubles.
    """
    found = np.ones(len(correlations))
    for place in range(layout.members.shape[1]):
        items = layout.items_of(place)
        inside = correlations[np.ix_(items, items)]
        is_double = np.linalg.det(inside) < 1e-12
        found[items] = np.inf if is_double else np.diag(np.linalg.inv(inside))
    return found
