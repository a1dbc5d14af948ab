"""The shape of a case in its table, and which rows a reader may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from luister.store.moment_text import moment_of, text_of
from luister.store.truth import Row

Scope = Mapping[str, tuple[str, ...]]
"""What a reader may see: dimension (team, employee) -> values; empty is everything."""

_MOMENTS = frozenset(
    {
        "opened_at", "contact_due_at", "solve_due_at", "due_at", "waiting_since", "contacted_at",
        "solved_at", "closed_at", "changed_at",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A case as it is kept.

    `told` counts the levels of escalation that were told; `due_at` is the deadline that counts now,
    None where none does. `customer_key` is the organisation's own key.
    """

    id: int
    origin: str | None
    about: str
    subject: str
    state: str
    priority: str
    queue: str
    team: str
    owner: str
    employee: str
    customer: int | None
    response: str
    survey: str
    process: str
    signal: int | None
    before_case: int | None
    opened_by: str
    opened_at: datetime
    contact_due_at: datetime
    solve_due_at: datetime
    due_at: datetime | None
    waiting_since: datetime | None
    contacted_at: datetime | None
    solved_at: datetime | None
    closed_at: datetime | None
    outcome: str
    root_cause: str
    told: int
    changed_at: datetime
    customer_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """A case to be kept; see `Case`."""

    origin: str | None = None
    about: str
    subject: str
    state: str
    priority: str
    queue: str
    team: str = ""
    owner: str = ""
    employee: str = ""
    customer: int | None = None
    response: str = ""
    survey: str = ""
    process: str = ""
    signal: int | None = None
    before_case: int | None = None
    opened_by: str
    opened_at: datetime
    contact_due_at: datetime
    solve_due_at: datetime
    due_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """Which cases: empty leaves a part open. `overdue_at` keeps what was due before that moment."""

    scope: Scope
    states: tuple[str, ...] = ()
    queue: str = ""
    owner: str | None = None
    priority: str = ""
    about: str = ""
    process: str = ""
    overdue_at: datetime | None = None
    search: str = ""
    customer: int | None = None


NEW_COLUMNS = tuple(field.name for field in fields(NewCase))
COLUMNS = tuple(field.name for field in fields(Case) if field.name != "customer_key")
READ = ", ".join(f"c.{name}" for name in COLUMNS) + ", k.customer_key"
FROM = "store_case c LEFT JOIN store_customer k ON k.id = c.customer"


def within(scope: Scope, columns: Mapping[str, Sequence[str]]) -> tuple[str, list[str]]:
    """The condition that keeps a reader inside a scope; a dimension that a table has not shows nothing.

    `columns` tells in which columns the values of a dimension stand; one that fits is enough.
    """
    parts: list[str] = ["1 = 1"]
    values: list[str] = []
    for dimension, allowed in scope.items():
        fits = []
        for column in columns.get(dimension, ()) if allowed else ():
            fits.append(f"{column} IN ({', '.join('?' * len(allowed))})")
            values += allowed
        parts.append(f"({' OR '.join(fits)})" if fits else "1 = 0")
    return " AND ".join(parts), values


def where_of(wanted: CaseFilter) -> tuple[str, list[Any]]:
    """The condition on cases (c) and their customers (k), and its values."""
    where, values = within(wanted.scope, {"team": ("c.team",), "employee": ("c.employee",)})
    parts, found = [where], list[Any](values)
    if wanted.states:
        parts.append(f"c.state IN ({', '.join('?' * len(wanted.states))})")
        found += wanted.states
    for name in ("queue", "priority", "about", "process"):
        if value := getattr(wanted, name):
            parts.append(f"c.{name} = ?")
            found.append(value)
    if wanted.owner is not None:
        parts.append("c.owner = ?")
        found.append(wanted.owner)
    if wanted.customer is not None:
        parts.append("c.customer = ?")
        found.append(wanted.customer)
    if wanted.overdue_at is not None:
        parts.append("c.state <> 'closed' AND c.due_at < ?")
        found.append(text_of(wanted.overdue_at))
    if wanted.search:
        text = wanted.search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_").lower()
        parts.append(
            "(lower(c.subject) LIKE ? ESCAPE '\\' OR lower(k.customer_key) LIKE ? ESCAPE '\\' "
            "OR CAST(c.id AS TEXT) = ?)"
        )
        found += [f"%{text}%", f"%{text}%", wanted.search.strip().lstrip("#")]
    return " AND ".join(parts), found


def plain(value: object) -> object:
    """The value as the table keeps it."""
    return text_of(value) if isinstance(value, datetime) else value


def case_from(row: Row) -> Case:
    """The case of a row with the columns of READ."""
    found: dict[str, Any] = dict(zip((*COLUMNS, "customer_key"), row, strict=True))
    return Case(**found | {name: moment_of(found[name]) for name in _MOMENTS})
