"""How an entry of the log becomes facts: an import, an undo, an erasure."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

from luister.events.answer import Question, Scale
from luister.events.response_batch import DIMENSION, STATUS, TEXT, VALUE
from luister.store.form_facts import NO_IMPORT, form_tables
from luister.store.segment import PLACES, column_of, quoted
from luister.store.stored_rows import unpacked_runs
from luister.store.truth import Truth

Progress = Callable[[float], None]
Entry = tuple[int, str, int | None, dict[str, Any]]
"""Position, kind, import and detail."""


@dataclass(frozen=True, slots=True)
class Change:
    """One log entry on its way into the facts."""

    truth: Truth
    cursor: duckdb.DuckDBPyConnection
    position: int
    import_id: int
    detail: dict[str, Any]
    progress: Progress


def _apply_import(change: Change) -> None:
    state = change.truth.execute(
        "SELECT state FROM store_import WHERE id = ?", (change.import_id,)
    )
    if state and state[0][0] == "kept":
        _apply_segments(change.truth, change.cursor, change.import_id, progress=change.progress)


def _apply_undo(change: Change) -> None:
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
    survey = change.truth.execute("SELECT survey FROM store_import WHERE id = ?", (undone,))
    forms = change.truth.execute("SELECT response FROM store_form WHERE survey = ?", survey[0])
    if forms:
        affected = cursor.execute("SELECT response FROM affected").fetchnumpy()["response"]
        lost = set(affected.tolist())
        _put_forms(change, [one for (one,) in forms if one in lost])


def _apply_forms(change: Change) -> None:
    _put_forms(change, change.detail["responses"])


def _put_forms(change: Change, responses: list[int]) -> None:
    """Lets forms stand among the facts as they are now, whatever stood there before."""
    cursor = change.cursor
    for forms in form_tables(change.truth, responses):
        asked = [question_of(entry) for entry in forms.questions]
        numbered = _numbered(cursor, forms.survey, asked)
        shape = _Shape(NO_IMPORT, forms.survey, numbered, forms.dimensions)
        _add_columns(cursor, shape)
        rows = forms.rows
        columns = _columns(rows, shape)
        cursor.execute("DELETE FROM fact WHERE response IN (SELECT response FROM rows)")
        cursor.execute(
            f"INSERT INTO fact ({', '.join(columns)}) SELECT {', '.join(columns.values())} FROM rows s",
            {"import": NO_IMPORT, "survey": forms.survey},
        )


def _apply_erase(change: Change) -> None:
    change.cursor.execute("DELETE FROM fact WHERE customer = ?", [change.detail["customer"]])


def _apply_nothing(_change: Change) -> None:
    """An event without a fact: the place in the log moves on, the facts stay."""


APPLY: dict[str, Callable[[Change], None]] = {
    "import": _apply_import,
    "undo": _apply_undo,
    "erase": _apply_erase,
    "event": _apply_nothing,
    "form": _apply_forms,
}


def together(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries, those of forms that follow one another as one: facts are dear to change one by one.

    >>> list(together([(1, "form", None, {"responses": [7]}), (2, "form", None, {"responses": [8]})]))
    [(2, 'form', None, {'responses': [7, 8]})]
    """
    held: list[int] = []
    last = 0
    for entry in entries:
        if entry[1] == "form":
            held += entry[3]["responses"]
            last = entry[0]
            continue
        if held:
            yield last, "form", None, {"responses": held}
            held = []
        yield entry
    if held:
        yield last, "form", None, {"responses": held}


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
    for last, rows in unpacked_runs(truth, import_id, sizes):
        _apply_rows(cursor, rows, shape, only_affected=only_affected)
        if progress:
            progress((last + 1) / (sizes[-1][0] + 1))


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
    # All at once: forms come in by the second, and one question of the engine costs more than a short table.
    rows = cursor.execute(
        "SELECT question, scale, wording, process, touchpoint, survey, number FROM asked"
    ).fetchall()
    known: dict[tuple[Any, ...], dict[str, int]] = {}
    for *told, name, number in rows:
        known.setdefault(tuple(told), {})[name] = number
    numbered = []
    for question in questions:
        asked = (
            question.id,
            question.scale.code,
            question.wording,
            question.process,
            question.touchpoint,
        )
        numbers = known.setdefault(asked, {})
        number = next(iter(numbers.values()), None) or _next_number(cursor)
        if survey not in numbers:
            numbers[survey] = number
            cursor.execute(
                "INSERT INTO asked VALUES (?, ?, ?, ?, ?, ?, ?)", [number, survey, *asked]
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
    held = {row[0] for row in cursor.execute("DESCRIBE fact").fetchall()}
    for name, kind in [one for one in wanted if one[0].strip('"') not in held]:
        cursor.execute(f"ALTER TABLE fact ADD COLUMN IF NOT EXISTS {name} {kind}")


def _apply_rows(
    cursor: duckdb.DuckDBPyConnection, segment: pa.Table, shape: _Shape, *, only_affected: bool
) -> None:
    """Adds the rows that are new, and puts those with other content in the place of what stood there."""
    # The engine finds `segment` by its name here. A registered table would be held until the end of
    # the transaction, and so would all parts of a large file together.
    # No response stands twice in one import, so its own rows need no look: the engine passes over
    # them in whole blocks, and a large file does not grow slower with its length. What stands of others is looked up
    # once, against the few rows of this part: the other way round the engine would hold all facts in memory.
    only = "AND s.response IN (SELECT response FROM affected)" if only_affected else ""
    cursor.execute(
        "CREATE OR REPLACE TEMP TABLE standing AS SELECT f.response, f.digest FROM fact f "
        "WHERE f.import_id <> $import AND f.response IN (SELECT s.response FROM segment s)",
        {"import": shape.import_id},
    )
    kept = ""
    if _has_rows(cursor, "standing"):
        cursor.execute(
            "CREATE OR REPLACE TEMP TABLE replaced AS SELECT f.response FROM standing f JOIN segment s "
            f"ON f.response = s.response WHERE f.digest <> s.digest {only}"
        )
        cursor.execute("DELETE FROM fact WHERE response IN (SELECT response FROM replaced)")
        cursor.execute("DELETE FROM standing WHERE response IN (SELECT response FROM replaced)")
        kept = "AND s.response NOT IN (SELECT response FROM standing)"
    columns = _columns(segment, shape)
    cursor.execute(
        f"INSERT INTO fact ({', '.join(columns)}) SELECT {', '.join(columns.values())} FROM segment s "
        f"WHERE true {kept} {only}",
        {"import": shape.import_id, "survey": shape.survey},
    )


def _has_rows(cursor: duckdb.DuckDBPyConnection, table: str) -> bool:
    row = cursor.execute(f"SELECT count(*) FROM {quoted(table)}").fetchone()
    return bool(row and row[0])


def _columns(table: pa.Table, shape: _Shape) -> dict[str, str]:
    """From each column of the facts to what it is filled with."""
    same = ("response", "digest", "part", "day", "customer", "weight", *PLACES)
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
    return columns | {name: f"s.{quoted(own)}" for name, own in named.items() if own in held}


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
