"""Which groups of a report must be hidden, so that nobody finds a small group by subtracting.

A group below the minimum is hidden, and with it every finer group inside it. Then, in each table,
more groups are hidden until no hidden number can be worked out from any of the numbers published
in this table and all coarser ones. Tables are treated from coarse to fine, each by itself, so that
what becomes of a group does not depend on the finer reports that somebody may ask for later.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import numpy as np

from luister.metrics.complement import Flags
from luister.metrics.lattice import Lattice, Subset, lattice
from luister.metrics.protection import protected
from luister.metrics.published_sums import Box, PublishedSums

Cells = Mapping[tuple[str, ...], int]
Where = Mapping[str, tuple[str, ...]]
Minimum = Callable[[frozenset[str]], int]

WITHIN: Mapping[str, str] = MappingProxyType({"employee": "team", "touchpoint": "process"})
"""Dimensions whose values lie, mostly, within one value of another: a team has its employees."""


def with_companions(dims: tuple[str, ...]) -> tuple[str, ...]:
    """The dimensions, with those that they lie within: employees are counted with their teams.

    Else a report on employees alone might hide another employee than a report with teams does, and
    the team's total would give the small one away.

    >>> with_companions(("employee",))
    ('employee', 'team')
    """
    outer = (WITHIN[name] for name in dims if name in WITHIN)
    return tuple(dict.fromkeys((*dims, *outer)))


def hidden_groups(
    cells: Cells,
    dims: Sequence[str],
    *,
    by: Sequence[str],
    where: Where,
    minimum: Minimum,
    within: Mapping[str, str] = WITHIN,
) -> frozenset[tuple[str, ...]]:
    """The groups of a report that may not be shown, each as its values in the order of `by`.

    - cells: answers in every combination of values of `dims`, before `where` is applied; a
      combination that is absent has none
    - by, where: what is asked; both name dimensions out of `dims`
    - minimum: the fewest answers a group may show, given the dimensions that describe it
    - within: dimensions that lie within another. Give the other one in `dims` too, asked or not:
      an employee is then hidden or shown in the same way with and without the team

    A filter with several values of a dimension is a sum, and shown only where it can be had from
    numbers that are published anyhow.

    >>> counts = {("North",): 40, ("South",): 9, ("West",): 3}
    >>> hidden = hidden_groups(counts, ["region"], by=["region"], where={}, minimum=lambda _: 5)
    >>> sorted(hidden)
    [('South',), ('West',)]
    """
    used = _with_outer([dim for dim in dims if dim in by or dim in where], dims, within)
    kept = _projected(cells, [dims.index(dim) for dim in used])
    enough = minimum(frozenset(used))
    if all(n == 0 or n >= enough for n in kept.values()):
        return frozenset()
    made = lattice(kept)
    hidden = protected(
        made,
        {level: minimum(frozenset(used[place] for place in level)) for level in made.levels},
        {
            used.index(inner): used.index(outer)
            for inner, outer in within.items()
            if inner in used and outer in used
        },
    )
    return _asked_groups(made, hidden, used, by=by, where=where)


def is_shown(cells: Cells, dims: Sequence[str], *, where: Where, minimum: Minimum) -> bool:
    """True where a single number about the answers within `where` may be shown.

    >>> counts = {("North",): 40, ("South",): 9, ("West",): 3}
    >>> is_shown(counts, ["region"], where={"region": ("North",)}, minimum=lambda _: 5)
    True
    """
    return not hidden_groups(cells, dims, by=(), where=where, minimum=minimum)


def _with_outer(asked: Sequence[str], dims: Sequence[str], within: Mapping[str, str]) -> list[str]:
    """The dimensions asked, and those that they lie within."""
    used = set(asked)
    while more := {within[dim] for dim in used if within.get(dim) in dims} - used:
        used |= more
    return [dim for dim in dims if dim in used]


def _projected(cells: Cells, places: Sequence[int]) -> dict[tuple[str, ...], int]:
    """The cells over some of their dimensions only, in the order of `places`."""
    if list(places) == list(range(len(next(iter(cells), ())))):
        return dict(cells)
    kept: dict[tuple[str, ...], int] = {}
    for key, n in cells.items():
        short = tuple(key[place] for place in places)
        kept[short] = kept.get(short, 0) + n
    return kept


def _asked_groups(
    made: Lattice,
    hidden: Mapping[Subset, Flags],
    dims: Sequence[str],
    *,
    by: Sequence[str],
    where: Where,
) -> frozenset[tuple[str, ...]]:
    """The hidden ones among the groups that the filter leaves."""
    asked = tuple(place for place, name in enumerate(dims) if name in by or name in where)
    allowed = {
        dims.index(name): _codes(made.values[dims.index(name)], where[name]) for name in where
    }
    doubtful = made.codes[made.levels[asked].first[hidden[asked]]]
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
