"""Whether items add up to one thing: alpha and omega, of one covariance matrix or a thousand."""

import numpy as np
import numpy.typing as npt

from luister.drivers.factors.maximum_likelihood import Floats, extracted

_LEAST = 1e-9


def alpha(covariances: Floats) -> Floats:
    """Cronbach's alpha of each covariance matrix [replicate, item, item]; for two items or more.

    The share of the sum's variance that all items have in common, where all of them weigh alike;
    below that share where they do not.

    Source: Cronbach (1951); Guttman (1945), lambda 3.

    >>> alpha(np.array([[[1.0, 0.5], [0.5, 1.0]]])).round(3).tolist()
    [0.667]
    """
    items = covariances.shape[1]
    own, whole = np.trace(covariances, axis1=1, axis2=2), covariances.sum(axis=(1, 2))
    return np.asarray(items / (items - 1) * (1 - own / np.where(whole > 0, whole, np.nan)))


def omega(covariances: Floats) -> Floats:
    """McDonald's omega of each covariance matrix [replicate, item, item]: as alpha, but items may differ.

    The variance of the sum that one common factor accounts for, by all that the model has. NaN where
    the factor was not found, or an item has no variance of its own. Two items tell of no more than alpha.

    Source: McDonald (1999), "Test theory", chapter 6.
    """
    if covariances.shape[1] < 3:
        return alpha(covariances)
    found = np.full(len(covariances), np.nan)
    usable = np.flatnonzero(_has_spread(covariances))
    found[usable] = _omega(covariances[usable])
    return found


def _omega(covariances: Floats) -> Floats:
    spread = np.sqrt(np.diagonal(covariances, axis1=1, axis2=2))
    found = extracted(covariances / (spread[:, :, None] * spread[:, None, :]), 1)
    common = (found.loadings[:, :, 0] * spread).sum(axis=1) ** 2
    own = (found.unique * spread**2).sum(axis=1)
    return np.where(found.has_converged & found.is_proper, common / (common + own), np.nan)


def _has_spread(covariances: Floats) -> npt.NDArray[np.bool_]:
    """True for matrices in which every item varies and none is told by the others."""
    variance = np.diagonal(covariances, axis1=1, axis2=2)
    least = np.linalg.eigvalsh(covariances)[:, 0]
    return np.asarray((variance > 0).all(axis=1) & (least > _LEAST * variance.max(axis=1)))


def alpha_without(covariance: Floats) -> Floats:
    """Alpha without each item in turn, [item], of one matrix; NaN where fewer than two would be left."""
    items = len(covariance)
    if items < 3:
        return np.full(items, np.nan)
    kept = [[other for other in range(items) if other != place] for place in range(items)]
    return alpha(np.array([covariance[np.ix_(rest, rest)] for rest in kept]))


def item_rest(covariance: Floats) -> Floats:
    """How each item correlates with the sum of the others, [item], of one matrix."""
    sums = covariance.sum(axis=1) - np.diag(covariance)
    rest = covariance.sum() - 2 * covariance.sum(axis=1) + np.diag(covariance)
    return np.asarray(sums / np.sqrt(np.diag(covariance) * rest))


def sampling_adequacy(correlations: Floats) -> float:
    """The measure of Kaiser, Meyer and Olkin: below 0.5 the items have too little in common for factors.

    Source: Kaiser (1974), "An index of factorial simplicity".
    """
    inverse = np.linalg.inv(correlations)
    scale = np.sqrt(np.diag(inverse))
    partial = inverse / np.outer(scale, scale)
    off = ~np.eye(len(correlations), dtype=bool)
    whole, left = (correlations[off] ** 2).sum(), (partial[off] ** 2).sum()
    return float(whole / (whole + left))
