"""Packs a table as bytes for the operational database, and unpacks it."""

import io
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq


def packed(table: pa.Table) -> bytes:
    """The table as compressed Parquet.

    Ids and free texts differ in every row: looking for repeats in them costs more than it saves.
    """
    repeated = [field.name for field in table.schema if _comes_back(field.type)]
    target = io.BytesIO()
    options: dict[str, Any] = {"compression": "zstd", "use_dictionary": repeated or False}
    pq.write_table(table, target, write_statistics=False, **options)
    return target.getvalue()


def unpacked(data: bytes, columns: list[str] | None = None) -> pa.Table:
    """The table that `packed` wrote, or some of its columns."""
    return pq.read_table(io.BytesIO(data), columns=columns)


def _comes_back(kind: pa.DataType) -> bool:
    return pa.types.is_dictionary(kind) or pa.types.is_floating(kind)
