"""Opens Parquet, whose rows come in a stream."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from luister.errors import UnreadableFileError
from luister.sources.arrow_column import Column
from luister.sources.arrow_column import kernels as pc
from luister.sources.raw_table import RawBatch, RawTable, SourceColumn, distinct_names

_FAILURES = (pa.ArrowException, OSError, ValueError, MemoryError)
_AT_ONCE = 65_536


def open_parquet(path: Path) -> RawTable:
    """The table in a Parquet file. Its first row of answers counts as row 2, as under a heading.

    Raises:
        UnreadableFileError: the file is cut off or damaged, or has no columns.
    """
    try:
        schema = pq.read_schema(path)
    except _FAILURES as error:
        raise _damaged(path) from error
    if not len(schema):
        raise UnreadableFileError(f"{path.name} has no columns.", hint="Export it again.")
    names = tuple(schema.names)
    columns = tuple(SourceColumn(name) for name in distinct_names(list(names)))
    kinds = tuple({_kind(field.type): 1} for field in schema)
    return RawTable((names,), columns, lambda: _batches(path), kinds=kinds, tool="Parquet")


def _batches(path: Path) -> Iterator[RawBatch]:
    try:
        with pq.ParquetFile(path) as file:
            total, row = max(file.metadata.num_rows, 1), 2
            for part in file.iter_batches(batch_size=_AT_ONCE, use_threads=False):
                cells = [_texts(part.column(place)) for place in range(part.num_columns)]
                numbers = pa.array(range(row, row + part.num_rows), pa.int64())
                row += part.num_rows
                table = pa.table({str(place): column for place, column in enumerate(cells)})
                yield RawBatch(table, pa.chunked_array([numbers]), (), (row - 2) / total)
    except _FAILURES as error:
        raise _damaged(path) from error


def _texts(column: Column) -> Column:
    kind: Any = column.type
    if pa.types.is_dictionary(kind):
        return _texts(column.cast(kind.value_type))
    if pa.types.is_nested(kind):
        return pa.array([_written(cell) for cell in column.to_pylist()], pa.string())
    if pa.types.is_floating(kind):
        return _numbers(column)
    if pa.types.is_timestamp(kind) and kind.tz is not None:
        moment = column.cast(pa.timestamp("us", tz="UTC")).cast(pa.timestamp("us"))
        return pc.binary_join_element_wise(moment.cast(pa.string()), pa.scalar("Z"), "")
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return pa.array([str(cell) if cell is not None else None for cell in column.to_pylist()])
    return column.cast(pa.string())


def _numbers(column: Column) -> Column:
    """Numbers as text; a column of whole numbers without a point, as ids are."""
    known = pc.if_else(pc.is_nan(column), None, column)
    whole = pc.all(pc.equal(pc.floor(known), known)).as_py() is not False
    small = pc.all(pc.less(pc.abs(known), 1e15)).as_py() is not False
    return known.cast(pa.int64()).cast(pa.string()) if whole and small else known.cast(pa.string())


def _written(cell: object) -> str | None:
    return None if cell is None else json.dumps(cell, default=str, ensure_ascii=False)


def _kind(kind: pa.DataType) -> str:
    if pa.types.is_temporal(kind):
        return "date"
    if pa.types.is_boolean(kind):
        return "boolean"
    return "number" if pa.types.is_primitive(kind) or pa.types.is_decimal(kind) else "text"


def _damaged(path: Path) -> UnreadableFileError:
    return UnreadableFileError(
        f"{path.name} is cut off or damaged, or is Parquet of a kind that cannot be read.",
        hint="Write or copy the file again.",
    )
