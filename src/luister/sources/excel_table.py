"""Opens a sheet of an Excel or OpenDocument workbook."""

import itertools
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetVisibleEnum,
)

from luister.errors import UnreadableFileError
from luister.sources.column_mapping import FileForm
from luister.sources.headings import heading_of
from luister.sources.raw_table import RawTable
from luister.sources.sheet_scan import SheetScan, refuse_vast_ods, scanned
from luister.sources.text_cells import batches_of, kind_counts, text_of

_LOOKED_AT = 20_000


def open_excel(path: Path, form: FileForm, *, name: str) -> RawTable:
    """The table in a workbook: in the sheet that `form` names, or in the first that holds one.

    A formula counts by the result that was saved with it. `name` is the form of the file.

    Raises:
        UnreadableFileError: the file is damaged or locked, holds no table, or has formulas without
            a result.
    """
    if name == "OpenDocument spreadsheet":
        refuse_vast_ods(path)
    with _no_panic(path):
        book = CalamineWorkbook.from_path(str(path))
        # Before any sheet is opened: its reader lays out all cells to the last one, and a cell far
        # away would end the whole process for want of memory.
        scans = {one: _scan(path, one) for one in _shown(book)}
        sheets = _filled(path, [book.get_sheet_by_name(one) for one in scans])
    sheet = _chosen(path, sheets, form.sheet)
    scan = scans[sheet.name]
    _refuse_unworked(path, scan)
    first = [list(row) for _, row in itertools.islice(_rows(sheet, scan), _LOOKED_AT)]
    heading = heading_of(
        [[text_of(cell) or "" for cell in row] for row in first], count=form.heading_rows
    )
    width = len(heading.columns)
    return RawTable(
        header=tuple(tuple(text_of(cell) or "" for cell in row) for row in first[: heading.rows]),
        columns=heading.columns,
        batches=lambda: batches_of(
            itertools.islice(_rows(sheet, scan), heading.rows, None),
            width=width,
            total=sheet.total_height,
        ),
        kinds=kind_counts(first[heading.rows :], width),
        tool=f"{heading.tool} {name}".strip(),
        sheet=sheet.name,
        sheets=tuple(one.name for one in sheets),
    )


@contextmanager
def _no_panic(path: Path) -> Iterator[None]:
    """Turns every failure of the reader, also one that it did not foresee, into a refusal."""
    try:
        yield
    except PasswordError as error:
        raise UnreadableFileError(
            f"{path.name} is locked with a password.", hint="Save it without one."
        ) from error
    except CalamineError as error:
        raise _damaged(path, str(error)) from error
    except BaseException as error:
        # The reader's own panic is no Exception, and its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged(path, "it is not built as a workbook should be") from error


def _shown(book: CalamineWorkbook) -> list[str]:
    """The names of the sheets that people see."""
    seen = [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
    return [name for name in seen if name in book.sheet_names]


def _scan(path: Path, sheet: str) -> SheetScan:
    return scanned(path, sheet) if zipfile.is_zipfile(path) else SheetScan()


def _filled(path: Path, sheets: list[CalamineSheet]) -> list[CalamineSheet]:
    """The sheets that hold at least a heading and a row."""
    filled = [sheet for sheet in sheets if sheet.height >= 2]
    if not filled:
        raise UnreadableFileError(
            f"{path.name} holds no sheet with answers.",
            hint="Put the headings in the first row and an answer a row below them.",
        )
    return filled


def _chosen(path: Path, sheets: list[CalamineSheet], wanted: str | None) -> CalamineSheet:
    if wanted is None:
        return sheets[0]
    for sheet in sheets:
        if sheet.name.strip().casefold() == wanted.strip().casefold():
            return sheet
    raise UnreadableFileError(
        f"{path.name} has no sheet {wanted!r} with answers.",
        hint=f"Its sheets are: {', '.join(one.name for one in sheets)}.",
    )


def _rows(sheet: CalamineSheet, scan: SheetScan) -> Iterator[tuple[int, Sequence[object]]]:
    """The rows, numbered as the spreadsheet does; cells that hold an error hold its name."""
    left = (sheet.start or (0, 0))[1]
    troubled = {row for row, _ in scan.errors}
    for place, row in enumerate(sheet.iter_rows()):
        if place in troubled:
            cells: list[object] = list(row)
            for column in range(len(cells)):
                cells[column] = scan.errors.get((place, column + left), cells[column])
            yield place + 1, cells
        else:
            yield place + 1, row


def _refuse_unworked(path: Path, scan: SheetScan) -> None:
    if scan.unworked:
        count = len(scan.unworked)
        raise UnreadableFileError(
            f"{path.name} has {count} {'formula' if count == 1 else 'formulas'} that "
            f"{'was' if count == 1 else 'were'} never worked out, the first in cell {scan.unworked[0]}.",
            hint="Open it in Excel and save it, or paste the values over the formulas.",
        )


def _damaged(path: Path, why: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"{path.name} is cut off or damaged: {why}.",
        hint="Open it in Excel and save it again, or copy it again.",
    )
