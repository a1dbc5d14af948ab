"""The facts for analysis: pseudonymous, in DuckDB, a projection of the log that can be rebuilt."""

import contextlib
import fcntl
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import duckdb
import pyarrow as pa

from luister.errors import StoreError
from luister.store.log_entries import APPLY, Change, Entry, Progress, together
from luister.store.segment import PLACES
from luister.store.truth import Truth

FACT_VERSION = 3
"""Raised whenever the facts change shape; an older file is thrown away and built again."""

AskedRow = tuple[int, str, str, str, str | None, str | None]
"""Number, survey, question, scale, and the process and touchpoint the question is about."""

_MOST_SLOTS = 16
_LITTLE = "8MB"
_ENTRIES_AT_ONCE = 10_000

_TABLES = f"""
CREATE TABLE fact (
  response BIGINT, digest BIGINT, import_id BIGINT, part INTEGER, day DATE, occurred_at TIMESTAMP, survey VARCHAR,
  customer BIGINT, weight DOUBLE, complete DOUBLE, {", ".join(f"{name} VARCHAR" for name in PLACES)});
CREATE TABLE asked (
  number INTEGER, survey VARCHAR, question VARCHAR, scale VARCHAR, wording INTEGER, process VARCHAR,
  touchpoint VARCHAR);
CREATE TABLE place (position BIGINT, version INTEGER);
INSERT INTO place VALUES (0, {FACT_VERSION});
"""


class Projection:
    """One process's own copy of the facts, always at a known place in the log.

    A DuckDB file belongs to one process. So each takes the first free of a few files: the server and a command beside
    it each have their own, and both come from the same log.
    """

    def __init__(self, folder: Path, truth: Truth, *, memory_limit: str, threads: int) -> None:
        """Opens the first file that no other process holds; builds it when it is new or of another version."""
        folder.mkdir(parents=True, exist_ok=True)
        self._truth = truth
        self._writing = threading.Lock()
        self._settings = {"memory_limit": memory_limit, "threads": str(threads)}
        self._lock, self.path = _free_slot(folder)
        self._connection = self._open()
        self._position = self._read_position()
        self._asked: tuple[int, list[AskedRow]] = (-1, [])
        self.builds = 0

    def _open(self) -> duckdb.DuckDBPyConnection:
        try:
            connection = self._connected()
        except duckdb.Error:
            connection = None
        if connection is not None and _version_of(connection) == FACT_VERSION:
            return connection
        if connection is not None:
            connection.close()
        for path in (self.path, Path(f"{self.path}.wal")):
            path.unlink(missing_ok=True)
        connection = self._connected()
        connection.execute("BEGIN")
        connection.execute(_TABLES)
        connection.execute("COMMIT")
        return connection

    def _connected(self) -> duckdb.DuckDBPyConnection:
        connection = duckdb.connect(str(self.path), config=dict(self._settings))
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute("SET preserve_insertion_order = false")
        return connection

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor for one thread's questions."""
        return self._connection.cursor()

    def let_go(self) -> None:
        """Lets the engine forget the blocks of its file that it read; it holds them as long as there is room.

        For a moment there is no room for others' questions: only for a time when nobody asks any.
        """
        cursor = self.cursor()
        with contextlib.suppress(duckdb.Error):  # Somebody asks after all, and needs the room.
            cursor.execute(f"SET memory_limit = '{_LITTLE}'")
        usual = self._settings["memory_limit"].replace("'", "''")
        cursor.execute(f"SET memory_limit = '{usual}'")

    @property
    def position(self) -> int:
        """The place in the log up to which the facts go."""
        return self._position

    def asked(self) -> list[AskedRow]:
        """Whose the numbered columns are, by number; read once for each place in the log."""
        known = self._asked
        if known[0] != self._position:
            known = self._position, self._read_asked()
            self._asked = known
        return known[1]

    def catch_up(self, progress: Progress | None = None) -> int:
        """The place in the log after taking in what was added; each entry exactly once.

        An entry and the place it brings us to are one transaction, so a crash repeats nothing.
        """
        # Looked at before the lock, so that readers pass while a writer is busy with old news.
        head = self._head()
        if head == self.position:
            return self.position
        with self._writing:
            # Only up to where the log was: on a busy day there is always more, and a reader would never come back.
            while self.position < head and (entries := self._news()):
                for number, (position, kind, import_id, detail) in enumerate(entries):
                    with self._transaction() as cursor:
                        step = _step(progress, number, len(entries))
                        APPLY[kind](
                            Change(self._truth, cursor, position, import_id or 0, detail, step)
                        )
                        cursor.execute("UPDATE place SET position = ?", [position])
                    # After the commit, and from memory: readers look at it a dozen times a page.
                    self._position = int(position)
        return self.position

    def is_behind(self) -> bool:
        """True where the log has more than the facts."""
        return self._head() != self.position

    def effect_of(self, keys: pa.Table) -> tuple[int, int, int]:
        """How many of `keys` (response, digest) are new, replace other content, or are known."""
        cursor = self.cursor()
        cursor.register("keys", keys)
        row = cursor.execute(
            "SELECT count(*) FILTER (f.response IS NULL), count(*) FILTER (f.digest <> k.digest), "
            "count(*) FILTER (f.digest = k.digest) "
            "FROM keys k LEFT JOIN fact f ON f.response = k.response"
        ).fetchone()
        cursor.close()
        return (int(row[0]), int(row[1]), int(row[2])) if row else (0, 0, 0)

    def rebuild(self, progress: Progress | None = None) -> int:
        """The place in the log after building the facts anew, in a new file."""
        with self._writing:
            self._connection.close()
            for path in (self.path, Path(f"{self.path}.wal")):
                path.unlink(missing_ok=True)
            self._connection = self._open()
            self._position, self._asked = self._read_position(), (-1, [])
            self.builds += 1
        return self.catch_up(progress)

    def close(self) -> None:
        """Closes the file and frees it for another process."""
        self._connection.close()
        self._lock.close()

    def _news(self) -> list[Entry]:
        rows = self._truth.execute(
            "SELECT position, kind, import_id, detail FROM store_log WHERE position > ? "
            f"ORDER BY position LIMIT {_ENTRIES_AT_ONCE}",
            (self.position,),
        )
        return list(together((*row[:3], json.loads(row[3])) for row in rows))

    def _read_position(self) -> int:
        row = self.cursor().execute("SELECT position FROM place").fetchone()
        return int(row[0]) if row else 0

    def _read_asked(self) -> list[AskedRow]:
        rows = self.cursor().execute(
            "SELECT number, survey, question, scale, process, touchpoint FROM asked ORDER BY number"
        )
        return rows.fetchall()

    def _head(self) -> int:
        return int(self._truth.execute("SELECT coalesce(max(position), 0) FROM store_log")[0][0])

    @contextmanager
    def snapshot(self) -> Iterator[tuple[int, int, duckdb.DuckDBPyConnection]]:
        """A cursor that sees one moment, with its place in the log and how often all was built anew."""
        builds = self.builds
        with self._transaction() as cursor:
            # Fetched to the end: a connection holds one unfinished result at most.
            ((position,),) = cursor.execute("SELECT position FROM place").fetchall()
            yield int(position), builds, cursor

    @contextmanager
    def _transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        cursor = self._connection.cursor()
        cursor.execute("BEGIN")
        try:
            yield cursor
        except BaseException:
            cursor.execute("ROLLBACK")
            raise
        cursor.execute("COMMIT")


def _version_of(connection: duckdb.DuckDBPyConnection) -> int:
    # Read to the end: an answer that is left half read keeps its transaction open for as long as the
    # connection lives, and then nothing is written from the log of the engine into its file.
    known = connection.execute(
        "SELECT count(*) FROM information_schema.tables WHERE table_name = 'place'"
    ).fetchall()
    if not known[0][0]:
        return 0
    rows = connection.execute("SELECT version FROM place").fetchall()
    return int(rows[0][0]) if rows else 0


def _free_slot(folder: Path) -> tuple[IO[str], Path]:
    for slot in range(_MOST_SLOTS):
        lock = (folder / f"facts-{slot}.lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            continue
        return lock, folder / f"facts-{slot}.duckdb"
    raise StoreError(
        f"{_MOST_SLOTS} processes use this home already.", hint="Stop one of them and try again."
    )


def _step(progress: Progress | None, number: int, total: int) -> Progress:
    def step(part: float) -> None:
        if progress:
            progress((number + part) / total)

    return step
