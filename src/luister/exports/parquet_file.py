"""Parquet: the same columns with their types, for notebooks and warehouses."""

from collections.abc import Mapping
from typing import BinaryIO

import pyarrow as pa
from pyarrow import parquet

from luister.exports.plain_columns import plain


def write_parquet(
    target: BinaryIO, rows: pa.RecordBatchReader, *, about: Mapping[str, str]
) -> None:
    """Writes the rows as they stream in; what the file is about goes into its metadata.

    Text is text, moments know their zone (UTC), what is not known is null.
    """
    stream = plain(rows)
    schema = stream.schema.with_metadata({f"luister.{key}": word for key, word in about.items()})
    with parquet.ParquetWriter(target, schema, compression="zstd") as writer:
        for batch in stream:
            writer.write_batch(batch.cast(schema))
