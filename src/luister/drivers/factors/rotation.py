"""Factors turned until each item belongs to as few of them as can be."""

from dataclasses import dataclass

import numpy as np

from luister.drivers.factors.maximum_likelihood import Floats

_POWER = 4
_MOST_TURNS = 1000
_TOLERANCE = 1e-15


@dataclass(frozen=True, slots=True)
class Rotated:
    """Loadings [item, factor] after turning, and correlations [factor, factor] between the factors."""

    loadings: Floats
    correlations: Floats


def rotated(loadings: Floats, rotation: str) -> Rotated:
    """The loadings turned: varimax keeps factors at right angles, promax lets them correlate.

    Factors come in the order of what they account for, and point the way most of their items do.

    Source: Kaiser (1958); Hendrickson & White (1964); with the settings of R's varimax and promax.
    """
    size = loadings.shape[1]
    if rotation == "none" or size < 2:
        return Rotated(loadings, np.eye(size))
    turned, way = _varimax(loadings)
    if rotation == "promax":
        turned, slant = _promax(turned)
        way = way @ slant
    back = np.linalg.inv(way)
    return _in_order(turned, back @ back.T)


def _varimax(loadings: Floats) -> tuple[Floats, Floats]:
    length = np.sqrt((loadings**2).sum(axis=1))
    length = np.where(length > 0, length, 1.0)
    scaled = loadings / length[:, None]
    way, reached = np.eye(loadings.shape[1]), 0.0
    for _ in range(_MOST_TURNS):
        turned = scaled @ way
        pull = scaled.T @ (turned**3 - turned * (turned**2).mean(axis=0))
        left, roots, right = np.linalg.svd(pull)
        way, before, reached = left @ right, reached, float(roots.sum())
        if reached < before * (1 + _TOLERANCE):
            break
    return (scaled @ way) * length[:, None], way


def _promax(loadings: Floats) -> tuple[Floats, Floats]:
    target = loadings * np.abs(loadings) ** (_POWER - 1)
    slant = np.linalg.lstsq(loadings, target, rcond=None)[0]
    scale = np.sqrt(np.diag(np.linalg.inv(slant.T @ slant)))
    slant = slant * scale
    return loadings @ slant, slant


def _in_order(loadings: Floats, correlations: Floats) -> Rotated:
    sign = np.where(loadings.sum(axis=0) < 0, -1.0, 1.0)
    order = np.argsort(-(loadings**2).sum(axis=0), kind="stable")
    loadings = (loadings * sign)[:, order]
    correlations = (correlations * np.outer(sign, sign))[np.ix_(order, order)]
    return Rotated(loadings, correlations)
