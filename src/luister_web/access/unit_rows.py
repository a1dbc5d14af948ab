"""Units as they stand in a file: parent;name;kind;value."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from luister.errors import LuisterError

COLUMNS = ("parent", "name", "kind", "value")
_KINDS = {
    "organisatie": "organisation",
    "organization": "organisation",
    "afdeling": "department",
    "ploeg": "team",
    "medewerker": "employee",
}
KINDS = ("organisation", "department", "team", "employee")


class UnitFileError(LuisterError):
    """A file of units that cannot be taken in; nothing of it was."""


class UnitLike(Protocol):
    """Anything that describes a unit: `parent` is a name, `value` what the answers call it."""

    @property
    def name(self) -> str:
        """What people call it."""
        ...

    @property
    def kind(self) -> str:
        """One of KINDS."""
        ...

    @property
    def parent(self) -> str | None:
        """The name of the unit above, None at the top."""
        ...

    @property
    def value(self) -> str | None:
        """What the answers call it, None where it is the name."""
        ...


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit; `parent` is the name of the unit above it, or None at the top."""

    name: str
    kind: str
    parent: str | None = None
    value: str | None = None


def rows_of_csv(content: bytes) -> list[UnitRow]:
    r"""The units in a CSV file with the columns parent, name, kind and value in any order.

    Delimiters are semicolon, comma or tab; letters UTF-8 or Windows-1252; kinds English or Dutch.

    Raises:
        UnitFileError: a column is missing, or a row has no name or an unknown kind.

    >>> rows_of_csv(b"parent;name;kind;value\n;Energy;organisation;\nEnergy;North;team;N1")[1]
    UnitRow(name='North', kind='team', parent='Energy', value='N1')
    """
    lines = _text(content).splitlines()
    if not lines:
        raise UnitFileError("The file is empty.", hint=f"Give it the columns {';'.join(COLUMNS)}.")
    delimiter = max(";,\t", key=lines[0].count)
    reader = csv.DictReader(io.StringIO("\n".join(lines)), delimiter=delimiter)
    heads = {(head or "").strip().lower(): head for head in reader.fieldnames or ()}
    missing = [column for column in ("parent", "name", "kind") if column not in heads]
    if missing:
        raise UnitFileError(
            f"The first row has no column {', '.join(missing)}.",
            hint=f"Name the columns {';'.join(COLUMNS)}.",
        )
    return list(_rows(reader, heads))


def _rows(reader: Iterable[dict[str, str]], heads: dict[str, str]) -> Iterator[UnitRow]:
    for number, line in enumerate(reader, start=2):
        cells = {key: (line.get(heads.get(key, "")) or "").strip() for key in COLUMNS}
        if not any(cells.values()):
            continue
        kind = _KINDS.get(cells["kind"].lower(), cells["kind"].lower())
        if not cells["name"]:
            raise UnitFileError(f"Row {number} has no name.", hint="Every unit needs one.")
        if kind not in KINDS:
            raise UnitFileError(
                f"Row {number}, column kind: {cells['kind']!r} is no kind of unit.",
                hint=f"Write {', '.join(KINDS)}.",
            )
        yield UnitRow(cells["name"], kind, cells["parent"] or None, cells["value"] or None)


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
