"""Export tables: what a page shows as tables, as one workbook."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pyarrow as pa

from luister.exports.about import Fact
from luister.exports.file_form import FileForm
from luister.exports.plain_columns import in_local_time
from luister.exports.workbook import Sheet, write_workbook
from luister.loop.export import written

AboutLine = Fact
TEXT, NUMBER, COUNT, DAY, MOMENT = "text", "number", "count", "day", "moment"
_KINDS: dict[str, pa.DataType] = {
    TEXT: pa.string(),
    NUMBER: pa.float64(),
    COUNT: pa.int64(),
    DAY: pa.date32(),
    MOMENT: pa.timestamp("s", "UTC"),
}


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table of a page: headings in the reader's words, all different, each with the kind of its column.

    The name is that of a sheet: at most 31 signs.
    """

    name: str
    columns: Sequence[tuple[str, str]]
    rows: Sequence[Sequence[object]]


def tables_file(
    tables: Sequence[PageTable], about: Sequence[Fact], form: FileForm
) -> Iterator[bytes]:
    """The workbook, block by block: a sheet a table, and one that says what the file is about."""
    return workbook_blocks([_sheet(one, form) for one in tables], about, form)


def workbook_blocks(
    sheets: Sequence[Sheet], about: Sequence[Fact], form: FileForm
) -> Iterator[bytes]:
    """A workbook of these sheets, block by block."""
    return written(
        lambda target, _: write_workbook(target, sheets, about=about, translate=form.translate)
    )


def _sheet(table: PageTable, form: FileForm) -> Sheet:
    headings = [heading for heading, _ in table.columns]
    arrays = [
        pa.array([row[place] for row in table.rows], _KINDS[kind])
        for place, (_, kind) in enumerate(table.columns)
    ]
    stream = in_local_time(pa.table(arrays, headings).to_reader(), ZoneInfo(form.time_zone))
    return Sheet(table.name, headings, stream, "0.00")
