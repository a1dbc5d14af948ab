"""Writes cells of other kinds as text, so that all files are read the same way."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import pyarrow as pa

from luister.sources.raw_table import RawBatch

KINDS = {bool: "boolean", int: "number", float: "number", datetime: "date", date: "date"}
_AT_ONCE = 20_000
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


def text_of(cell: object) -> str | None:
    """A cell as text: whole numbers without a point, dates as ISO; None where it is empty.

    >>> text_of(7.0), text_of(7.25), text_of(True), text_of(date(2024, 5, 1)), text_of("")
    ('7', '7.25', 'true', '2024-05-01', None)
    """
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return None if cell != cell else _number(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return _number(cell.total_seconds())
    return str(cell)


def batches_of(
    rows: Iterable[tuple[int, Sequence[object]]], *, width: int, total: int
) -> Iterator[RawBatch]:
    """The numbered rows in batches; short rows are filled up, of `total` rows in all."""
    held: list[tuple[int, Sequence[object]]] = []
    done = 0
    for row in rows:
        held.append(row)
        if len(held) == _AT_ONCE:
            done += len(held)
            yield _batch(held, width, done / max(total, done))
            held = []
    if held:
        yield _batch(held, width, 1.0)


def kind_counts(rows: Iterable[Sequence[object]], width: int) -> tuple[dict[str, int], ...]:
    """How many cells of each kind each column has; a number stored as text is a "text number"."""
    counts: list[dict[str, int]] = [{} for _ in range(width)]
    for row in rows:
        for place, cell in enumerate(row[:width]):
            if text_of(cell) is not None:
                kind = _kind(cell)
                counts[place][kind] = counts[place].get(kind, 0) + 1
    return tuple(counts)


def _kind(cell: object) -> str:
    if isinstance(cell, str) and _NUMBER.fullmatch(cell.strip()):
        return "text number"
    return KINDS.get(type(cell), "text")


def _batch(rows: list[tuple[int, Sequence[object]]], width: int, done: float) -> RawBatch:
    columns: dict[str, Any] = {}
    for place in range(width):
        cells = [text_of(row[place]) if place < len(row) else None for _, row in rows]
        columns[str(place)] = pa.array(cells, pa.string())
    numbers = pa.chunked_array([pa.array([number for number, _ in rows], pa.int64())])
    return RawBatch(pa.table(columns), numbers, (), done)


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.15g}"
