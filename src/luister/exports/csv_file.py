"""Comma-separated text, safe to open in a spreadsheet."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from luister.errors import LuisterError
from luister.exports.cell_text import neutralised
from luister.exports.plain_columns import is_moment, is_text, plain

DELIMITERS = (",", ";", "\t", "|")

_MOMENT = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class CsvForm:
    """How a CSV is written: the sign between cells, the decimal sign, and a mark for Excel.

    `byte_order_mark` is what makes Excel read accents right. Dutch Excel wants `;` and `,`.
    """

    delimiter: str = ","
    decimal: str = "."
    byte_order_mark: bool = True


def csv_blocks(rows: pa.RecordBatchReader, form: CsvForm) -> Iterator[bytes]:
    """The file block by block: a heading, then one line a row, UTF-8, moments as ISO 8601.

    A cell that a spreadsheet might run as a formula gets an apostrophe before it; numbers are left
    as they are.

    Raises:
        LuisterError: a delimiter or decimal sign that would make the file unreadable.
    """
    _check(form)
    return _blocks(plain(rows), form)


def _check(form: CsvForm) -> None:
    if form.delimiter not in DELIMITERS:
        raise LuisterError(
            f"A CSV cannot be delimited by {form.delimiter!r}.",
            hint="Choose a comma, semicolon, tab or bar.",
        )
    if form.decimal not in (".", ",") or form.decimal == form.delimiter:
        raise LuisterError(
            f"The decimal sign {form.decimal!r} does not go with the delimiter.",
            hint="Choose a point, or a comma with a semicolon as delimiter.",
        )


def _blocks(rows: pa.RecordBatchReader, form: CsvForm) -> Iterator[bytes]:
    names = neutralised(pa.array(rows.schema.names, pa.string())).to_pylist()
    head = pa.table({f"{place}": [name] for place, name in enumerate(names)})
    yield (codecs.BOM_UTF8 if form.byte_order_mark else b"") + _lines(head, form)
    for batch in rows:
        columns = [_written(column, form) for column in batch.columns]
        yield _lines(pa.Table.from_arrays(columns, names=list(head.column_names)), form)


def _lines(table: pa.Table, form: CsvForm) -> bytes:
    target = BytesIO()
    options = csv.WriteOptions(include_header=False, delimiter=form.delimiter)
    csv.write_csv(table, target, options)
    return target.getvalue()


def _written(column: pa.Array[Any], form: CsvForm) -> pa.Array[Any]:
    """The column as it stands in the file; pyarrow writes numbers, days and truth by itself."""
    cells: Any = column
    if is_text(column.type):
        cells = neutralised(cells)
    elif is_moment(column.type):
        cells = pc.strftime(cells.cast(pa.timestamp("s", tz="UTC"), safe=False), _MOMENT)
    elif pa.types.is_floating(column.type) and form.decimal != ".":
        cells = pc.replace_substring(cells.cast(pa.string()), ".", form.decimal)
    found: pa.Array[Any] = cells
    return found
