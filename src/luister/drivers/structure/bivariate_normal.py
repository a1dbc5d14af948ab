"""Chances under two correlated normal variables, for many pairs of limits at once.

Source: Drezner and Wesolowsky (1990), Journal of Statistical Computation and Simulation 35, in the form of Genz (2004),
Statistics and Computing 14: the slope along the correlation is the density, so the chance is an integral of it.
"""

import numpy as np
from scipy.special import ndtr

from luister.drivers.structure.matrices import Numbers

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(64)
_FAR = 40.0
"""Beyond so many standard deviations there is nothing left."""


def chance_below(first: Numbers, second: Numbers, correlation: Numbers) -> Numbers:
    """The chance that both are below their limits; arrays of one shape, limits may be infinite.

    Right to 1e-10 for correlations up to 0.95, to 1e-7 up to 0.99.

    >>> chance_below(np.array([0.0]), np.array([0.0]), np.array([0.5])).round(12).tolist()
    [0.333333333333]
    """
    one, other = np.clip(first, -_FAR, _FAR), np.clip(second, -_FAR, _FAR)
    turn = np.arcsin(correlation)[..., None]
    angle = turn * (_NODES + 1) / 2
    sine = np.sin(angle)
    far = (one**2 + other**2)[..., None] - 2 * (one * other)[..., None] * sine
    density = np.exp(-far / (2 * (1 - sine**2)))
    area = (density @ _WEIGHTS) * turn[..., 0] / 2
    below: Numbers = ndtr(one) * ndtr(other) + area / (2 * np.pi)
    return below


def density(first: Numbers, second: Numbers, correlation: Numbers) -> Numbers:
    """The density of both at these values; 0 where a value is infinite."""
    one, other = np.clip(first, -_FAR, _FAR), np.clip(second, -_FAR, _FAR)
    rest = 1 - correlation**2
    far = (one**2 - 2 * correlation * one * other + other**2) / (2 * rest)
    found: Numbers = np.exp(-far) / (2 * np.pi * np.sqrt(rest))
    return found
