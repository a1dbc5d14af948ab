"""Reads the rows of a text table in a stream, with the number of every record."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc

from luister.errors import UnreadableFileError
from luister.events.import_result import RejectedRow
from luister.sources.arrow_column import Column
from luister.sources.raw_table import RawBatch
from luister.sources.text_encoding import LONGEST_RECORD

Numbers = np.ndarray[tuple[int], np.dtype[np.int64]]
_TRANSCODED = {"utf-8": "utf8", "utf-8-sig": "utf8"}


@dataclass(frozen=True, slots=True)
class TextTable:
    """A text table whose form is known; `heading_rows` records stand above the answers."""

    path: Path
    encoding: str
    delimiter: str
    width: int
    heading_rows: int
    is_gzipped: bool = False
    has_odd_quotes: bool = False


@dataclass(slots=True)
class _Ragged:
    """Records with too many or too few cells, as the parser meets them."""

    table: TextTable
    numbers: list[int] = field(default_factory=list)
    rejects: list[RejectedRow] = field(default_factory=list)

    def take(self, row: pc.InvalidRow) -> Literal["skip"]:
        # One thread parses, so the parser always knows the number.
        number = row.number or 0
        self.numbers.append(number)
        if number > self.table.heading_rows:
            self.rejects.append(self._reject(row, number))
        return "skip"

    def taken(self) -> tuple[RejectedRow, ...]:
        """The rejected rows since the last time."""
        rejects, self.rejects = tuple(self.rejects), []
        return rejects

    def _reject(self, row: pc.InvalidRow, number: int) -> RejectedRow:
        cells = next(csv.reader(io.StringIO(row.text), delimiter=self.table.delimiter), [])
        reason = f"has {row.actual_columns} cells where the heading has {row.expected_columns}"
        return RejectedRow(number, None, f"the row {reason}", tuple(cells))


def csv_batches(table: TextTable) -> Iterator[RawBatch]:
    """The rows of a text table, some megabytes at a time; memory does not grow with the file.

    Raises:
        UnreadableFileError: a record is longer than LONGEST_RECORD, or a quote is never closed.
    """
    ragged = _Ragged(table)
    size = max(table.path.stat().st_size, 1)
    with pa.OSFile(str(table.path), "rb") as file:
        stream = pa.CompressedInputStream(file, "gzip") if table.is_gzipped else file
        following = 1
        last: pa.RecordBatch | None = None
        for part in _parts(table, stream, ragged):
            numbers = _numbers(following, part.num_rows, ragged.numbers)
            if part.num_rows:
                following, last = int(numbers[-1]) + 1, part
            first = int(np.searchsorted(numbers, table.heading_rows, "right"))
            cells = pa.Table.from_batches([part.slice(first)])
            done = min(file.tell() / size, 1.0)
            yield RawBatch(cells, pa.chunked_array([numbers[first:]]), ragged.taken(), done)
    _refuse_open_quote(table, last, following - 1)


def _parts(table: TextTable, stream: Column, ragged: _Ragged) -> Iterator[pa.RecordBatch]:
    names = [str(place) for place in range(table.width)]
    try:
        yield from pc.open_csv(
            stream,
            # One thread, so that the parser knows the number of every record it turns down.
            read_options=pc.ReadOptions(
                use_threads=False,
                block_size=LONGEST_RECORD,
                column_names=names,
                encoding=_TRANSCODED.get(table.encoding, table.encoding),
            ),
            parse_options=pc.ParseOptions(
                delimiter=table.delimiter,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=ragged.take,
            ),
            convert_options=pc.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
            ),
        )
    except (pa.ArrowInvalid, UnicodeDecodeError) as error:
        raise _unreadable(table, error) from error


def _numbers(following: int, count: int, skipped: list[int]) -> Numbers:
    """The record numbers of the next `count` parsed records, from `following` on; some were skipped."""
    spare = [number for number in skipped if number >= following]
    numbers = np.arange(following, following + count + len(spare), dtype=np.int64)
    places = [number - following for number in spare if number < following + len(numbers)]
    return np.delete(numbers, places)[:count]


def _unreadable(table: TextTable, error: Exception) -> UnreadableFileError:
    if "straddl" in str(error):
        return UnreadableFileError(
            f"{table.path.name} has a record of more than {LONGEST_RECORD >> 20} megabytes.",
            hint="A quotation mark may be opened and never closed. Export the file again.",
        )
    return UnreadableFileError(
        f"{table.path.name} cannot be read as a table: {error}.",
        hint="Export it again as CSV with encoding UTF-8.",
    )


def _refuse_open_quote(table: TextTable, last: pa.RecordBatch | None, number: int) -> None:
    """Turns a file down whose last record runs to the end because its quote was never closed."""
    if not table.has_odd_quotes or last is None:
        return
    cells = [str(column[-1]) for column in last.columns]
    if "\n" in cells[-1] or "\r" in cells[-1]:
        raise UnreadableFileError(
            f"{table.path.name}: record {number} opens a quotation mark that is never closed.",
            hint="The file may be cut off. Close the quotation mark, or export the file again.",
        )
