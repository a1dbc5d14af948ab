"""The history of each case: every change, note, letter and file is a line."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from luister.store.moment_text import text_of
from luister.store.truth import Row, Truth

_ENTRY = "id, case_id, at, who, what, words, details"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a case's history: when, who, what (opened, state, note, ...), words and details."""

    id: int
    case: int
    at: datetime
    who: str
    what: str
    words: str
    details: Mapping[str, Any]


def note(  # noqa: PLR0913 - a line of history has these parts
    truth: Truth,
    number: int,
    what: str,
    *,
    by: str,
    now: datetime,
    words: str = "",
    details: Mapping[str, Any] | None = None,
) -> int:
    """The number of a new line of history; call in the transaction in which the thing happens."""
    rows = truth.execute(
        "INSERT INTO store_case_entry (case_id, at, who, what, words, details) "
        "VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
        (number, text_of(now), by, what, words, json.dumps(details or {}, ensure_ascii=False)),
    )
    return int(rows[0][0])


def history(truth: Truth, number: int) -> list[Entry]:
    """All that happened to a case, the first first."""
    rows = truth.execute(
        f"SELECT {_ENTRY} FROM store_case_entry WHERE case_id = ? ORDER BY id", (number,)
    )
    return [_entry(row) for row in rows]


def entries_after(truth: Truth, after: int, *, limit: int = 500) -> list[Entry]:
    """The lines of all histories after the one with this number, the first first: for who tells of news."""
    rows = truth.execute(
        f"SELECT {_ENTRY} FROM store_case_entry WHERE id > ? ORDER BY id LIMIT ?", (after, limit)
    )
    return [_entry(row) for row in rows]


def _entry(row: Row) -> Entry:
    at = datetime.fromisoformat(row[2])
    return Entry(int(row[0]), int(row[1]), at, row[3], row[4], row[5], json.loads(row[6]))
