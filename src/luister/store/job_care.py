"""The care of the jobs: how many there are, what hangs, what may go, and what they hold of a person."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from luister.store.home import Store
from luister.store.moment_text import text_of
from luister.store.truth import Truth

LATE = timedelta(minutes=15)
"""A job that has been due so long waits for a worker that is not there."""


def counts(store: Store) -> dict[str, int]:
    """How many jobs there are in each state; duties are not counted."""
    return dict(
        store.truth.execute(
            "SELECT state, count(*) FROM store_job WHERE every IS NULL GROUP BY state"
        )
    )


def failures(store: Store) -> dict[str, int]:
    """How many jobs of each kind have failed for good, and duties that fail now."""
    return dict(
        store.truth.execute(
            "SELECT kind, count(*) FROM store_job WHERE state = 'failed' "
            "OR (every IS NOT NULL AND error IS NOT NULL AND attempts > 1) GROUP BY kind"
        )
    )


def late(store: Store, *, now: datetime) -> int:
    """How many jobs have waited for a worker for long, or were left by one; duties are not counted."""
    before = text_of(now - LATE)
    rows = store.truth.execute(
        "SELECT count(*) FROM store_job WHERE every IS NULL AND "
        "((state = 'waiting' AND due_at < ?) OR (state = 'running' AND leased_until < ?))",
        (before, before),
    )
    return int(rows[0][0])


def is_worked_on(store: Store, *, now: datetime) -> bool:
    """True where some worker did a duty of late; False where none runs or none ever did."""
    rows = store.truth.execute(
        "SELECT max(coalesce(leased_until, finished_at)) FROM store_job WHERE every IS NOT NULL"
    )
    return rows[0][0] is not None and str(rows[0][0]) > text_of(now - LATE)


def tidy(store: Store, *, before: datetime) -> int:
    """How many jobs that were done or cancelled before then are let go."""
    rows = store.truth.execute(
        "DELETE FROM store_job WHERE state IN ('done', 'cancelled') AND finished_at < ? "
        "RETURNING id",
        (text_of(before),),
    )
    return len(rows)


def of_customer(truth: Truth, key: str) -> list[dict[str, Any]]:
    """The jobs that name this customer; there are none as long as payloads hold only numbers of rows."""
    return [
        {"kind": kind, "state": state, "payload": json.loads(payload), "error": error}
        for kind, state, payload, error in truth.execute(
            f"SELECT kind, state, payload, error FROM store_job WHERE {_NAMED}", tuple(_named(key))
        )
    ]


def erase(truth: Truth, key: str) -> int:
    """How many jobs that name this customer were erased; call inside a transaction."""
    return len(
        truth.execute(f"DELETE FROM store_job WHERE {_NAMED} RETURNING id", tuple(_named(key)))
    )


_NAMED = "payload LIKE ? ESCAPE '\\' OR error LIKE ? ESCAPE '\\' OR hint LIKE ? ESCAPE '\\'"


def _named(key: str) -> Iterator[str]:
    for text in (json.dumps(key), key, key):
        escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        yield f"%{escaped}%"
