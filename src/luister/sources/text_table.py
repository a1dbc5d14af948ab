"""Opens CSV and its relatives, with one heading row or those of the survey tools."""

from dataclasses import replace
from pathlib import Path

from luister.errors import UnreadableFileError
from luister.sources.column_mapping import FileForm
from luister.sources.csv_rows import TextTable, csv_batches
from luister.sources.delimiter import delimiter_of, records
from luister.sources.headings import Row, heading_of
from luister.sources.qualtrics_labels import labelled
from luister.sources.raw_table import RawTable
from luister.sources.text_encoding import text_form

_LONGEST_NAME = 5_000


def open_text(path: Path, form: FileForm) -> RawTable:
    """The table in a text file.

    Raises:
        UnreadableFileError: it is damaged, or is a text without a table in it.
    """
    text = text_form(path, encoding=form.encoding)
    delimiter = form.delimiter or delimiter_of(text.sample, is_whole=text.is_whole)
    first = records(text.sample, delimiter, is_whole=text.is_whole)
    skipped = _without_separator_line(first)
    _refuse_prose(path, first[skipped:])
    heading = heading_of(first[skipped:], count=form.heading_rows)
    table = TextTable(
        path=path,
        encoding=text.encoding,
        delimiter=delimiter,
        width=len(heading.columns),
        heading_rows=heading.rows + skipped,
        is_gzipped=text.is_gzipped,
        has_odd_quotes=text.has_odd_quotes,
    )
    raw = RawTable(
        header=tuple(tuple(row) for row in first[skipped : heading.rows + skipped]),
        columns=heading.columns,
        batches=lambda: csv_batches(table),
        tool=f"{heading.tool} CSV".strip(),
        encoding=text.encoding,
        delimiter=delimiter,
    )
    return (
        replace(raw, columns=labelled(path, raw.columns)) if heading.tool == "Qualtrics" else raw
    )


def _without_separator_line(first: list[Row]) -> int:
    """1 where the first line only names the delimiter, as Excel writes it: "sep=;"."""
    return int(bool(first) and "".join(first[0])[:4].lower() == "sep=" and len(first) > 1)


def _refuse_prose(path: Path, first: list[Row]) -> None:
    if not first:
        raise UnreadableFileError(f"{path.name} is empty.", hint="Export it again, with answers.")
    widths = [len(row) for row in first if row]
    same = sum(1 for width in widths if width == widths[0]) / len(widths) if widths else 0.0
    words = max((len(cell.split()) for row in first[:50] for cell in row[:1]), default=0)
    is_prose = (same < 0.5 and len(widths) > 2) or (widths and widths[0] == 1 and words > 5)
    if is_prose or any(len(cell) > _LONGEST_NAME for cell in first[0]):
        raise UnreadableFileError(
            f"{path.name} holds text, but no table: its lines do not have the same columns.",
            hint="Export the answers as CSV, with one line of headings, and import that file.",
        )
