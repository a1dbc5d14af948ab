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

FACT_VERSION = 1
"""Raised whenever the facts change shape; an older file is thrown away and built again."""

RESPONSE = "response"
"""The pseudo-question that every form answers: 1 when complete, 0 when it was left half-way."""

_MOST_SLOTS = 16

_TABLES = f"""
CREATE TABLE fact (
  response BIGINT, import_id BIGINT, day DATE, occurred_at TIMESTAMP, survey VARCHAR, question VARCHAR,
  wording SMALLINT, scale VARCHAR, status TINYINT, value DOUBLE, label VARCHAR, customer BIGINT,
  weight DOUBLE, {", ".join(f"{name} VARCHAR" for name in PLACES)});
CREATE TABLE current_response (response BIGINT, digest BIGINT, import_id BIGINT);
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
        """How many of `keys` (response, digest) are new, replace other content, or stand there already."""
        cursor = self.cursor()
        cursor.register("keys", keys)
        row = cursor.execute(
            "SELECT count(*) FILTER (c.response IS NULL), count(*) FILTER (c.digest <> k.digest), "
            "count(*) FILTER (c.digest = k.digest) "
            "FROM keys k LEFT JOIN current_response c ON c.response = k.response"
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
        "CREATE OR REPLACE TEMP TABLE affected AS SELECT response FROM current_response "
        "WHERE import_id = ?",
        [undone],
    )
    cursor.execute("DELETE FROM fact WHERE import_id = ?", [undone])
    cursor.execute("DELETE FROM current_response WHERE import_id = ?", [undone])
    earlier = change.truth.execute(
        "SELECT l.import_id FROM store_log l JOIN store_import i ON i.id = l.import_id "
        "WHERE l.kind = 'import' AND i.state = 'kept' AND l.position < ? AND i.survey = "
        "(SELECT survey FROM store_import WHERE id = ?) ORDER BY l.position",
        (change.position, undone),
    )
    for (import_id,) in earlier:
        _apply_segments(change.truth, cursor, import_id, only_affected=True)


def _apply_erase(change: _Change) -> None:
    cursor = change.cursor
    cursor.execute(
        "DELETE FROM current_response WHERE response IN (SELECT response FROM fact WHERE customer = ?)",
        [change.detail["customer"]],
    )
    cursor.execute("DELETE FROM fact WHERE customer = ?", [change.detail["customer"]])


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
    own = json.loads(dimensions)
    for name in own:
        cursor.execute(f'ALTER TABLE fact ADD COLUMN IF NOT EXISTS "{column_of(name)}" VARCHAR')
    ordinals = truth.execute(
        "SELECT ordinal FROM store_segment WHERE import_id = ? ORDER BY ordinal", (import_id,)
    )
    for number, (ordinal,) in enumerate(ordinals):
        data = truth.execute(
            "SELECT data FROM store_segment WHERE import_id = ? AND ordinal = ?",
            (import_id, ordinal),
        )[0][0]
        _apply_segment(
            cursor, unpacked(bytes(data)), (import_id, survey), asked, own, only_affected
        )
        if progress:
            progress((number + 1) / len(ordinals))


def _apply_segment(
    cursor: duckdb.DuckDBPyConnection,
    table: pa.Table,
    source: tuple[int, str],
    questions: list[Question],
    dimensions: list[str],
    only_affected: bool,
) -> None:
    cursor.register("segment", table)
    limit = "AND s.response IN (SELECT response FROM affected)" if only_affected else ""
    cursor.execute(
        "CREATE OR REPLACE TEMP TABLE fresh AS SELECT s.*, c.response IS NOT NULL AS replaces "
        "FROM segment s LEFT JOIN current_response c ON c.response = s.response "
        f"WHERE (c.response IS NULL OR c.digest <> s.digest) {limit}"
    )
    cursor.unregister("segment")
    _remove_replaced(cursor)
    import_id, survey = source
    cursor.execute(
        "INSERT INTO current_response SELECT response, digest, ? FROM fresh", [import_id]
    )
    places = ", ".join(PLACES)
    shared = "".join(f', "{DIMENSION}{name}"' for name in dimensions)
    named = "".join(f', "{column_of(name)}"' for name in dimensions)
    into = (
        "INSERT INTO fact (response, import_id, day, occurred_at, survey, customer, weight, question, "
        f"wording, scale, status, value, label, {places}{named}) SELECT response, $import, day, "
        "occurred_at AT TIME ZONE 'UTC', $survey, customer, weight, $question, $wording, $scale, "
    )
    both = {"import": import_id, "survey": survey}
    cursor.execute(
        f"{into} 0, CAST(complete AS DOUBLE), NULL, {places}{shared} FROM fresh",
        {**both, "question": RESPONSE, "wording": 1, "scale": RESPONSE},
    )
    for question in questions:
        values = {
            "question": question.id,
            "wording": question.wording,
            "scale": question.scale.code,
        }
        about = {"process": question.process, "touchpoint": question.touchpoint}
        cursor.execute(
            f"{into} {_answer_columns(question)}, {_placed(about)}{shared} FROM fresh "
            f"WHERE {_quoted(STATUS + question.id)} <> 3",
            {**both, **values, **{name: value for name, value in about.items() if value}},
        )


def _answer_columns(question: Question) -> str:
    status = _quoted(STATUS + question.id)
    value = _quoted(VALUE + question.id) if question.scale.is_numeric else "NULL"
    label = _quoted(TEXT + question.id) if question.scale.kind == "choice" else "NULL"
    return f"{status}, {value}, {label}"


def _placed(about: dict[str, str | None]) -> str:
    """The places of a row, where what the question is about goes before what the row says."""
    return ", ".join(f"${name}" if about.get(name) else name for name in PLACES)


def _remove_replaced(cursor: duckdb.DuckDBPyConnection) -> None:
    replaced = cursor.execute("SELECT count(*) FROM fresh WHERE replaces").fetchone()
    if replaced and replaced[0]:
        chosen = "(SELECT response FROM fresh WHERE replaces)"
        cursor.execute(f"DELETE FROM fact WHERE response IN {chosen}")
        cursor.execute(f"DELETE FROM current_response WHERE response IN {chosen}")


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
