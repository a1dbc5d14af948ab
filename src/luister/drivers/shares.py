"""How much of what is explained each driver gets: LMG, which is the Shapley value of R2, without error."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

MOST_EXACT = 24
"""Above so many drivers the shares are drawn (see `drawn_shares`)."""

_LEAF = 14  # So many drivers are taken at once: their states fit the processor's cache.
_TINY = 1e-10  # A pivot below this adds nothing: what it stands for was told by others already.


def shares(matrices: Floats, sizes: Sequence[int] | None = None, *, controls: int = 0) -> Floats:
    """What each driver adds to R2, averaged over all orders in which drivers may come in: (drivers, batch).

    `matrices` is (columns + 1, columns + 1, batch): covariances or correlations, the outcome last. `sizes` says how
    many columns, one after another, make up each driver (one each, unless told). The first `controls` columns
    are always in: what they explain is nobody's share. All 2^k sets of drivers are looked at, as Schur complements
    that are halved from driver to driver; the cost grows by four for two drivers more.

    Source: Lindeman, Merenda & Gold (1980); Groemping (2006), doi 10.18637/jss.v017.i01.

    >>> equal = np.array([[1, 0, 0.3], [0, 1, 0.4], [0.3, 0.4, 1]])
    >>> shares(equal[:, :, None])[:, 0].round(6).tolist()
    [0.09, 0.16]
    """
    begun = scaled(matrices)
    for _ in range(controls):
        begun = without_first(begun)
    each = tuple(sizes) if sizes is not None else (1,) * (len(begun) - 1)
    walk = _Walk(each, begun[-1, -1], np.zeros((len(each), begun.shape[-1])))
    walk.go(begun, ())
    return np.asarray(walk.added - walk.taken)


def scaled(matrices: Floats) -> Floats:
    """Correlations of covariances: (columns, columns, batch); a column that never varies becomes nought."""
    spread = np.sqrt(np.einsum("iib->ib", matrices))
    inverse = np.divide(1.0, spread, out=np.zeros_like(spread), where=spread > 0)
    return np.ascontiguousarray(matrices * inverse[:, None] * inverse[None, :])


def without_first(matrices: Floats) -> Floats:
    """What is left of the other columns once the first is known: their Schur complement."""
    pivot = matrices[0, 0]
    inverse = np.divide(1.0, pivot, out=np.zeros_like(pivot), where=pivot > _TINY)
    left = matrices[1:, :1] * (matrices[0, 1:] * inverse)[None]
    return np.asarray(np.subtract(matrices[1:, 1:], left, out=left))


@dataclass(slots=True)
class _Walk:
    """The way through all sets: each driver is left out, then taken in.

    With v(S) what the set S explains and w its weight, driver j gets the sum over sets with j of
    w(|S|-1) v(S), less the sum over sets without j of w(|S|) v(S). So one weight a set, w(|S|-1) +
    w(|S|), is summed over the sets with j, and the second sum runs over all sets: once, for all drivers.
    """

    sizes: tuple[int, ...]
    variance: Floats
    added: Floats
    taken: float | Floats = 0.0

    def go(self, matrices: Floats, chosen: tuple[int, ...]) -> None:
        """Looks at all sets that `chosen`, of the drivers before these, makes with the drivers left."""
        left = self.sizes[len(chosen) :]
        if len(left) <= max(1, _LEAF - int(np.log2(matrices.shape[-1]))):
            self._take(_all_left(matrices, left), chosen)
            return
        inside = matrices
        for _ in range(left[0]):
            inside = without_first(inside)
        self.go(np.ascontiguousarray(matrices[left[0] :, left[0] :]), (*chosen, 0))
        self.go(inside, (*chosen, 1))

    def _take(self, unexplained: Floats, chosen: tuple[int, ...]) -> None:
        drivers, batch = len(self.sizes), len(self.variance)
        count = _ones(len(unexplained) // batch) + sum(chosen)
        explained = self.variance - unexplained.reshape(-1, batch)
        with_, without = _weights(drivers)
        weighed = (with_ + without)[count][:, None] * explained
        self.taken = self.taken + without[count] @ explained
        for place in range(drivers - 1, len(chosen) - 1, -1):
            out, inside = weighed.reshape(2, -1, batch)
            self.added[place] += inside.sum(axis=0)
            weighed = out + inside
        self.added[: len(chosen)] += np.array(chosen)[:, None] * weighed[0]


def _weights(drivers: int) -> tuple[Floats, Floats]:
    """By the number of drivers in a set: the weight of the set for one within, and for one outside."""
    outside = [1 / (drivers * comb(drivers - 1, n)) for n in range(drivers)]
    return np.array([0.0, *outside]), np.array([*outside, 0.0])


def _ones(count: int) -> npt.NDArray[np.int64]:
    """How many ones the binary numbers from 0 up to `count` have; `count` is a power of two."""
    found = np.zeros(1, np.int64)
    while len(found) < count:
        found = np.concatenate((found, found + 1))
    return found


def _all_left(matrices: Floats, sizes: Sequence[int]) -> Floats:
    """What each set leaves unexplained: sets along the batch axis, the last driver's half the slowest."""
    for size in sizes:
        states, rest = matrices.shape[-1], len(matrices) - size
        both = np.empty((rest, rest, 2 * states))
        both[..., :states] = matrices[size:, size:]
        inside = matrices
        for _ in range(size - 1):
            inside = without_first(inside)
        _complement(inside, both[..., states:])
        matrices = both
    return np.asarray(matrices[0, 0])


def _complement(matrices: Floats, into: Floats) -> None:
    """Writes what `without_first` gives to a place that is there already."""
    pivot = matrices[0, 0]
    inverse = np.divide(1.0, pivot, out=np.zeros_like(pivot), where=pivot > _TINY)
    np.multiply(matrices[1:, :1], (matrices[0, 1:] * inverse)[None], out=into)
    np.subtract(matrices[1:, 1:], into, out=into)
