"""Whether rows of the facts that were read before are still those that they were."""

from typing import Any

import duckdb


def rows_mark(cursor: duckdb.DuckDBPyConnection, last: int) -> tuple[Any, ...]:
    """What tells whether the rows up to number `last` are those that they were."""
    rows = cursor.execute(
        "SELECT count(*), max(rowid), bit_xor(hash(rowid, response)) FROM fact WHERE rowid <= $last",
        {"last": last},
    ).fetchall()
    return tuple(rows)
