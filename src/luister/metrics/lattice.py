"""All tables over some dimensions: the total, each dimension alone, each pair, and so on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
Subset = tuple[int, ...]

_DENSE = 1 << 20


@dataclass(frozen=True, slots=True)
class Level:
    """One table: its cells with answers, in the order of their values.

    - dims: which dimensions it shows, by number
    - n: answers per cell
    - first: per cell, one full cell that lies in it
    - of_full: per full cell, the cell it lies in
    """

    dims: Subset
    n: Integers
    first: Integers
    of_full: Integers


@dataclass(frozen=True, slots=True)
class Lattice:
    """Full cells in codes, and every table over them.

    - values: per dimension its values, sorted; a code is a place in this list
    - codes: full cell x dimension
    """

    values: tuple[tuple[str, ...], ...]
    codes: Integers
    levels: Mapping[Subset, Level]


def lattice(cells: Mapping[tuple[str, ...], int]) -> Lattice:
    """The tables over all subsets of the dimensions, coarser ones first; empty cells left out.

    >>> made = lattice({("N", "a"): 3, ("N", "b"): 4, ("S", "a"): 0})
    >>> [int(n) for n in made.levels[(1,)].n]
    [3, 4]
    """
    filled = {key: n for key, n in cells.items() if n > 0}
    columns = list(zip(*filled, strict=True))
    values = tuple(tuple(sorted(set(column))) for column in columns)
    codes = np.empty((len(filled), len(columns)), dtype=np.int64)
    for place, (column, known) in enumerate(zip(columns, values, strict=True)):
        code = {value: i for i, value in enumerate(known)}
        codes[:, place] = np.fromiter((code[value] for value in column), np.int64, len(column))
    n = np.fromiter(filled.values(), np.int64, len(filled))
    sizes = [len(known) for known in values]
    return Lattice(values, codes, {dims: _level(dims, codes, n, sizes) for dims in _all(sizes)})


def _all(sizes: Sequence[int]) -> list[Subset]:
    places = range(len(sizes))
    return [dims for size in range(len(sizes) + 1) for dims in combinations(places, size)]


def _level(dims: Subset, codes: Integers, n: Integers, sizes: Sequence[int]) -> Level:
    key = np.zeros(len(n), dtype=np.int64)
    room = 1
    for dim in dims:
        # Where the product of the levels would overflow, used keys are numbered closely first.
        if room * sizes[dim] > 1 << 62:
            _, key = np.unique(key, return_inverse=True)
            room = len(n)
        key = key * sizes[dim] + codes[:, dim]
        room *= sizes[dim]
    used, of_full = _numbered(key, room)
    first = np.empty(used, dtype=np.int64)
    first[of_full] = np.arange(len(n))
    totals = np.bincount(of_full, weights=n, minlength=used)
    return Level(dims, totals.astype(np.int64), first, of_full)


def _numbered(key: Integers, room: int) -> tuple[int, Integers]:
    """How many keys are in use, and each key's place among those."""
    if room > _DENSE:
        used, place = np.unique(key, return_inverse=True)
        return len(used), place.astype(np.int64)
    present = np.zeros(room, dtype=bool)
    present[key] = True
    place = np.cumsum(present) - 1
    return int(place[-1]) + 1, place[key].astype(np.int64)
