"""What was taken in: listed, told of row by row, and undone."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from luister.errors import StoreError, UnknownNameError
from luister.events.import_result import ImportResult, RejectedRow
from luister.store import jobs
from luister.store.home import Store

_SHOWN_REJECTS = 1000
_BRINGS_ANSWERS = ("form", "import")


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """One import as a list shows it; `state` is staging, kept, undone or cancelled."""

    id: int
    survey: str
    source: str
    file_name: str
    state: str
    read: int
    kept: int
    rejected: int
    added: int
    replaced: int
    unchanged: int
    started_at: datetime
    finished_at: datetime | None
    undone_at: datetime | None


def append_log(
    store: Store, kind: str, import_id: int | None, detail: dict[str, Any], *, now: datetime
) -> int:
    """The position of a new entry in the log; call inside a transaction that holds the order."""
    if kind in _BRINGS_ANSWERS:
        jobs.wake(store.truth, "heed_answers", due_at=now)
    rows = store.truth.execute(
        "INSERT INTO store_log (kind, import_id, at, detail) VALUES (?, ?, ?, ?) RETURNING position",
        (kind, import_id, now.isoformat(), json.dumps(detail)),
    )
    return int(rows[0][0])


def undo(store: Store, import_id: int, *, now: datetime) -> ImportSummary:
    """The import, after its rows were taken out and what they had replaced came back.

    Raises:
        UnknownNameError: there is no such import.
        StoreError: it does not count now, so there is nothing to undo.
    """
    summary = summary_of(store, import_id)
    if summary.state != "kept":
        raise StoreError(
            f"Import {import_id} is {summary.state}.",
            hint="Only an import that is kept can be undone.",
        )
    truth = store.truth
    with truth.transaction():
        truth.hold_order()
        truth.execute(
            "UPDATE store_import SET state = 'undone', undone_at = ? WHERE id = ?",
            (now.isoformat(), import_id),
        )
        drop_parts(store, import_id, rejects=False)
        append_log(store, "undo", import_id, {}, now=now)
    store.projection.catch_up()
    return summary_of(store, import_id)


def summaries(store: Store) -> list[ImportSummary]:
    """All imports, the last first."""
    rows = store.truth.execute(f"SELECT {_SUMMARY} FROM store_import ORDER BY id DESC")
    return [_summary(row) for row in rows]


def summary_of(store: Store, import_id: int) -> ImportSummary:
    """One import.

    Raises:
        UnknownNameError: there is no such import.
    """
    rows = store.truth.execute(f"SELECT {_SUMMARY} FROM store_import WHERE id = ?", (import_id,))
    if not rows:
        raise UnknownNameError(
            f"There is no import {import_id}.", hint="`luister imports` lists them."
        )
    return _summary(rows[0])


def result(store: Store, import_id: int) -> ImportResult:
    """What became of the file of an import."""
    one = summary_of(store, import_id)
    notes = store.truth.execute("SELECT notes FROM store_import WHERE id = ?", (import_id,))[0][0]
    return ImportResult(
        id=one.id,
        survey=one.survey,
        read=one.read,
        kept=one.kept,
        rejected=one.rejected,
        added=one.added,
        replaced=one.replaced,
        unchanged=one.unchanged,
        rejects=tuple(rejected_rows(store, import_id, limit=_SHOWN_REJECTS)),
        notes=tuple(json.loads(notes)),
    )


def rejected_rows(
    store: Store, import_id: int, *, limit: int | None = None
) -> Iterator[RejectedRow]:
    """The rejected rows of an import, in the order of the file."""
    rows = store.truth.stream(
        "SELECT row_number, column_name, reason, raw FROM store_reject WHERE import_id = ? "
        "ORDER BY row_number LIMIT ?",
        (import_id, limit if limit is not None else 2**62),
    )
    for row, column, reason, raw in rows:
        yield RejectedRow(row, column, reason, tuple(json.loads(raw)))


def header_of(store: Store, import_id: int) -> tuple[tuple[str, ...], ...]:
    """The heading rows of an imported file, as they stood in it."""
    rows = store.truth.execute("SELECT header FROM store_import WHERE id = ?", (import_id,))
    return tuple(tuple(line) for line in json.loads(rows[0][0])) if rows else ()


def saved_mapping(store: Store, survey: str) -> str | None:
    """The mapping of the last import of `survey` that is kept; None where there is none."""
    rows = store.truth.execute(
        "SELECT mapping FROM store_import WHERE survey = ? AND state = 'kept' AND mapping <> '' "
        "ORDER BY id DESC LIMIT 1",
        (survey,),
    )
    return str(rows[0][0]) if rows else None


_SUMMARY = (
    "id, survey, source, file_name, state, read_rows, kept, rejected, added, replaced, unchanged, "
    "started_at, finished_at, undone_at"
)


def _summary(row: Sequence[Any]) -> ImportSummary:
    times = [datetime.fromisoformat(text) if text else None for text in row[11:]]
    return ImportSummary(*row[:11], *times)


def counted_rows(store: Store, import_id: int) -> tuple[int, int, int]:
    """Rows read, kept and rejected in the parts of an import."""
    read, kept = store.truth.execute(
        "SELECT coalesce(sum(read_rows), 0), coalesce(sum(row_count), 0) FROM store_segment "
        "WHERE import_id = ?",
        (import_id,),
    )[0]
    return int(read), int(kept), int(read) - int(kept)


def drop_parts(store: Store, import_id: int, *, rejects: bool = True) -> None:
    """Throws the kept parts of an import away; call inside a transaction."""
    for table in (
        "store_segment",
        "store_words",
        "store_comment",
        *(("store_reject",) if rejects else ()),
    ):
        store.truth.execute(f"DELETE FROM {table} WHERE import_id = ?", (import_id,))
