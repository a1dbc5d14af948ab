"""Reads contacts out of somebody else's database, by a query, without being able to change anything."""

import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from luister.errors import StoreError
from luister.store.truth import postgres_driver

_STEPS = 100_000  # of SQLite's machine between two looks at the time: some milliseconds
_READING = frozenset(
    {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one query may bring and take; what is more is refused, never cut."""

    rows: int = 1_000_000
    seconds: int = 600


USUAL = Bounds()


def query_rows(address: str, query: str, bounds: Bounds = USUAL) -> Iterator[dict[str, Any]]:
    """The rows of one SELECT on the database at `address`, by the names of its columns.

    `address` is a path to a SQLite file, or `postgresql://...`. The connection can only read, and a
    query that takes longer than its bounds allow is broken off.

    Raises:
        StoreError: the database does not answer, the query is no single SELECT that it understands,
            or it has more rows.
    """
    is_postgres = address.startswith(("postgresql://", "postgres://"))
    read = _of_postgres if is_postgres else _of_sqlite
    for count, row in enumerate(read(address, query, bounds.seconds)):
        if count == bounds.rows:
            raise StoreError(
                f"The query has more than {bounds.rows} rows.",
                hint="Bring the contacts in by parts, with a WHERE.",
            )
        yield row


def _of_sqlite(address: str, query: str, seconds: int) -> Iterator[dict[str, Any]]:
    until = time.monotonic() + seconds
    try:
        connection = sqlite3.connect(f"{Path(address).absolute().as_uri()}?mode=ro", uri=True)
    except sqlite3.Error as error:
        raise _refusal(error) from None
    try:
        connection.execute("PRAGMA query_only=ON")
        connection.set_authorizer(_only_reading)
        connection.set_progress_handler(lambda: time.monotonic() > until, _STEPS)
        cursor = connection.execute(query)
        names = [column[0] for column in cursor.description or ()]
        for row in cursor:
            yield dict(zip(names, row, strict=True))
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise _refusal(error) from None
    finally:
        connection.close()


def _only_reading(action: int, *_what: str | None) -> int:
    return sqlite3.SQLITE_OK if action in _READING else sqlite3.SQLITE_DENY


def _of_postgres(address: str, query: str, seconds: int) -> Iterator[dict[str, Any]]:
    driver = postgres_driver()
    limits = f"-c default_transaction_read_only=on -c statement_timeout={seconds}s"
    try:
        with driver.connect(address, options=limits) as connection:
            # Prepared: the server then takes one statement and no second behind a semicolon.
            cursor = connection.execute(query, prepare=True)
            names = [column.name for column in cursor.description or ()]
            for row in cursor:
                yield dict(zip(names, row, strict=True))
            connection.rollback()
    except driver.Error as error:
        raise _refusal(error) from None


def _refusal(error: Exception) -> StoreError:
    return StoreError(
        f"The query could not be run: {' '.join(str(error).split())[:300]}.",
        hint="Write one SELECT whose columns are named key, email, phone, name, language, ...",
    )
