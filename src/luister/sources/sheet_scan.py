"""Looks through the XML of a spreadsheet for what its reader would pass over in silence."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from luister.errors import UnreadableFileError

MOST_CELLS = 40_000_000
"""Cells of a sheet, empty ones between filled ones counted; a reader lays all of them out."""

_BLOCK = 1 << 20
_MOST_ERRORS = 100_000
_P = rb"(?:\w+:)?"
_ROW = re.compile(rb"<" + _P + rb'row\b[^>]*?\sr="(\d{1,9})"')
_CELL = re.compile(rb"<" + _P + rb'c\b[^>]*?\sr="([A-Z]{1,4})\d')
_ERROR = re.compile(
    rb"<"
    + _P
    + rb'c\b(?=[^>]*\st="e")[^>]*?\sr="([A-Z]{1,4})(\d{1,9})"[^>]*>.*?<'
    + _P
    + rb"v>(.*?)</"
    + _P
    + rb"v>",
    re.DOTALL,
)
_UNWORKED = re.compile(
    rb"<"
    + _P
    + rb'c\b(?![^>]*\st="(?:str|e)")[^>]*?\sr="([A-Z]{1,4}\d{1,9})"[^>]*>\s*<'
    + _P
    + rb"f\b(?:[^>]*/>|[^>]*>[^<]*</"
    + _P
    + rb"f>)\s*(?:<"
    + _P
    + rb"v\s*/>|<"
    + _P
    + rb"v>\s*</"
    + _P
    + rb"v>)?\s*</"
    + _P
    + rb"c>"
)
_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_ODS_ROW = re.compile(rb"<table:table-row\b[^>]*>")
_ODS_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b[^>]*>")
_ODS_REPEATS = re.compile(rb'number-(?:rows|columns)-repeated="(\d+)"')


@dataclass(slots=True)
class SheetScan:
    """What stands in a sheet's XML: its extent, its errors by (row, column) from 0, and formulas without result."""

    rows: int = 0
    columns: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    unworked: list[str] = field(default_factory=list)


def scanned(path: Path, sheet: str) -> SheetScan:
    """What the XML of a sheet in an .xlsx file tells; an empty scan where the sheet has none.

    Raises:
        UnreadableFileError: the sheet reaches over more than MOST_CELLS cells.
    """
    scan = SheetScan()
    with zipfile.ZipFile(path) as archive:
        part = _part_of(archive, sheet)
        if part is None:
            return scan
        with archive.open(part) as file:
            for rows in _whole_rows(file, path):
                _take(scan, rows)
    _refuse_vast(path, scan.rows * scan.columns)
    return scan


def refuse_vast_ods(path: Path) -> None:
    """Nothing where an OpenDocument sheet, its repeats written out, is of a size that can be read.

    Raises:
        UnreadableFileError: it is not.
    """
    cells = 0
    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as file:
        for block in _ods_rows(file, path):
            for row in block.split(b"</table:table-row>"):
                repeats = _repeats(_ODS_ROW.search(row))
                filled = [
                    _repeats(cell)
                    for cell in _ODS_CELL.finditer(row)
                    if b"office:value" in cell[0]
                ]
                cells += repeats * sum(filled)
    _refuse_vast(path, cells)


def _take(scan: SheetScan, rows: bytes) -> None:
    scan.rows = max([scan.rows, *map(int, _ROW.findall(rows))])
    for letters in set(_CELL.findall(rows)):
        scan.columns = max(scan.columns, _column(letters) + 1)
    if b't="e"' in rows:
        for letters, row, text in _ERROR.findall(rows):
            if len(scan.errors) < _MOST_ERRORS:
                scan.errors[int(row) - 1, _column(letters)] = text.decode("utf-8", "replace")
    if b"f>" in rows or b"<f" in rows:
        scan.unworked += [cell.decode() for cell in _UNWORKED.findall(rows)]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """The name of the XML part in which a sheet stands."""
    try:
        book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
        relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    except KeyError:
        return None
    targets = {
        _attribute(one, "Id"): _attribute(one, "Target") for one in _RELATION.findall(relations)
    }
    for one in _SHEET.findall(book):
        if _unescaped(_attribute(one, "name")) == sheet:
            target = targets.get(_attribute(one, r"\w+:id"), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            return part if part in archive.namelist() else None
    return None


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\s{name}="([^"]*)"', tag)
    return found[1] if found else ""


def _unescaped(text: str) -> str:
    for mark, sign in (
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", '"'),
        ("&apos;", "'"),
        ("&amp;", "&"),
    ):
        text = text.replace(mark, sign)
    return text


def _whole_rows(file: IO[bytes], path: Path) -> Iterator[bytes]:
    yield from _cut(file, path, b"row>")


def _ods_rows(file: IO[bytes], path: Path) -> Iterator[bytes]:
    yield from _cut(file, path, b"</table:table-row>")


def _cut(file: IO[bytes], path: Path, end: bytes) -> Iterator[bytes]:
    """The XML in stretches that end where a row ends."""
    held = b""
    while block := file.read(_BLOCK):
        held += block
        if len(held) > 64 * _BLOCK:
            raise UnreadableFileError(
                f"{path.name} has a row of more than 64 megabytes.",
                hint="That is no table of answers. Save the answers as CSV, and import that.",
            )
        whole, found, rest = held.rpartition(end)
        if found:
            yield whole + found
            held = rest
    yield held


def _repeats(tag: "re.Match[bytes] | None") -> int:
    found = _ODS_REPEATS.search(tag[0]) if tag else None
    return int(found[1]) if found else 1


def _refuse_vast(path: Path, cells: int) -> None:
    if cells > MOST_CELLS:
        raise UnreadableFileError(
            f"{path.name} has a sheet that reaches over {cells:,} cells.",
            hint="Delete what stands far from the table, or save the answers as CSV.",
        )
