"""Table by table, from coarse to fine, which cells must be hidden."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from luister.metrics.complement import Flags, Lines, Table, complement, smallest, table
from luister.metrics.lattice import Integers, Lattice, Level, Subset
from luister.metrics.recovery import LARGE, Sums, pinned_down

_ROUNDS, _ROUNDS_IF_LARGE, _SPARING = 40, 3, 2


@dataclass(frozen=True, slots=True)
class _Decisions:
    """What is decided so far.

    - minimum: per table, the fewest answers that a cell may show
    - whole: per table, the one it is decided with: itself, or where it shows a dimension without
      the one that dimension lies within, the table that shows both
    - hidden: per table decided, its hidden cells
    - has_part: per table and further dimension, the cells with a hidden part along it
    """

    made: Lattice
    minimum: Mapping[Subset, int]
    whole: Mapping[Subset, Subset]
    hidden: dict[Subset, Flags] = field(default_factory=dict)
    has_part: dict[tuple[Subset, int], Flags] = field(default_factory=dict)


def protected(
    made: Lattice, minimum: Mapping[Subset, int], within: Mapping[int, int]
) -> Mapping[Subset, Flags]:
    """Per table, which of its cells are hidden.

    - minimum: per table, the fewest answers that a cell may show
    - within: dimensions that lie within another, as employees do within teams

    An employee is shown or hidden in view of the team: who knows a team's number and those of its
    members can subtract. So the table of employees is decided with that of employees by team.

    >>> from luister.metrics.lattice import lattice
    >>> made = lattice({("N",): 40, ("S",): 9, ("W",): 3})
    >>> protected(made, {(): 5, (0,): 5}, {})[(0,)].tolist()
    [False, True, True]
    """
    whole = {dims: _whole(dims, within) for dims in made.levels}
    known = _Decisions(made, minimum, whole)
    for dims in made.levels:
        if whole[dims] == dims:
            _decide(known, made.levels[dims])
            for part in made.levels:
                if whole[part] == dims != part:
                    known.hidden[part] = _as_its_whole(known, part)
                    _note_parts(known, part)
            _note_parts(known, dims)
    return known.hidden


def _whole(dims: Subset, within: Mapping[int, int]) -> Subset:
    found = set(dims)
    while more := {within[dim] for dim in found if dim in within} - found:
        found |= more
    return tuple(sorted(found))


def _without(dims: Subset, dim: int) -> Subset:
    return tuple(other for other in dims if other != dim)


def _decide(known: _Decisions, level: Level) -> None:
    """Decides a table: what is small, what lies in something hidden, and what protects these."""
    flags = level.n < known.minimum[level.dims]
    for dim in level.dims:
        coarser = _without(level.dims, dim)
        if coarser in known.hidden:
            flags |= known.hidden[coarser][_holders(known, coarser, level)]
    if flags.any() and level.dims:
        lines = tuple(_lines(known, _without(level.dims, dim), level) for dim in level.dims)
        made = table(level.n, lines, known.minimum[level.dims])
        _protect(made, flags, _coarser(known, level))
    known.hidden[level.dims] = flags


def _holders(known: _Decisions, coarser: Subset, level: Level) -> Integers:
    """Per cell of the table, the cell of the coarser one that holds it."""
    found: Integers = known.made.levels[coarser].of_full[level.first]
    return found


def _lines(known: _Decisions, coarser: Subset, level: Level) -> Lines:
    holder = _holders(known, coarser, level)
    is_open = ~_closed(known, coarser)
    return Lines(holder, is_open, np.bincount(holder, minlength=len(is_open)))


def _closed(known: _Decisions, dims: Subset) -> Flags:
    """The cells of a coarser table whose number is not there to subtract from.

    A table that is decided with its whole has no decision yet. A cell of it with a single part
    will be treated as that part is, and so says nothing beforehand.
    """
    if dims in known.hidden:
        return known.hidden[dims]
    closed: Flags = _is_lost(known, dims) | (_part_count(known, dims) == 1)
    return closed


def _is_lost(known: _Decisions, dims: Subset) -> Flags:
    """The cells that are too small, or lie in something hidden."""
    level = known.made.levels[dims]
    lost: Flags = level.n < known.minimum[dims]
    for coarser, hidden in known.hidden.items():
        if set(coarser) < set(dims):
            lost |= hidden[_holders(known, coarser, level)]
    return lost


def _part_count(known: _Decisions, dims: Subset) -> Integers:
    """Per cell, how many cells of the table it is decided with it holds."""
    level = known.made.levels[known.whole[dims]]
    found: Integers = np.bincount(_holders(known, dims, level))
    return found


def _as_its_whole(known: _Decisions, dims: Subset) -> Flags:
    """The hidden cells of a table that is decided with its whole."""
    level = known.made.levels[known.whole[dims]]
    holder = _holders(known, dims, level)
    has_hidden = np.bincount(holder[known.hidden[level.dims]], minlength=int(holder.max()) + 1) > 0
    flags: Flags = _is_lost(known, dims) | (has_hidden & (_part_count(known, dims) == 1))
    return flags


def _note_parts(known: _Decisions, dims: Subset) -> None:
    level, flags = known.made.levels[dims], known.hidden[dims]
    for dim in dims:
        coarser = _without(dims, dim)
        count = len(known.made.levels[coarser].n)
        holder = _holders(known, coarser, level)
        known.has_part[coarser, dim] = np.bincount(holder[flags], minlength=count) > 0


def _coarser(known: _Decisions, level: Level) -> list[Sums]:
    """All coarser tables. A sum whose parts along some dimension are all published adds nothing."""
    found = []
    for dims in known.made.levels:
        if set(dims) < set(level.dims):
            is_new = np.ones(len(known.made.levels[dims].n), dtype=bool)
            for dim in set(level.dims) - set(dims):
                is_new &= known.has_part.get((dims, dim), True)
            found.append(Sums(_holders(known, dims, level), _closed(known, dims), is_new))
    return found


def _protect(made: Table, hidden: Flags, coarser: Sequence[Sums]) -> None:
    """Adds to `hidden` until no hidden number of this table or a coarser one can be found."""
    # The only cell in a line repeats the published total: to hide it would only pretend.
    hidden &= made.may_hide | (made.n < made.minimum)
    complement(made, hidden)
    if len(made.lines) < 2:
        return
    is_large = int(hidden.sum()) > LARGE
    for round_number in range(_ROUNDS_IF_LARGE if is_large else _ROUNDS):
        found = _beside(made, hidden, pinned_down(hidden, coarser))
        # One cell for each is mostly enough. Where it was not, more freedom saves many rounds.
        added = np.unique(found.min(axis=0) if round_number < _SPARING else found)
        if added[0] == len(made.n):
            return
        hidden[made.order[added[added < len(made.n)]]] = True
        complement(made, hidden)
    hidden |= not is_large


def _beside(made: Table, hidden: Flags, pinned: Flags) -> Integers:
    """For each dimension and cell pinned down, the smallest shown cell in a line with it.

    Given as its place in the order of the table, from small to large; the number of cells where
    there is none.
    """
    count = len(made.n)
    rank = np.empty(count, dtype=np.int64)
    rank[made.order] = np.arange(count)
    found = np.full((len(made.lines), max(1, int(pinned.sum()))), count, dtype=np.int64)
    for row, line in zip(found, made.lines, strict=True):
        wanted = np.zeros(len(line.size), dtype=bool)
        wanted[line.of_cell[pinned]] = True
        cells = smallest(made, hidden, line, wanted & line.is_open)
        of_line = np.full(len(line.size), count)
        of_line[line.of_cell[cells]] = rank[cells]
        row[: int(pinned.sum())] = of_line[line.of_cell[pinned]]
    return found
