"""Rows set down on disk, for what must be read twice: once to count and measure, once to write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import ipc

from luister.exports.plain_columns import is_text, plain


@dataclass(frozen=True, slots=True)
class Scratch:
    """Rows on disk: how many, and of each text column how many bytes its longest text takes."""

    file: BinaryIO
    schema: pa.Schema
    rows: int
    widths: dict[str, int]

    def batches(self) -> Iterator[pa.RecordBatch]:
        """The rows again, from the first; one reading at a time."""
        self.file.seek(0)
        with ipc.open_stream(self.file) as stream:  # type: ignore[arg-type]
            yield from stream

    def reader(self) -> pa.RecordBatchReader:
        """The rows again, as a stream of rows."""
        return pa.RecordBatchReader.from_batches(self.schema, self.batches())


def set_down(rows: pa.RecordBatchReader, file: BinaryIO) -> Scratch:
    """The rows after they were written to `file`, which stays open for as long as they are used."""
    stream = plain(rows)
    places = [place for place, kind in enumerate(stream.schema.types) if is_text(kind)]
    longest = dict.fromkeys(places, 0)
    count = 0
    with ipc.new_stream(file, stream.schema) as writer:  # type: ignore[arg-type]
        for batch in stream:
            writer.write_batch(batch)
            count += batch.num_rows
            for place in places:
                longest[place] = max(longest[place], _longest(batch.column(place)))
    widths = {stream.schema.names[place]: width for place, width in longest.items()}
    return Scratch(file, stream.schema, count, widths)


def _longest(text: pa.Array[Any]) -> int:
    lengths: Any = pc.binary_length(text)  # type: ignore[call-overload]
    return int(pc.max(lengths).as_py() or 0)
