"""The rows of an import as they come back from the operational database, some segments together."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa

from luister.store.packing import unpacked
from luister.store.truth import Truth

_ROWS_AT_ONCE = 120_000


def unpacked_runs(
    truth: Truth, import_id: int, sizes: list[tuple[int, int]]
) -> Iterator[tuple[int, pa.Table]]:
    """The last segment of each run and its rows; the next run is unpacked while one is in use.

    `sizes` are pairs of an import's segment and its number of rows, in order.
    """
    runs = list(_runs(sizes))
    if not runs:
        return
    with ThreadPoolExecutor(1, thread_name_prefix="unpack") as beside:
        stored = _stored(truth, import_id, runs[0])
        waiting = beside.submit(_joined, stored)
        for place, (_, last) in enumerate(runs):
            rows = waiting.result()
            if place + 1 < len(runs):
                waiting = beside.submit(_joined, _stored(truth, import_id, runs[place + 1]))
            yield last, rows


def _stored(truth: Truth, import_id: int, run: tuple[int, int]) -> list[tuple[int, bytes]]:
    return truth.execute(
        "SELECT ordinal, data FROM store_segment WHERE import_id = ? AND ordinal BETWEEN ? AND ? "
        "ORDER BY ordinal",
        (import_id, *run),
    )


def _joined(stored: list[tuple[int, bytes]]) -> pa.Table:
    tables = [_of_part(unpacked(bytes(data)), ordinal) for ordinal, data in stored]
    return pa.concat_tables(tables, promote_options="default")


def _of_part(table: pa.Table, ordinal: int) -> pa.Table:
    """The rows with the number of the part that they come from."""
    return table.append_column("part", pa.repeat(pa.scalar(ordinal, pa.int32()), table.num_rows))


def _runs(sizes: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Neighbouring segments taken together: large inserts are several times as fast as small ones."""
    first, held = None, 0
    for place, (ordinal, rows) in enumerate(sizes):
        first, held = ordinal if first is None else first, held + rows
        if held >= _ROWS_AT_ONCE or place == len(sizes) - 1:
            yield first, ordinal
            first, held = None, 0
