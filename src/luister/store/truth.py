"""The operational database as the store uses it: SQLite by default, PostgreSQL by one setting."""

import importlib
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from luister.errors import StoreError

Row = tuple[Any, ...]
_Known = TypeVar("_Known")
Connection = Any  # Of sqlite3 or of psycopg, which need not be installed.
_ORDER_LOCK = 7203514  # PostgreSQL advisory lock: log positions must become visible in order.


@cache
def postgres_driver() -> Any:  # noqa: ANN401 - the library is an extra
    """The library that speaks to PostgreSQL, loaded where an address asks for it: SQLite needs none of its memory.

    Raises:
        StoreError: it is not installed.
    """
    try:
        return importlib.import_module("psycopg")
    except ImportError:
        raise StoreError(
            "The PostgreSQL driver is not installed.", hint="pip install 'luister[postgres]'"
        ) from None


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was made of the rows of a statement, and a moment at which they were as they are here."""

    moment: int
    rows: list[Row]
    made: Any


class Truth:
    """Connections to the operational database, one a thread; the SQL is written with `?` for both kinds."""

    def __init__(self, address: str) -> None:
        """Opens `address`: a path to a SQLite file, or `postgresql://...`."""
        self.address = address
        self.is_postgres = address.startswith(("postgresql://", "postgres://"))
        if self.is_postgres:
            postgres_driver()
        self._local = threading.local()
        self._opened: list[Any] = []
        self._watching = threading.Lock()
        self._watcher: sqlite3.Connection | None = None
        self._known: dict[str, _Kept] = {}

    def _connection(self) -> Connection:
        connection = getattr(self._local, "connection", None)
        # A PostgreSQL that was restarted leaves connections behind that are closed for good.
        if connection is None or (self.is_postgres and connection.closed):
            connection = self._open_postgres() if self.is_postgres else self._open_sqlite()
            self._local.connection = connection
            self._opened.append(connection)
        return connection

    def _open_sqlite(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.address, timeout=30, isolation_level=None, check_same_thread=False
        )
        # FULL: an answer that was acknowledged survives a power cut. secure_delete: erased text is overwritten.
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("PRAGMA foreign_keys=ON")
        return connection

    def _open_postgres(self) -> Connection:
        driver = postgres_driver()
        try:
            return driver.connect(self.address, autocommit=True)
        except driver.OperationalError as error:
            raise StoreError(
                f"PostgreSQL does not answer: {error}".strip(),
                hint="Check the address under `database` in luister.toml.",
            ) from None

    def _dialect(self, sql: str) -> str:
        return sql.replace("%", "%%").replace("?", "%s") if self.is_postgres else sql

    def execute(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """The rows of one statement; an empty list where it returns none."""
        if not sql.startswith("SELECT"):
            self._look_again()
        cursor = self._connection().execute(self._dialect(sql), tuple(values))
        return list(cursor.fetchall()) if cursor.description else []

    @contextmanager
    def one_look(self) -> Iterator[None]:
        """What this thread asks `once` in the block is asked once in it, or again after it wrote something itself.

        A page asks a hundred times for the same few things; each time it would give its turn to others.
        """
        self._local.seen = {}
        try:
            yield
        finally:
            self._local.seen = None

    def once(self, name: str, look: Callable[[], _Known]) -> _Known:
        """What `look` tells; inside `one_look` what it told the first time."""
        seen: dict[str, _Known] | None = getattr(self._local, "seen", None)
        if seen is None or getattr(self._local, "is_writing", False):
            return look()
        if name not in seen:
            seen[name] = look()
        return seen[name]

    def known(self, sql: str, make: Callable[[list[Row]], _Known]) -> _Known:
        """What `make` tells of the rows of a statement without values: made once, until they are others.

        For what every page asks for many times over, and people seldom change. All readers share it: what `make` gives
        must be left as it is.
        """
        return self.once(sql, lambda: self._known_now(sql, make))

    def _known_now(self, sql: str, make: Callable[[list[Row]], _Known]) -> _Known:
        if self.is_postgres or getattr(self._local, "is_writing", False):
            # There, asking for the moment costs as much; and who writes sees what is not committed yet.
            return make(self.execute(sql))
        moment = self.moment()
        kept = self._known.get(sql)
        if kept is None or kept.moment != moment:
            # While answers stream in, every look is at another moment, and what people settled is as it was.
            rows = self.execute(sql)
            made = kept.made if kept is not None and kept.rows == rows else make(rows)
            kept = self._known[sql] = _Kept(moment, rows, made)
        made_of: _Known = kept.made
        return made_of

    def _look_again(self) -> None:
        if getattr(self._local, "seen", None):
            self._local.seen = {}

    def stream(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """The rows of one statement, read as they are asked for."""
        yield from self._connection().execute(self._dialect(sql), tuple(values))

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Runs one statement for each row; call inside a transaction."""
        if self.is_postgres:
            with self._connection().cursor() as cursor:
                cursor.executemany(self._dialect(sql), list(rows))
        else:
            self._connection().executemany(sql, rows)

    def copy(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Appends many rows at the fastest pace the database offers; call inside a transaction."""
        names = ", ".join(columns)
        if not self.is_postgres:
            marks = ", ".join("?" * len(columns))
            self._connection().executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
            return
        with (
            self._connection().cursor() as cursor,
            cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row(row)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing: commits at the end of the block, rolls back when it fails."""
        connection = self._connection()
        connection.execute("BEGIN" if self.is_postgres else "BEGIN IMMEDIATE")
        self._local.is_writing = True
        try:
            yield
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        finally:
            self._local.is_writing = False
            self._look_again()
        connection.execute("COMMIT")

    @contextmanager
    def unsynced(self) -> Iterator[None]:
        """Writes of this thread do not wait for the disk: for what can be made anew after a power cut, as a demo."""
        off, on = (
            ("SET synchronous_commit TO off", "SET synchronous_commit TO on")
            if self.is_postgres
            else ("PRAGMA synchronous=OFF", "PRAGMA synchronous=FULL")
        )
        self.execute(off)
        try:
            yield
        finally:
            self.execute(on)

    def hold_order(self) -> None:
        """Lets log entries become visible in the order of their positions; call inside a transaction."""
        if self.is_postgres:
            self._connection().execute("SELECT pg_advisory_xact_lock(%s)", (_ORDER_LOCK,))

    def moment(self) -> int:
        """A number that is another one as soon as anything was committed, whoever wrote it; it tells nothing else."""
        if self.is_postgres:
            return int(self.execute("SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn")[0][0])
        # A connection is told of the commits of others only: this one never writes.
        with self._watching:
            if self._watcher is None:
                self._watcher = self._open_sqlite()
                self._opened.append(self._watcher)
            return int(self._watcher.execute("PRAGMA data_version").fetchone()[0])

    def release(self) -> None:
        """Closes the connection of this thread, which will not ask anything more."""
        connection = getattr(self._local, "connection", None)
        if connection is not None:
            self._opened.remove(connection)
            del self._local.connection
            connection.close()

    def close(self) -> None:
        """Closes every thread's connection."""
        for connection in self._opened:
            connection.close()
        self._opened.clear()
        self._known.clear()
        self._local, self._watcher = threading.local(), None

    def backup_to(self, target: Path) -> None:
        """Writes a consistent copy of a SQLite database to `target` while others go on writing."""
        if self.is_postgres:
            raise StoreError(
                "A PostgreSQL database is backed up by its own tools.", hint="Use pg_dump."
            )
        copy = sqlite3.connect(target)
        with copy:
            self._connection().backup(copy, pages=4096)
        copy.close()
