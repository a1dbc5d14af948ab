"""Excel workbooks: real numbers and dates, a frozen heading with filters, text that stays text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

import pyarrow as pa
from rustpy_xlsxwriter import Format, write_worksheets

from luister.exports.about import WORDS, Fact
from luister.exports.cell_text import fitting
from luister.exports.plain_columns import is_text, plain, with_text

MOST_ROWS = 1_000_000
"""Rows on one sheet; Excel holds 1,048,576. What is more goes to the next sheet."""

_GENERAL = "General"
_DAY, _MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"
_NARROW, _MIDDLE, _WIDE = 11.0, 20.0, 30.0
ABOUT = "About this file"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows under a name; `headings` are what stands above each column, all different.

    `numbers` is how Excel shows fractions, such as "0.00"; the cell keeps every digit.
    """

    name: str
    headings: Sequence[str]
    rows: pa.RecordBatchReader
    numbers: str = _GENERAL


def write_workbook(
    target: BinaryIO,
    sheets: Sequence[Sheet],
    *,
    about: Sequence[Fact],
    translate: Callable[[str], str],
) -> None:
    """Writes the sheets as their rows stream in, then one that says what the file is about.

    Moments must be without a zone (see plain_columns.in_local_time). Memory stays bounded: rows
    go to disk as they come. A sheet holds MOST_ROWS rows; see `split` for more.
    """
    about_name = translate(ABOUT)
    write_worksheets(
        [
            *((sheet.name, _prepared(sheet)) for sheet in sheets),
            (about_name, _lines(about, translate)),
        ],
        target,
        freeze_panes={"general": {"row": 1, "col": 0}},
        autofilter={sheet.name: True for sheet in sheets},
        bold_headers=True,
        datetime_format=_MOMENT,
        column_formats={sheet.name: _formats(sheet) for sheet in sheets},
        column_widths={
            **{sheet.name: [_width(field) for field in sheet.rows.schema] for sheet in sheets},
            about_name: [_WIDE, 2 * _WIDE],
        },
    )


def split(sheet: Sheet, count: int) -> list[Sheet]:
    """As many sheets as `count` rows need, named "Answers", "Answers 2" and so on.

    They share one stream, so they must be written in this order.
    """
    batches = _batches_of_sheets(sheet.rows)
    return [
        Sheet(
            f"{sheet.name} {number + 1}" if number else sheet.name,
            sheet.headings,
            pa.RecordBatchReader.from_batches(sheet.rows.schema, _one_sheet(batches)),
            sheet.numbers,
        )
        for number in range(max(1, -(-count // MOST_ROWS)))
    ]


def _batches_of_sheets(rows: pa.RecordBatchReader) -> Iterator[pa.RecordBatch]:
    """Batches cut where a sheet is full, so that none belongs to two sheets."""
    on_sheet = 0
    for whole in rows:
        batch = whole
        while batch.num_rows:
            part = batch.slice(0, MOST_ROWS - on_sheet)
            batch = batch.slice(part.num_rows)
            on_sheet = (on_sheet + part.num_rows) % MOST_ROWS
            yield part


def _one_sheet(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    taken = 0
    while taken < MOST_ROWS and (batch := next(batches, None)) is not None:
        taken += batch.num_rows
        yield batch


def _prepared(sheet: Sheet) -> pa.RecordBatchReader:
    stream = with_text(plain(sheet.rows), fitting)
    schema = pa.schema(
        [
            pa.field(heading, field.type)
            for heading, field in zip(sheet.headings, stream.schema, strict=True)
        ]
    )
    renamed = (pa.RecordBatch.from_arrays(batch.columns, schema=schema) for batch in stream)
    return pa.RecordBatchReader.from_batches(schema, renamed)


def _lines(about: Sequence[Fact], translate: Callable[[str], str]) -> list[dict[str, object]]:
    item, value = translate("Item"), translate("Value")
    # As text: the writer takes the format of a column from its first cells.
    return [{item: translate(fact.name), value: _said(fact, translate)} for fact in about]


def _said(fact: Fact, translate: Callable[[str], str]) -> str:
    text = str(fact.value)
    return translate(text) if text in WORDS else text


def _formats(sheet: Sheet) -> dict[str, Format]:
    """The formats of columns that need one; a format of their own makes all others slower."""
    kinds = [_format(field.type, sheet) for field in sheet.rows.schema]
    pairs = zip(sheet.headings, kinds, strict=True)
    return {heading: Format().set_num_format(kind) for heading, kind in pairs if kind != _GENERAL}


def _format(kind: pa.DataType, sheet: Sheet) -> str:
    if pa.types.is_timestamp(kind):
        return _MOMENT
    if pa.types.is_date(kind):
        return _DAY
    return sheet.numbers if pa.types.is_floating(kind) else _GENERAL


def _width(field: pa.Field[Any]) -> float:
    if pa.types.is_timestamp(field.type):
        return _MIDDLE
    return _MIDDLE if is_text(field.type) else _NARROW
