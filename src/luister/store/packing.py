"""Packs a table as bytes for the operational database, and unpacks it."""

import io

import pyarrow as pa
import pyarrow.parquet as pq


def packed(table: pa.Table) -> bytes:
    """The table as compressed Parquet."""
    target = io.BytesIO()
    pq.write_table(table, target, compression="zstd")
    return target.getvalue()


def unpacked(data: bytes, columns: list[str] | None = None) -> pa.Table:
    """The table that `packed` wrote, or some of its columns."""
    return pq.read_table(io.BytesIO(data), columns=columns)
