"""Which second cell must be hidden with a first, so that no subtraction within a line finds it.

A line is a published cell of a coarser table with all its children along one more dimension.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from luister.metrics.lattice import Integers

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a table along one dimension.

    - of_cell: per cell, the line it lies in
    - is_open: per line, whether its total is published
    - size: per line, how many cells it has
    """

    of_cell: Integers
    is_open: Flags
    size: Integers


@dataclass(frozen=True, slots=True)
class Table:
    """A table to be made safe: answers per cell, its lines along every dimension, its minimum.

    `order` lists the cells from small to large, equal ones in the order of their values.
    `may_hide` leaves out cells that are the only one in a line with a published total: who knows
    that they are alone there knows them, and so they are hidden only where nothing else is left.
    """

    n: Integers
    lines: tuple[Lines, ...]
    minimum: int
    order: Integers
    may_hide: Flags


def table(n: Integers, lines: tuple[Lines, ...], minimum: int) -> Table:
    """The table with its cells put in order.

    >>> along = Lines(np.array([0, 0]), np.array([True]), np.array([2]))
    >>> table(np.array([9, 4]), (along,), 5).order.tolist()
    [1, 0]
    """
    may_hide = np.ones(len(n), dtype=bool)
    for line in lines:
        may_hide &= ~(line.is_open & (line.size == 1))[line.of_cell]
    return Table(n, lines, minimum, np.argsort(n, kind="stable"), may_hide)


def complement(made: Table, hidden: Flags) -> None:
    """Adds to `hidden` until every line hides no cell, all, or at least two of some size.

    The cells hidden in a line of which some are shown count at least the table's minimum of
    answers together. Changes `hidden` in place; the smallest cell goes first.
    """
    changed = True
    while changed:
        changed = False
        for line in made.lines:
            added = smallest(made, hidden, line, _too_few(made, hidden, line))
            hidden[added] = True
            changed = changed or len(added) > 0


def _too_few(made: Table, hidden: Flags, line: Lines) -> Flags:
    """Lines in which the hidden cells could be found, or are too small together."""
    size = len(line.size)
    count = np.bincount(line.of_cell[hidden], minlength=size)
    total = np.bincount(line.of_cell[hidden], weights=made.n[hidden], minlength=size)
    partly = line.is_open & (count > 0) & (count < line.size)
    few: Flags = partly & ((count < 2) | (total < made.minimum))
    return few


def smallest(made: Table, hidden: Flags, line: Lines, wanted: Flags) -> Integers:
    """The smallest cell still shown, of those worth hiding first, in each of the lines `wanted`."""
    if not wanted.any():
        return np.empty(0, dtype=np.int64)
    eligible = wanted[line.of_cell] & ~hidden
    candidates = made.order[eligible[made.order]]
    # A stable sort: cells that are worth hiding first, each kind from small to large.
    candidates = candidates[np.argsort(~made.may_hide[candidates], kind="stable")]
    _, place = np.unique(line.of_cell[candidates], return_index=True)
    found: Integers = candidates[place]
    return found
