"""Cases kept: opened once, changed inside a transaction, found within what a reader may see."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from luister.errors import UnknownNameError
from luister.store.case_rows import (
    COLUMNS,
    FROM,
    NEW_COLUMNS,
    READ,
    Case,
    CaseFilter,
    NewCase,
    Scope,
    case_from,
    plain,
    where_of,
)
from luister.store.moment_text import text_of
from luister.store.truth import Truth


def add(truth: Truth, new: NewCase) -> int | None:
    """The number of a new case; None where one of the same origin is there. Call inside a transaction."""
    values = [plain(getattr(new, name)) for name in NEW_COLUMNS]
    marks = ", ".join("?" * len(NEW_COLUMNS))
    rows = truth.execute(
        f"INSERT INTO store_case ({', '.join(NEW_COLUMNS)}, outcome, root_cause, told, changed_at) "
        f"VALUES ({marks}, '', '', 0, ?) ON CONFLICT DO NOTHING RETURNING id",
        (*values, text_of(new.opened_at)),
    )
    return int(rows[0][0]) if rows else None


def held(truth: Truth, number: int, scope: Scope) -> Case:
    """The case as it is now; nobody else changes it before this transaction ends.

    Raises:
        UnknownNameError: there is none, or the reader may not see it: both are told alike.
    """
    lock = " FOR UPDATE OF c" if truth.is_postgres else ""
    return _one(truth, number, scope, lock)


def case_of(truth: Truth, number: int, scope: Scope) -> Case:
    """The case with this number.

    Raises:
        UnknownNameError: there is none, or the reader may not see it: both are told alike.
    """
    return _one(truth, number, scope, "")


def of_origin(truth: Truth, origin: str) -> int | None:
    """The number of the case that was opened from this; None where none was."""
    rows = truth.execute("SELECT id FROM store_case WHERE origin = ?", (origin,))
    return int(rows[0][0]) if rows else None


def change(truth: Truth, number: int, values: Mapping[str, Any], *, now: datetime) -> None:
    """Gives a case these values; call inside the transaction that holds it."""
    assert set(values) <= set(COLUMNS)
    parts = ", ".join(f"{name} = ?" for name in values)
    truth.execute(
        f"UPDATE store_case SET {parts}, changed_at = ? WHERE id = ?",
        (*(plain(value) for value in values.values()), text_of(now), number),
    )


def listed(
    truth: Truth, wanted: CaseFilter, *, limit: int = 50, offset: int = 0
) -> tuple[int, list[Case]]:
    """How many cases fit, and one page of them: what is due first, then what was opened last."""
    where, values = where_of(wanted)
    total = truth.execute(f"SELECT count(*) FROM {FROM} WHERE {where}", values)
    rows = truth.execute(
        f"SELECT {READ} FROM {FROM} WHERE {where} "
        "ORDER BY CASE WHEN c.state = 'closed' THEN 1 ELSE 0 END, coalesce(c.due_at, '9999'), "
        "c.opened_at DESC, c.id DESC LIMIT ? OFFSET ?",
        (*values, limit, offset),
    )
    return int(total[0][0]), [case_from(row) for row in rows]


def every(truth: Truth, scope: Scope, *, since: datetime) -> list[Case]:
    """All cases opened since a moment within a scope, the first first; for reports."""
    where, values = where_of(CaseFilter(scope=scope))
    rows = truth.execute(
        f"SELECT {READ} FROM {FROM} WHERE {where} AND c.opened_at >= ? ORDER BY c.id",
        (*values, text_of(since)),
    )
    return [case_from(row) for row in rows]


def counts(truth: Truth, scope: Scope, *, owner: str, now: datetime) -> dict[str, int]:
    """How many cases are under way, overdue, `owner`'s own, and nobody's, within a scope."""
    where, values = where_of(CaseFilter(scope=scope))
    row = truth.execute(
        "SELECT count(*), count(CASE WHEN c.due_at < ? THEN 1 END), "
        "count(CASE WHEN c.owner = ? THEN 1 END), count(CASE WHEN c.owner = '' THEN 1 END) "
        f"FROM {FROM} WHERE {where} AND c.state <> 'closed'",
        (text_of(now), owner, *values),
    )[0]
    return dict(zip(("open", "overdue", "mine", "unowned"), map(int, row), strict=True))


def load(truth: Truth) -> dict[str, int]:
    """How many cases each owner has under way."""
    rows = truth.execute(
        "SELECT owner, count(*) FROM store_case WHERE state NOT IN ('solved', 'closed') "
        "AND owner <> '' GROUP BY owner"
    )
    return {str(owner): int(count) for owner, count in rows}


def load_of(truth: Truth, owner: str) -> int:
    """How many cases an owner has under way."""
    rows = truth.execute(
        "SELECT count(*) FROM store_case WHERE owner = ? AND state NOT IN ('solved', 'closed')",
        (owner,),
    )
    return int(rows[0][0])


def overdue(truth: Truth, *, now: datetime, limit: int = 500) -> list[int]:
    """The numbers of cases whose deadline has passed, the longest first."""
    rows = truth.execute(
        "SELECT id FROM store_case WHERE state <> 'closed' AND due_at < ? ORDER BY due_at LIMIT ?",
        (text_of(now), limit),
    )
    return [int(number) for (number,) in rows]


def last_closed(truth: Truth, customer: int) -> int | None:
    """The customer's case that was closed last; None where there is none."""
    rows = truth.execute(
        "SELECT id FROM store_case WHERE customer = ? AND state = 'closed' "
        "ORDER BY closed_at DESC, id DESC LIMIT 1",
        (customer,),
    )
    return int(rows[0][0]) if rows else None


def after(truth: Truth, number: int) -> list[int]:
    """The cases that name this one as the one before."""
    rows = truth.execute("SELECT id FROM store_case WHERE before_case = ? ORDER BY id", (number,))
    return [int(one) for (one,) in rows]


def _one(truth: Truth, number: int, scope: Scope, lock: str) -> Case:
    where, values = where_of(CaseFilter(scope=scope))
    rows = truth.execute(
        f"SELECT {READ} FROM {FROM} WHERE {where} AND c.id = ?{lock}", (*values, number)
    )
    if not rows:
        raise UnknownNameError(f"There is no case {number}.", hint="It may be another team's.")
    return case_from(rows[0])
