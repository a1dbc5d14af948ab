"""Which groups of a report must be hidden, so that nobody finds a small group by subtracting.

A group below the minimum is hidden, and with it every finer group inside it. Then, in each table,
more groups are hidden until no hidden number can be worked out from any of the numbers published
in this table and all coarser ones. Tables are treated from coarse to fine, each by itself, so that
what becomes of a group does not depend on the finer reports that somebody may ask for later.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

import numpy as np

from luister.metrics.complement import Flags, Lines, Table, complement, smallest, table
from luister.metrics.lattice import Integers, Lattice, Level, Subset, lattice
from luister.metrics.published_sums import Box, PublishedSums
from luister.metrics.recovery import LARGE, Sums, pinned_down

Cells = Mapping[tuple[str, ...], int]
Where = Mapping[str, tuple[str, ...]]
Minimum = Callable[[frozenset[str]], int]

_ROUNDS, _ROUNDS_IF_LARGE, _SPARING = 40, 3, 2


def hidden_groups(
    cells: Cells, dims: Sequence[str], *, by: Sequence[str], where: Where, minimum: Minimum
) -> frozenset[tuple[str, ...]]:
    """The groups of a report that may not be shown, each as its values in the order of `by`.

    - cells: answers in every combination of values of `dims`, before `where` is applied; a
      combination that is absent has none
    - by, where: what is asked; both name dimensions out of `dims`
    - minimum: the fewest answers a group may show, given the dimensions that describe it

    A filter with several values of a dimension is a sum, and shown only where it can be had from
    numbers that are published anyhow.

    >>> counts = {("North",): 40, ("South",): 9, ("West",): 3}
    >>> hidden = hidden_groups(counts, ["region"], by=["region"], where={}, minimum=lambda _: 5)
    >>> sorted(hidden)
    [('South',), ('West',)]
    """
    asked = [dim for dim in dims if dim in by or dim in where]
    kept = _projected(cells, [dims.index(dim) for dim in asked])
    enough = max(minimum(frozenset(some)) for some in _subsets(asked))
    if all(n >= enough for n in kept.values()):
        return frozenset()
    made = lattice(kept)
    hidden = _decided(made, [minimum(frozenset(asked[i] for i in dims)) for dims in made.levels])
    return _asked_groups(made, hidden, asked, by=by, where=where)


def is_shown(cells: Cells, dims: Sequence[str], *, where: Where, minimum: Minimum) -> bool:
    """True where a single number about the answers within `where` may be shown.

    >>> counts = {("North",): 40, ("South",): 9, ("West",): 3}
    >>> is_shown(counts, ["region"], where={"region": ("North",)}, minimum=lambda _: 5)
    True
    """
    return not hidden_groups(cells, dims, by=(), where=where, minimum=minimum)


def _subsets(names: Sequence[str]) -> list[tuple[str, ...]]:
    return [some for size in range(len(names) + 1) for some in combinations(names, size)]


def _projected(cells: Cells, places: Sequence[int]) -> dict[tuple[str, ...], int]:
    """The cells over some of their dimensions only, in the order of `places`."""
    if list(places) == list(range(len(next(iter(cells), ())))):
        return dict(cells)
    kept: dict[tuple[str, ...], int] = {}
    for key, n in cells.items():
        short = tuple(key[place] for place in places)
        kept[short] = kept.get(short, 0) + n
    return kept


def _decided(made: Lattice, minima: Sequence[int]) -> dict[Subset, Flags]:
    """Per table, which of its cells are hidden."""
    hidden: dict[Subset, Flags] = {}
    parts: dict[tuple[Subset, int], Flags] = {}
    for (dims, level), minimum in zip(made.levels.items(), minima, strict=True):
        flags = level.n < minimum
        lines = {dim: _lines(made, level, dim, hidden) for dim in dims}
        for line in lines.values():
            flags |= ~line.is_open[line.of_cell]
        if flags.any() and dims:
            coarser = _coarser(made, level, hidden, parts)
            _protect(table(level.n, tuple(lines.values()), minimum), flags, coarser)
        hidden[dims] = flags
        for dim, line in lines.items():
            parts[_without(dims, dim), dim] = _any(line, flags)
    return hidden


def _without(dims: Subset, dim: int) -> Subset:
    return tuple(other for other in dims if other != dim)


def _lines(made: Lattice, level: Level, dim: int, hidden: Mapping[Subset, Flags]) -> Lines:
    above = _without(level.dims, dim)
    parent = made.levels[above].of_full[level.first]
    return Lines(parent, ~hidden[above], np.bincount(parent, minlength=len(hidden[above])))


def _any(line: Lines, flags: Flags) -> Flags:
    """Per line, whether it has a hidden cell."""
    found: Flags = np.bincount(line.of_cell[flags], minlength=len(line.size)) > 0
    return found


def _coarser(
    made: Lattice,
    level: Level,
    hidden: Mapping[Subset, Flags],
    parts: Mapping[tuple[Subset, int], Flags],
) -> list[Sums]:
    """All coarser tables. A sum whose parts along some dimension are all published adds nothing."""
    found = []
    for dims in hidden:
        if set(dims) < set(level.dims):
            between = [dim for dim in level.dims if dim not in dims]
            is_new = np.ones(len(hidden[dims]), dtype=bool)
            if len(between) > 1:
                is_new = np.logical_and.reduce([parts[dims, dim] for dim in between])
            found.append(Sums(made.levels[dims].of_full[level.first], hidden[dims], is_new))
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


def _asked_groups(
    made: Lattice,
    hidden: Mapping[Subset, Flags],
    dims: Sequence[str],
    *,
    by: Sequence[str],
    where: Where,
) -> frozenset[tuple[str, ...]]:
    """The hidden ones among the groups that the filter leaves."""
    allowed = {
        dims.index(name): _codes(made.values[dims.index(name)], where[name]) for name in where
    }
    finest = tuple(range(len(dims)))
    doubtful = made.codes[made.levels[finest].first[hidden[finest]]]
    for place, codes in allowed.items():
        doubtful = doubtful[np.isin(doubtful[:, place], sorted(codes))]
    places = [dims.index(name) for name in by]
    groups = set(map(tuple, doubtful[:, places].tolist()))
    if any(len(codes) > 1 for place, codes in allowed.items() if place not in places):
        sums = PublishedSums(made, hidden)
        groups = {group for group in groups if not sums.has(_box(allowed, places, group))}
    return frozenset(
        tuple(made.values[place][code] for place, code in zip(places, group, strict=True))
        for group in groups
    )


def _codes(known: Sequence[str], wanted: Sequence[str]) -> frozenset[int]:
    return frozenset(code for code, value in enumerate(known) if value in wanted)


def _box(
    allowed: Mapping[int, frozenset[int]], places: Sequence[int], group: Sequence[int]
) -> Box:
    """Per dimension asked, which of its values the group takes together."""
    box = dict(allowed)
    box.update({place: frozenset({code}) for place, code in zip(places, group, strict=True)})
    return tuple(sorted(box.items()))
