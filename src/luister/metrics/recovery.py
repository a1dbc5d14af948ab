"""What a clever reader could work out: the hidden numbers that published ones pin down."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from luister.metrics.complement import Flags
from luister.metrics.lattice import Integers

Reals = npt.NDArray[np.float64]

LARGE = 20_000
"""Tables with more hidden cells than this are solved roughly, as they would take too long."""

_STEPS, _STEPS_IF_LARGE = 1000, 400
_SOLVED, _PINNED = 1e-9, 1e-7

# What a rough solution leaves of the published sums may hide a cell's lack of freedom, so that a
# change which is not far above the rest does not count as freedom.
_DOUBT = 30.0


@dataclass(frozen=True, slots=True)
class Sums:
    """A coarser table, as seen from the cells of a finer one.

    - of_cell: per cell of the finer table, the coarser cell that holds it
    - hidden: per coarser cell, whether it is hidden
    - is_new: per coarser cell, whether its number, if published, adds to the other published sums
    """

    of_cell: Integers
    hidden: Flags
    is_new: Flags


def pinned_down(hidden: Flags, coarser: Sequence[Sums]) -> Flags:
    """The hidden cells that take part in a hidden number which the published ones determine.

    A reader who solves all published sums for the hidden cells is left with some freedom. A
    number that no such freedom can change is known. We take one move that keeps all published
    sums and is otherwise arbitrary, and see which hidden numbers it leaves as they are.

    Source: Cox (1980), "Suppression methodology and statistical disclosure control", JASA 75; the
    test by one arbitrary move is ours.
    """
    cells = np.flatnonzero(hidden)
    found = np.zeros(len(hidden), dtype=bool)
    move, least = _free_move(cells, coarser)
    found[cells] = np.abs(move) < least
    for sums in coarser:
        above = sums.of_cell[cells]
        shift = np.bincount(above, weights=move, minlength=len(sums.hidden))
        known = sums.hidden & (np.abs(shift) < least)
        found[cells[known[above]]] = True
    return found


def _free_move(cells: Integers, coarser: Sequence[Sums]) -> tuple[Reals, float]:
    """An arbitrary change of the hidden cells that keeps every published sum as it is.

    With it comes the least change that shows freedom.
    """
    sums = _published_sums(cells, coarser)
    move = _arbitrary(len(cells))
    if not sums.count:
        return move, _PINNED
    move = _projected(sums, move, _STEPS if len(cells) <= LARGE else _STEPS_IF_LARGE)
    rest = sums.of(move)
    return move, max(_PINNED, _DOUBT * float(np.sqrt(np.mean(rest * rest))))


@dataclass(frozen=True, slots=True)
class _Published:
    """Published sums of hidden cells: a row a sum, with a number for each cell in it, so that rows have length 1."""

    rows: Integers
    columns: Integers
    numbers: Reals
    count: int
    cells: int

    def of(self, move: Reals) -> Reals:
        """Each sum of this change of the cells."""
        changed = self.numbers * move[self.columns]
        return np.asarray(np.bincount(self.rows, changed, self.count), np.float64)

    def spread(self, rest: Reals) -> Reals:
        """What lies in the sums, given back to their cells."""
        given = self.numbers * rest[self.rows]
        return np.asarray(np.bincount(self.columns, given, self.cells), np.float64)


def _published_sums(cells: Integers, coarser: Sequence[Sums]) -> _Published:
    rows, columns, scaled, count = [], [], [], 0
    for one in coarser:
        above = one.of_cell[cells]
        part = np.flatnonzero((one.is_new & ~one.hidden)[above])
        used, row, size = np.unique(above[part], return_inverse=True, return_counts=True)
        rows.append(row + count)
        columns.append(part)
        scaled.append(1 / np.sqrt(size[row]))
        count += len(used)
    told = np.concatenate(rows), np.concatenate(columns), np.concatenate(scaled)
    return _Published(*told, count, len(cells))


def _arbitrary(count: int) -> Reals:
    """Numbers between -1 and 1 without pattern, the same ones every time."""
    mixed = (
        np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    ) >> np.uint64(7)
    mixed = (mixed ^ (mixed >> np.uint64(23))) * np.uint64(0xBF58476D1CE4E5B9)
    return (mixed >> np.uint64(11)).astype(np.float64) / float(1 << 52) - 1.0


def _projected(sums: _Published, start: Reals, steps: int) -> Reals:
    """The part of `start` that changes no sum, by conjugate gradients on the normal equations."""
    move = start.copy()
    rest = sums.of(move)
    gradient = sums.spread(rest)
    direction, size = gradient.copy(), _squared(gradient)
    for _ in range(steps):
        if np.abs(rest).max(initial=0.0) < _SOLVED:
            break
        image = sums.of(direction)
        step = size / _squared(image)
        move -= step * direction
        rest -= step * image
        gradient = sums.spread(rest)
        before, size = size, _squared(gradient)
        direction = gradient + (size / before) * direction
    return move


def _squared(vector: Reals) -> float:
    # Not by the linear algebra library: its threads would wait for one another on a busy server.
    return float(np.sum(vector * vector))
