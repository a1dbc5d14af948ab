"""Proposes which column of a file of contacts is what, and reads its rows by that."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from luister.errors import MappingError
from luister.sources.column_mapping import FileForm
from luister.sources.opening import open_table

FIELDS = (
    "key", "email", "phone", "name", "first_name", "last_name", "language", "time_zone",
)  # fmt: skip
ATTRIBUTE, LEFT_OUT = "attribute", ""

_WORDS: Mapping[str, str] = {
    "key": (
        r"(customer|client|contact|klant|relatie|debiteur)?[ _-]*"
        r"(key|id|nr|no|number|nummer|code|sleutel)|klant(nummer)?"
    ),
    "email": r"(e[ _-]?mail)([ _-]*(address|adres))?",
    "phone": r"(mobile|mobiel|phone|telefoon|tel|gsm|sms)([ _-]*(phone|number|nummer|nr))?",
    "first_name": r"(first|given)[ _-]?name|voornaam|roepnaam",
    "last_name": r"(last|family)[ _-]?name|surname|achternaam",
    "name": r"(full[ _-]?|customer[ _-]?|klant[ _-]?)?(name|naam)",
    "language": r"language|taal|lang|locale|taalcode",
    "time_zone": r"time[ _-]?zone|tijdzone|tz",
}
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_SAMPLE = 200


@dataclass(frozen=True, slots=True)
class ContactColumns:
    """What each column of a file is: one of FIELDS, "attribute", or "" for left out; with the first rows."""

    meanings: Mapping[str, str]
    first_rows: tuple[tuple[str, ...], ...]


def proposed(path: Path) -> ContactColumns:
    """What the columns of a file of contacts seem to mean, by their headings and their cells.

    Raises:
        UnreadableFileError: the file is in no form that we know.
    """
    table = open_table(path, FileForm())
    names = table.names
    rows: list[tuple[str, ...]] = []
    for batch in table.batches():
        columns = [column.to_pylist() for column in batch.cells.columns]
        rows += [tuple(cell or "" for cell in row) for row in zip(*columns, strict=True)]
        if len(rows) >= _SAMPLE:
            break
    return ContactColumns(meanings_of(names, rows[:_SAMPLE]), tuple(rows[:5]))


def meanings_of(names: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """What each column seems to be; a field is given once, anything else is an attribute.

    >>> meanings_of(["Klantnummer", "Mail", "Regio"], [["7", "a@b.nl", "Noord"]])
    {'Klantnummer': 'key', 'Mail': 'email', 'Regio': 'attribute'}
    """
    found: dict[str, str] = {}
    for place, name in enumerate(names):
        cells = [row[place] for row in rows if place < len(row) and row[place]]
        field = _by_heading(name) or _by_cells(cells)
        found[name] = field if field and field not in found.values() else ATTRIBUTE
    return found


def rows_of(path: Path, meanings: Mapping[str, str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a file by what their columns mean, each with its number in the file.

    Raises:
        UnreadableFileError: the file is in no form that we know.
        MappingError: a column that the file lacks, or neither key nor e-mail address.
    """
    table = open_table(path, FileForm())
    check_meanings(meanings, table.names)
    for batch in table.batches():
        numbers = batch.numbers.to_pylist()
        columns = [column.to_pylist() for column in batch.cells.columns]
        for number, cells in zip(numbers, zip(*columns, strict=True), strict=True):
            yield int(number), fields_of(dict(zip(table.names, cells, strict=True)), meanings)


def check_meanings(meanings: Mapping[str, str], names: Sequence[str]) -> None:
    """Sees that the columns are there, that each field comes once, and that a person can be named.

    Raises:
        MappingError: one of these does not hold.
    """
    for name, field in meanings.items():
        if name not in names:
            raise MappingError(
                f"There is no column {name!r}.", hint=f"There are: {', '.join(names)}."
            )
        if field not in {*FIELDS, ATTRIBUTE, LEFT_OUT}:
            raise MappingError(
                f"A column cannot be {field!r}.", hint=f"Use {', '.join((*FIELDS, ATTRIBUTE))}."
            )
    given = [field for field in meanings.values() if field in FIELDS]
    if double := sorted({field for field in given if given.count(field) > 1}):
        raise MappingError(f"Two columns are {double[0]}.", hint="Leave one of them out.")
    if not {"key", "email"} & set(given):
        raise MappingError("No column is the key.", hint="Say which is key, or which is email.")


def fields_of(row: Mapping[str, str | None], meanings: Mapping[str, str]) -> dict[str, str]:
    """One row by field; attributes go by the name of their column in small letters.

    >>> fields_of({"Nr": "7", "First name": "An", "Regio": "Noord"},
    ...           {"Nr": "key", "First name": "first_name", "Regio": "attribute"})
    {'key': '7', 'regio': 'Noord', 'name': 'An'}
    """
    found: dict[str, str] = {}
    for name, field in meanings.items():
        cell = row.get(name)
        if cell and field:
            found[attribute_name(name) if field == ATTRIBUTE else field] = str(cell)
    parts = [found.pop(part) for part in ("first_name", "last_name") if part in found]
    if parts:
        found.setdefault("name", " ".join(parts))
    return found


def attribute_name(heading: str) -> str:
    """The name of an attribute after the heading of its column; never that of a field.

    >>> attribute_name("Soort klant"), attribute_name("Name")
    ('soort_klant', 'name_attribute')
    """
    name = re.sub(r"\W+", "_", heading.strip().lower()).strip("_") or "attribute"
    return f"{name}_attribute" if name in FIELDS else name


def _by_heading(name: str) -> str:
    plain = " ".join(name.lower().split())
    return next((field for field, words in _WORDS.items() if re.fullmatch(words, plain)), "")


def _by_cells(cells: Sequence[str]) -> str:
    if cells and sum(bool(_EMAIL.fullmatch(cell.strip())) for cell in cells) >= 0.8 * len(cells):
        return "email"
    return ""
