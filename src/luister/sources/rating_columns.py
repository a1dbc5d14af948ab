"""Reads columns of a file as ratings, for an analysis of that file alone: nothing is kept."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from luister.errors import LuisterError, UnknownNameError, UnreadableFileError
from luister.sources.arrow_column import Column
from luister.sources.arrow_column import kernels as pc
from luister.sources.column_mapping import FileForm
from luister.sources.numbers import numbers
from luister.sources.opening import open_table

_NOT_ANSWERED = pa.array(["", "NA", "N/A", "NaN", "nan", "NULL", "null", ".", "-"])


@dataclass(frozen=True, slots=True, eq=False)
class RatingColumns:
    """Ratings (rows, names; NaN where not answered) and, where it was asked for, the group of each row."""

    names: tuple[str, ...]
    values: NDArray[np.float64]
    groups: tuple[str, ...] | None = None


def rating_columns(path: Path, names: Sequence[str], *, group: str | None = None) -> RatingColumns:
    """The columns `names` of the file, and the column `group` as text.

    Raises:
        UnreadableFileError: a file in no form that we know, or without rows.
        UnknownNameError: a column that the file does not have.
        LuisterError: text where a number should be, with its column and row.
    """
    table = open_table(path, FileForm())
    places = {
        name: _place(name, table.names, path) for name in (*names, *([group] if group else []))
    }
    cells: dict[str, list[Column]] = {name: [] for name in places}
    rows: list[Column] = []
    for batch in table.batches():
        rows.append(batch.numbers)
        for name, place in places.items():
            cells[name].append(batch.cells.column(str(place)))
    if not sum(len(one) for one in rows):
        raise UnreadableFileError(
            f"{path.name} has no rows.", hint="Export it again, with answers."
        )
    row_numbers = pc.cast(_one(rows), pa.int64())
    values = [_rated(name, _one(cells[name]), row_numbers) for name in names]
    found = None
    if group:
        found = tuple(str(one or "") for one in _one(cells[group]).to_pylist())
    return RatingColumns(tuple(names), np.column_stack(values), found)


def _one(chunks: list[Column]) -> Column:
    return pa.chunked_array([piece for one in chunks for piece in _pieces(one)]).combine_chunks()


def _pieces(column: Column) -> list[Column]:
    return list(column.chunks) if isinstance(column, pa.ChunkedArray) else [column]


def _place(name: str, names: Sequence[str], path: Path) -> int:
    if name in names:
        return list(names).index(name)
    near = difflib.get_close_matches(name, names, n=3, cutoff=0.5) or list(names[:8])
    raise UnknownNameError(
        f'{path.name} has no column "{name}".', hint=f"It has for instance: {', '.join(near)}."
    )


def _rated(name: str, texts: Column, rows: Column) -> NDArray[np.float64]:
    plain = pc.utf8_trim_whitespace(pc.fill_null(pc.cast(texts, pa.string()), ""))
    is_empty = pc.is_in(plain, value_set=_NOT_ANSWERED)
    read = numbers(plain, None)
    is_text = pc.and_not(pc.is_null(read), is_empty)
    wrong = int(pc.sum(is_text).as_py() or 0)
    if wrong:
        first = pc.index(is_text, True).as_py()
        more = f", and {wrong - 1} more" if wrong > 1 else ""
        raise LuisterError(
            f'Column "{name}" has text where a rating should be: "{plain[first].as_py()}" in row '
            f"{rows[first].as_py()}{more}.",
            hint="Replace the text by numbers, empty the cell, or leave the column out.",
        )
    cleaned: NDArray[np.float64] = pc.cast(
        pc.if_else(is_empty, pa.scalar(None, pa.float64()), read), pa.float64()
    ).to_numpy(zero_copy_only=False)
    return cleaned
