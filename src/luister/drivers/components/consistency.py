"""PLSc: weighed sums hold error, which pulls their correlations to nought; here that is undone."""

import numpy as np

from luister.drivers.components.path_model import Floats, Layout


def reliabilities(moments: Floats, weights: Floats, layout: Layout) -> Floats:
    """Dijkstra and Henseler's rho_A of each construct: [replicate, construct], from correlations.

    1 for constructs of one item and for those of mode B, which hold no error by definition. Nought
    or less where the items hang together less than chance would have it, NaN where one item has all the
    weight: then there is no solution.

    Source: Dijkstra & Henseler (2015), "Consistent partial least squares path modeling", eq. 3.
    """
    found = np.ones((len(moments), weights.shape[2]))
    for place in np.flatnonzero(layout.is_corrected):
        items = layout.items_of(int(place))
        own = weights[:, items, place]
        inside = moments[:, items[:, None], items]
        square = (own**2).sum(axis=1)
        between = _quadratic(own, inside) - _own_part(own, inside)
        possible = square**2 - (own**4).sum(axis=1)
        found[:, place] = square**2 * between / np.where(possible > 0, possible, np.nan)
    return found


def corrected_correlations(constructs: Floats, reliability: Floats) -> Floats:
    """Correlations between constructs without the error of the items.

    NaN where a reliability is not above nought.

    >>> between = np.array([[[1.0, 0.4], [0.4, 1.0]]])
    >>> corrected_correlations(between, np.array([[0.64, 1.0]]))[0].tolist()
    [[1.0, 0.5], [0.5, 1.0]]
    """
    root = np.sqrt(np.where(reliability > 0, reliability, np.nan))
    found: Floats = constructs / (root[:, :, None] * root[:, None, :])
    places = np.arange(constructs.shape[1])
    found[:, places, places] = 1.0
    return found


def corrected_loadings(
    loadings: Floats, weights: Floats, reliability: Floats, layout: Layout
) -> Floats:
    """Loadings [replicate, item]: of corrected constructs on the factor, of others as they are.

    `loadings` and `weights` are [replicate, item]: each item's own.
    """
    owner = layout.members.argmax(axis=1)
    square = (weights**2) @ layout.members
    root = np.sqrt(np.where(reliability > 0, reliability, np.nan))
    factor: Floats = weights * (root / square)[:, owner]
    return np.where(layout.is_corrected[owner], factor, loadings)


def _quadratic(weights: Floats, inside: Floats) -> Floats:
    found: Floats = np.einsum("bi,bij,bj->b", weights, inside, weights)
    return found


def _own_part(weights: Floats, inside: Floats) -> Floats:
    found: Floats = (weights**2 * np.diagonal(inside, axis1=1, axis2=2)).sum(axis=1)
    return found
