"""Tables reduced to the few column types that every kind of file knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc


def is_text(kind: pa.DataType) -> bool:
    """True for text, also where it is stored as a dictionary of words."""
    if pa.types.is_dictionary(kind):
        return is_text(kind.value_type)
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def plain_schema(schema: pa.Schema) -> pa.Schema:
    """The same columns with text as text: dictionaries become the words they stand for.

    >>> plain_schema(pa.schema({"team": pa.dictionary(pa.int8(), pa.string())})).types
    [DataType(string)]
    """
    return pa.schema(
        [pa.field(field.name, pa.string()) if is_text(field.type) else field for field in schema]
    )


def plain(rows: pa.RecordBatchReader) -> pa.RecordBatchReader:
    """The same rows with text as text, read as slowly as they are asked for."""
    schema = plain_schema(rows.schema)
    batches = (
        batch for part in rows for batch in pa.Table.from_batches([part]).cast(schema).to_batches()
    )
    return pa.RecordBatchReader.from_batches(schema, batches)


def in_local_time(rows: pa.RecordBatchReader, zone: ZoneInfo) -> pa.RecordBatchReader:
    """The same rows with moments as the wall clock of `zone` showed them, without a zone.

    Spreadsheets and SPSS know no time zones; whole seconds are what they show.
    """

    def local(column: pa.Array[Any]) -> pa.Array[Any]:
        moments: Any = column.cast(pa.timestamp("us", tz=str(zone)))
        shown: pa.Array[Any] = pc.local_timestamp(moments).cast(pa.timestamp("s"), safe=False)
        return shown

    return _mapped(rows, is_moment, local, pa.timestamp("s"))


def with_text(
    rows: pa.RecordBatchReader, change: Callable[[pa.StringArray], pa.StringArray]
) -> pa.RecordBatchReader:
    """The same rows after `change` has had each text column."""
    return _mapped(rows, is_text, change, pa.string())


def is_moment(kind: pa.DataType) -> bool:
    """True for a moment in time that knows its zone."""
    return bool(pa.types.is_timestamp(kind) and kind.tz is not None)


def reader(schema: pa.Schema, tables: Iterable[pa.Table]) -> pa.RecordBatchReader:
    """The tables as one stream of rows."""
    return pa.RecordBatchReader.from_batches(
        schema, (batch for table in tables for batch in table.to_batches())
    )


def _mapped(
    rows: pa.RecordBatchReader,
    fits: Callable[[pa.DataType], bool],
    change: Callable[[Any], pa.Array[Any]],
    becomes: pa.DataType,
) -> pa.RecordBatchReader:
    places = [place for place, kind in enumerate(rows.schema.types) if fits(kind)]
    schema = rows.schema
    for place in places:
        schema = schema.set(place, pa.field(schema.names[place], becomes))

    def changed() -> Iterator[pa.RecordBatch]:
        for batch in rows:
            columns = list(batch.columns)
            for place in places:
                columns[place] = change(columns[place])
            yield pa.RecordBatch.from_arrays(columns, schema=schema)

    return pa.RecordBatchReader.from_batches(schema, changed())
