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
    return one_factor(covariances)[0]


def one_factor(covariances: Floats) -> tuple[Floats, Floats]:
    """Omega, and the average variance extracted, of each covariance matrix [replicate, item, item].

    The second is the mean share of an item's variance that the one factor accounts for; of two items, which tell
    of no factor, what they share if both load alike. Both are NaN where the factor was not found.

    Source: Fornell & Larcker (1981) for the average variance extracted.
    """
    count, items = covariances.shape[:2]
    found = np.full((2, count), np.nan)
    usable = np.flatnonzero(_has_spread(covariances))
    if items < 3:
        found[0] = alpha(covariances)
        found[1, usable] = _correlations(covariances[usable])[:, 0, 1]
    else:
        found[:, usable] = _one_factor(covariances[usable])
    return found[0], found[1]


def _one_factor(covariances: Floats) -> Floats:
    spread = np.sqrt(np.diagonal(covariances, axis1=1, axis2=2))
    found = extracted(_correlations(covariances), 1)
    common = (found.loadings[:, :, 0] * spread).sum(axis=1) ** 2
    own = (found.unique * spread**2).sum(axis=1)
    is_found = found.has_converged & found.is_proper
    told = np.stack([common / (common + own), (1 - found.unique).mean(axis=1)])
    return np.where(is_found, told, np.nan)


def _correlations(covariances: Floats) -> Floats:
    spread = np.sqrt(np.diagonal(covariances, axis1=1, axis2=2))
    return np.asarray(covariances / (spread[:, :, None] * spread[:, None, :]))


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
