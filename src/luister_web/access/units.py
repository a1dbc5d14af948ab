"""The tree of units: how it grows, and what may hang under what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from luister_web.access.models import Unit, UnitKind
from luister_web.access.unit_rows import UnitFileError, UnitLike, UnitRow

_RANK = {kind: rank for rank, kind in enumerate(UnitKind.values)}
_IN_ANSWERS = (UnitKind.TEAM, UnitKind.EMPLOYEE)


@dataclass(slots=True)
class Branch:
    """A unit with what hangs under it."""

    unit: Unit
    parts: list["Branch"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class UnitImport:
    """How many units an import made, and how many it found and brought up to date."""

    made: int
    known: int


def tree() -> list[Branch]:
    """The whole tree: the units at the top, each with its parts, in order of name."""
    branches = {unit.pk: Branch(unit) for unit in Unit.objects.all()}
    top: list[Branch] = []
    for branch in branches.values():
        above = branches.get(branch.unit.parent_id or 0)
        (above.parts if above else top).append(branch)
    return top


def fits_under(kind: str, parent_kind: str) -> bool:
    """True where a unit of `kind` may hang under one of `parent_kind`.

    Each kind stands under a higher one; departments may stand under departments.
    """
    if kind == parent_kind == UnitKind.DEPARTMENT:
        return True
    return _RANK[parent_kind] < _RANK[kind]


def rows_for_values(dimension: str, values: Iterable[str]) -> list[UnitRow]:
    """A row for each value of `team` or `employee` that has no unit yet, under the one organisation.

    Where there is not exactly one organisation they stand at the top.
    """
    known = set(Unit.objects.filter(dimension=dimension).values_list("value", flat=True))
    tops = list(Unit.objects.filter(kind=UnitKind.ORGANISATION)[:2])
    parent = tops[0].name if len(tops) == 1 else None
    fresh = sorted(value for value in values if value and value not in known)
    return [UnitRow(value, dimension, parent, value) for value in fresh]


@transaction.atomic
def import_units(rows: Sequence[UnitLike]) -> UnitImport:
    """What came of taking in `rows`: all of them or, where one does not fit, none.

    Rows may stand in any order. A team or employee is known by its value, another unit by kind and
    name; one that is known gets the name and place of its row.

    Raises:
        UnitFileError: a parent is unknown, named twice, or of a kind that cannot stand above.
    """
    made, of_these = 0, list[Unit]()
    for row in _parents_first(rows):
        unit = _known(row) or Unit(kind=row.kind, value=row.value or "")
        made += unit.pk is None
        unit.name, unit.parent = row.name, _parent(row, of_these)
        unit.save()
        of_these.append(unit)
    return UnitImport(made=made, known=len(rows) - made)


def _parents_first(rows: Sequence[UnitLike]) -> list[UnitLike]:
    """The rows in an order in which every parent of the file comes before its children."""
    waiting, ordered = list(rows), []
    while waiting:
        names = {row.name for row in waiting}
        ready = [row for row in waiting if row.parent not in names or row.parent == row.name]
        if not ready:
            raise UnitFileError(
                f"The units {', '.join(sorted(names)[:5])} stand under one another in a circle.",
                hint="Leave the parent of the highest one empty.",
            )
        ordered += ready
        placed = {id(row) for row in ready}
        waiting = [row for row in waiting if id(row) not in placed]
    return ordered


def _known(row: UnitLike) -> Unit | None:
    if row.kind in _IN_ANSWERS:
        return Unit.objects.filter(dimension=row.kind, value=row.value or row.name).first()
    return Unit.objects.filter(kind=row.kind, name=row.name).first()


def _parent(row: UnitLike, of_these: Sequence[Unit]) -> Unit | None:
    """The unit above; of several with its name, that of the same import is meant."""
    if not row.parent:
        return None
    own = [unit for unit in of_these if unit.name == row.parent]
    named = own or list(Unit.objects.filter(name=row.parent))
    # A unit may bear the name of a part of it; only what can stand above the row is meant.
    found = [unit for unit in named if fits_under(row.kind, unit.kind)]
    if len(found) != 1:
        problem = "is named twice" if found else "is no unit that can stand above it"
        raise UnitFileError(
            f"{row.name}: its parent {row.parent} {problem}.",
            hint="Add a row for the parent, or give units names of their own.",
        )
    return found[0]
