"""Columns of the facts read from the engine as codes: each value that is new gets the next code."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from luister.store.segment import quoted

Integers = npt.NDArray[np.integer[Any]]
Codes = npt.NDArray[Any]
Column = tuple[str, str | None]
"""A column of the facts; with one that says 0 where its value is an answer, or None."""

_BATCH = 122_880
_MOST_STRETCHES = 100


@dataclass(frozen=True, slots=True)
class Coded:
    """A column: row r holds values[codes[r]]; the first value is None, for nothing."""

    values: tuple[Any, ...]
    codes: Codes


@dataclass(slots=True)
class Read:
    """A column as read: codes by row, and the place of each value among its codes."""

    codes: Codes
    places: dict[Any, int]


def columns_read(
    cursor: duckdb.DuckDBPyConnection, columns: Sequence[Column], numbers: Integers
) -> dict[Column, Read]:
    """The columns at the rows with these numbers, read in one go and in this order of the rows."""
    if not columns or not len(numbers):
        return {column: Read(np.empty(0, np.int64), {None: 0}) for column in columns}
    first, last = int(numbers.min()), int(numbers.max())
    found = [Read(np.zeros(last - first + 1, np.uint8), {None: 0}) for _ in columns]
    parts = ", ".join(f"{_selected(column)} AS c{place}" for place, column in enumerate(columns))
    sql = f"SELECT rowid, {parts} FROM fact WHERE rowid BETWEEN $first AND $last"
    relation = cursor.sql(sql, params={"first": first, "last": last})
    for batch in relation.to_arrow_reader(_BATCH):
        rows = batch.column(0).to_numpy() - first
        for place, read in enumerate(found):
            _take(read, rows, batch.column(place + 1))
    places = numbers - first
    return {
        column: Read(read.codes[places], read.places)
        for column, read in zip(columns, found, strict=True)
    }


def _selected(column: Column) -> str:
    value, status = column
    return (
        quoted(value)
        if status is None
        else f"CASE WHEN {quoted(status)} = 0 THEN {quoted(value)} END"
    )


def _take(read: Read, rows: Integers, cells: "pa.Array[Any]") -> None:
    """Takes in a batch: each value that is new gets the next code."""
    coded = cells.dictionary_encode(null_encoding="encode")
    own = [
        read.places.setdefault(value, len(read.places)) for value in coded.dictionary.to_pylist()
    ]
    read.codes = _wide(read.codes, len(read.places))
    read.codes[rows] = np.array(own, read.codes.dtype)[coded.indices.to_numpy()]


def _wide(codes: Codes, values: int) -> Codes:
    """The codes in the narrowest kind of number that holds so many values."""
    kind = np.min_scalar_type(max(values - 1, 0))
    return codes.astype(kind) if kind.itemsize > codes.dtype.itemsize else codes


def extended(read: Read, held: Coded, at: Integers | None) -> Coded:
    """The column with what was read put in before the rows `at`; None: there were no rows."""
    places = {value: place for place, value in enumerate(held.values)}
    moved = [places.setdefault(value, len(places)) for value in read.places]
    codes = _wide(held.codes, len(places))
    added = np.array(moved, codes.dtype)[read.codes]
    return Coded(tuple(places), added if at is None else inserted(codes, at, added))


def inserted(held: Codes, at: Integers, added: Codes) -> Codes:
    """`held` with `added[i]` put in before `held[at[i]]`; `at` ascends.

    Answers that come in are of a day or two, so a few whole stretches are joined: numpy's own insert looks at
    every row, of each of forty columns.

    >>> inserted(np.array([1, 2, 3]), np.array([1, 1, 3]), np.array([7, 8, 9])).tolist()
    [1, 7, 8, 2, 3, 9]
    """
    places, firsts = np.unique(at, return_index=True)
    if len(places) > _MOST_STRETCHES:
        return np.insert(held, at, added)
    old = np.split(held, places)
    new = np.split(added.astype(held.dtype), firsts[1:])
    return np.concatenate(
        [part for pair in zip(old, [*new, held[:0]], strict=True) for part in pair]
    )
