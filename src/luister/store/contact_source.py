"""Reads contacts out of somebody else's database, by a query, without being able to change anything."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from luister.errors import StoreError

try:
    import psycopg
except ImportError:  # The extra "postgres" is not installed; only a PostgreSQL address needs it.
    psycopg = None  # type: ignore[assignment]

_MOST_MINUTES = 10
MOST_ROWS = 1_000_000
"""What one query may bring; a larger one is refused, never cut."""
_READING = frozenset(
    {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
)


def query_rows(address: str, query: str, *, most: int = MOST_ROWS) -> Iterator[dict[str, Any]]:
    """The rows of one SELECT on the database at `address`, by the names of its columns, `most` at most.

    `address` is a path to a SQLite file, or `postgresql://...`. The connection can only read, and a
    query that takes longer than ten minutes is broken off.

    Raises:
        StoreError: the database does not answer, the query is no single SELECT that it understands,
            or it has more rows.
    """
    is_postgres = address.startswith(("postgresql://", "postgres://"))
    rows = _of_postgres(address, query) if is_postgres else _of_sqlite(Path(address), query)
    for count, row in enumerate(rows):
        if count == most:
            raise StoreError(
                f"The query has more than {most} rows.",
                hint="Bring the contacts in by parts, with a WHERE.",
            )
        yield row


def _of_sqlite(path: Path, query: str) -> Iterator[dict[str, Any]]:
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    except sqlite3.Error as error:
        raise _refusal(error) from None
    try:
        connection.execute("PRAGMA query_only=ON")
        connection.set_authorizer(_only_reading)
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


def _of_postgres(address: str, query: str) -> Iterator[dict[str, Any]]:
    if psycopg is None:
        raise StoreError(
            "The PostgreSQL driver is not installed.", hint="pip install 'luister[postgres]'"
        )
    limits = f"-c default_transaction_read_only=on -c statement_timeout={_MOST_MINUTES}min"
    try:
        with psycopg.connect(address, options=limits) as connection:
            # Prepared: the server then takes one statement and no second behind a semicolon.
            cursor = connection.execute(query, prepare=True)
            names = [column.name for column in cursor.description or ()]
            for row in cursor:
                yield dict(zip(names, row, strict=True))
            connection.rollback()
    except psycopg.Error as error:
        raise _refusal(error) from None


def _refusal(error: Exception) -> StoreError:
    return StoreError(
        f"The query could not be run: {' '.join(str(error).split())[:300]}.",
        hint="Write one SELECT whose columns are named key, email, phone, name, language, ...",
    )
