"""The facts for analysis: pseudonymous, in DuckDB, a projection of the log that can be rebuilt."""

import fcntl
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import duckdb
import pyarrow as pa

from luister.errors import StoreError
from luister.events.answer import Question, Scale
from luister.events.response_batch import DIMENSION, STATUS, TEXT, VALUE
from luister.store.segment import PLACES, column_of, unpacked
from luister.store.truth import Truth

FACT_VERSION = 2
"""Raised whenever the facts change shape; an older file is thrown away and built again."""

_MOST_SLOTS = 16
_ROWS_AT_ONCE = 120_000

_TABLES = f"""
CREATE TABLE fact (
  response BIGINT, digest BIGINT, import_id BIGINT, day DATE, occurred_at TIMESTAMP, survey VARCHAR,
  customer BIGINT, weight DOUBLE, complete DOUBLE, {", ".join(f"{name} VARCHAR" for name in PLACES)});
CREATE TABLE asked (
  number INTEGER, survey VARCHAR, question VARCHAR, scale VARCHAR, wording INTEGER, process VARCHAR,
  touchpoint VARCHAR);
CREATE TABLE place (position BIGINT, version INTEGER);
INSERT INTO place VALUES (0, {FACT_VERSION});
"""

Progress = Callable[[float], None]


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

    @property
    def position(self) -> int:
        """The place in the log up to which the facts go."""
        row = self.cursor().execute("SELECT position FROM place").fetchone()
        return int(row[0]) if row else 0

    def catch_up(self, progress: Progress | None = None) -> int:
        """The place in the log after taking in what was added; each entry exactly once.

        An entry and the place it brings us to are one transaction, so a crash repeats nothing.
        """
        # Looked at before the lock, so that readers pass while a writer is busy with old news.
        if self._head() == self.position:
            return self.position
        with self._writing:
            entries = self._truth.execute(
                "SELECT position, kind, import_id, detail FROM store_log WHERE position > ? ORDER BY position",
                (self.position,),
            )
            for number, (position, kind, import_id, detail) in enumerate(entries):
                with self._transaction() as cursor:
                    step = _step(progress, number, len(entries))
                    _APPLY[kind](
                        _Change(self._truth, cursor, position, import_id, json.loads(detail), step)
                    )
                    cursor.execute("UPDATE place SET position = ?", [position])
        return self.position

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
        return self.catch_up(progress)

    def close(self) -> None:
        """Closes the file and frees it for another process."""
        self._connection.close()
        self._lock.close()

    def _head(self) -> int:
        return int(self._truth.execute("SELECT coalesce(max(position), 0) FROM store_log")[0][0])

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


@dataclass(frozen=True, slots=True)
class _Change:
    """One log entry on its way into the facts."""

    truth: Truth
    cursor: duckdb.DuckDBPyConnection
    position: int
    import_id: int
    detail: dict[str, Any]
    progress: Progress


def _apply_import(change: _Change) -> None:
    state = change.truth.execute(
        "SELECT state FROM store_import WHERE id = ?", (change.import_id,)
    )
    if state and state[0][0] == "kept":
        _apply_segments(change.truth, change.cursor, change.import_id, progress=change.progress)


def _apply_undo(change: _Change) -> None:
    """Takes an import's rows out, then lets the other imports say again what those responses were."""
    cursor, undone = change.cursor, change.import_id
    cursor.execute(
        "CREATE OR REPLACE TEMP TABLE affected AS SELECT response FROM fact WHERE import_id = ?",
        [undone],
    )
    cursor.execute("DELETE FROM fact WHERE import_id = ?", [undone])
    earlier = change.truth.execute(
        "SELECT l.import_id FROM store_log l JOIN store_import i ON i.id = l.import_id "
        "WHERE l.kind = 'import' AND i.state = 'kept' AND l.position < ? AND i.survey = "
        "(SELECT survey FROM store_import WHERE id = ?) ORDER BY l.position",
        (change.position, undone),
    )
    for (import_id,) in earlier:
        _apply_segments(change.truth, cursor, import_id, only_affected=True)


def _apply_erase(change: _Change) -> None:
    change.cursor.execute("DELETE FROM fact WHERE customer = ?", [change.detail["customer"]])


def _apply_nothing(_change: _Change) -> None:
    """An event without a fact: the place in the log moves on, the facts stay."""


_APPLY: dict[str, Callable[[_Change], None]] = {
    "import": _apply_import,
    "undo": _apply_undo,
    "erase": _apply_erase,
    "event": _apply_nothing,
}


def _apply_segments(
    truth: Truth,
    cursor: duckdb.DuckDBPyConnection,
    import_id: int,
    *,
    only_affected: bool = False,
    progress: Progress | None = None,
) -> None:
    survey, questions, dimensions = truth.execute(
        "SELECT survey, questions, dimensions FROM store_import WHERE id = ?", (import_id,)
    )[0]
    asked = [question_of(entry) for entry in json.loads(questions)]
    # All columns come before the first row: a table that holds new rows is dear to alter.
    shape = _Shape(
        import_id, survey, _numbered(cursor, survey, asked), tuple(json.loads(dimensions))
    )
    _add_columns(cursor, shape)
    sizes = truth.execute(
        "SELECT ordinal, row_count FROM store_segment WHERE import_id = ? ORDER BY ordinal",
        (import_id,),
    )
    for first, last in _runs(sizes):
        stored = truth.execute(
            "SELECT data FROM store_segment WHERE import_id = ? AND ordinal BETWEEN ? AND ? ORDER BY ordinal",
            (import_id, first, last),
        )
        tables = [unpacked(bytes(data)) for (data,) in stored]
        joined = pa.concat_tables(tables, promote_options="default")
        _apply_rows(cursor, joined, shape, only_affected=only_affected)
        if progress:
            progress((last + 1) / (sizes[-1][0] + 1))


def _runs(sizes: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Neighbouring segments taken together: large inserts are several times as fast as small ones."""
    first, held = None, 0
    for place, (ordinal, rows) in enumerate(sizes):
        first, held = ordinal if first is None else first, held + rows
        if held >= _ROWS_AT_ONCE or place == len(sizes) - 1:
            yield first, ordinal
            first, held = None, 0


@dataclass(frozen=True, slots=True)
class _Shape:
    """How an import's rows become facts: each question has its numbered columns."""

    import_id: int
    survey: str
    questions: tuple[tuple[int, Question], ...]
    dimensions: tuple[str, ...]


def _numbered(
    cursor: duckdb.DuckDBPyConnection, survey: str, questions: list[Question]
) -> tuple[tuple[int, Question], ...]:
    """Gives each question its number; the same question in two surveys shares one."""
    numbered = []
    for question in questions:
        told = [
            question.id,
            question.scale.code,
            question.wording,
            question.process,
            question.touchpoint,
        ]
        known = cursor.execute(
            "SELECT number, survey FROM asked WHERE question = ? AND scale = ? AND wording = ? "
            "AND process IS NOT DISTINCT FROM ? AND touchpoint IS NOT DISTINCT FROM ?",
            told,
        ).fetchall()
        number = known[0][0] if known else _next_number(cursor)
        if survey not in {name for _, name in known}:
            cursor.execute(
                "INSERT INTO asked VALUES (?, ?, ?, ?, ?, ?, ?)", [number, survey, *told]
            )
        numbered.append((number, question))
    return tuple(numbered)


def _next_number(cursor: duckdb.DuckDBPyConnection) -> int:
    row = cursor.execute("SELECT coalesce(max(number), 0) + 1 FROM asked").fetchone()
    return int(row[0]) if row else 1


def _add_columns(cursor: duckdb.DuckDBPyConnection, shape: _Shape) -> None:
    wanted = [(f'"{column_of(name)}"', "VARCHAR") for name in shape.dimensions]
    for number, question in shape.questions:
        wanted.append((f"s{number}", "TINYINT"))
        if question.scale.is_numeric:
            wanted.append((f"v{number}", "DOUBLE"))
        elif question.scale.kind == "choice":
            wanted.append((f"t{number}", "VARCHAR"))
    for name, kind in wanted:
        cursor.execute(f"ALTER TABLE fact ADD COLUMN IF NOT EXISTS {name} {kind}")


def _apply_rows(
    cursor: duckdb.DuckDBPyConnection, segment: pa.Table, shape: _Shape, *, only_affected: bool
) -> None:
    """Adds the rows that are new, and puts those with other content in the place of what stood there."""
    # The engine finds `segment` by its name here. A registered table would be held until the end of
    # the transaction, and so would all parts of a large file together.
    limit = "AND s.response IN (SELECT response FROM affected)" if only_affected else ""
    cursor.execute(
        "CREATE OR REPLACE TEMP TABLE replaced AS SELECT f.response FROM fact f JOIN segment s "
        f"ON f.response = s.response WHERE f.digest <> s.digest {limit}"
    )
    replaced = cursor.execute("SELECT count(*) FROM replaced").fetchone()
    if replaced and replaced[0]:
        cursor.execute("DELETE FROM fact WHERE response IN (SELECT response FROM replaced)")
    columns = _columns(segment, shape)
    cursor.execute(
        f"INSERT INTO fact ({', '.join(columns)}) SELECT {', '.join(columns.values())} FROM segment s "
        f"WHERE NOT EXISTS (SELECT 1 FROM fact f WHERE f.response = s.response) {limit}",
        {"import": shape.import_id, "survey": shape.survey},
    )


def _columns(table: pa.Table, shape: _Shape) -> dict[str, str]:
    """From each column of the facts to what it is filled with."""
    same = ("response", "digest", "day", "customer", "weight", *PLACES)
    columns = {name: f"s.{name}" for name in same}
    columns |= {
        "import_id": "$import",
        "survey": "$survey",
        "occurred_at": "s.occurred_at AT TIME ZONE 'UTC'",
        "complete": "CAST(s.complete AS DOUBLE)",
    }
    held = set(table.column_names)
    named = {f'"{column_of(name)}"': DIMENSION + name for name in shape.dimensions}
    for number, question in shape.questions:
        named[f"s{number}"] = STATUS + question.id
        named[f"v{number}"] = VALUE + question.id
        named[f"t{number}"] = TEXT + question.id
    return columns | {name: f"s.{_quoted(own)}" for name, own in named.items() if own in held}


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def question_of(entry: dict[str, Any]) -> Question:
    """The question that `entry_of` wrote down."""
    labels = {float(value): label for value, label in entry["labels"].items()}
    return Question(**{**entry, "scale": Scale.from_code(entry["scale"]), "labels": labels})


def entry_of(question: Question) -> dict[str, Any]:
    """A question as plain values, to be kept as JSON."""
    return {
        "id": question.id,
        "label": question.label,
        "scale": question.scale.code,
        "wording": question.wording,
        "process": question.process,
        "touchpoint": question.touchpoint,
        "labels": {f"{value:g}": label for value, label in question.labels.items()},
        "is_headline": question.is_headline,
    }


def _version_of(connection: duckdb.DuckDBPyConnection) -> int:
    known = connection.execute(
        "SELECT count(*) FROM information_schema.tables WHERE table_name = 'place'"
    ).fetchone()
    if not known or not known[0]:
        return 0
    row = connection.execute("SELECT version FROM place").fetchone()
    return int(row[0]) if row else 0


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
