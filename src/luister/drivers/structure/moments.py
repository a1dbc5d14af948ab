"""What the answers of one group say: their mean and covariance, or those of each pattern of missing answers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from luister.drivers.structure.matrices import Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """Number, mean (items) and covariance (items, items) of complete answers; the covariance divides by n."""

    n: int
    mean: Numbers
    covariance: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """The moments of those who answered just these items; `answered` (items) says which."""

    answered: NDArray[np.bool_]
    moments: Moments


def moments(rows: Numbers) -> Moments:
    """The moments of complete answers (people, items).

    >>> moments(np.array([[1.0, 2.0], [3.0, 6.0]])).covariance.tolist()
    [[1.0, 2.0], [2.0, 4.0]]
    """
    mean = rows.mean(axis=0)
    apart = rows - mean
    return Moments(len(rows), mean, apart.T @ apart / len(rows))


def patterns(rows: Numbers) -> tuple[Pattern, ...]:
    """The answers (people, items; NaN where missing) by which items were answered; who answered none is left out."""
    answered = ~np.isnan(rows)
    # One whole number a row tells patterns apart, whatever the number of items.
    kinds, which = np.unique(np.packbits(answered, axis=1), axis=0, return_inverse=True)
    which = which.reshape(-1)
    order = np.argsort(which, kind="stable")
    ends = np.cumsum(np.bincount(which, minlength=len(kinds)))
    found = []
    for members in np.split(order, ends[:-1]):
        mask = answered[members[0]]
        if mask.any():
            found.append(Pattern(mask, moments(rows[np.ix_(members, mask)])))
    return tuple(found)
