"""Actions kept: what is done for a customer, with an employee, in a process or in the organisation."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from luister.errors import UnknownNameError
from luister.store.case_rows import Scope, plain, within
from luister.store.moment_text import text_of
from luister.store.truth import Row, Truth

_MOMENTS = ("made_at", "changed_at", "ended_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """An action as it is kept. `employee` is whom it is about, `owner_employee` who does it, as answers know them."""

    id: int
    level: str
    kind: str
    title: str
    state: str
    owner: str
    owner_employee: str
    employee: str
    team: str
    process: str
    customer: int | None
    case_id: int | None
    signal: int | None
    due_on: date | None
    expected: str
    result: str
    made_by: str
    made_at: datetime
    changed_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAction:
    """An action to be kept; see `Action`."""

    level: str
    kind: str
    title: str
    state: str = "planned"
    owner: str = ""
    owner_employee: str = ""
    employee: str = ""
    team: str = ""
    process: str = ""
    customer: int | None = None
    case_id: int | None = None
    signal: int | None = None
    due_on: date | None = None
    expected: str = ""
    made_by: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFilter:
    """Which actions: empty leaves a part open. `late_on` keeps what was due before that day."""

    scope: Scope
    states: tuple[str, ...] = ()
    level: str = ""
    owner: str | None = None
    employee: str = ""
    process: str = ""
    case_id: int | None = None
    late_on: date | None = None


@dataclass(frozen=True, slots=True)
class ActionEntry:
    """A line of an action's history: progress, or a change."""

    at: datetime
    who: str
    what: str
    words: str


_COLUMNS = tuple(field.name for field in fields(Action))
_NEW = tuple(field.name for field in fields(NewAction))
_READ = ", ".join(_COLUMNS)
_PLACES: Mapping[str, tuple[str, ...]] = {
    "team": ("team",),
    "employee": ("employee", "owner_employee"),
}


def add(truth: Truth, new: NewAction) -> int:
    """The number of a new action; call inside a transaction."""
    values = [_value(getattr(new, name)) for name in _NEW]
    rows = truth.execute(
        f"INSERT INTO store_action ({', '.join(_NEW)}, result, changed_at) "
        f"VALUES ({', '.join('?' * len(_NEW))}, '', ?) RETURNING id",
        (*values, text_of(new.made_at)),
    )
    return int(rows[0][0])


def action_of(truth: Truth, number: int, scope: Scope, *, held: bool = False) -> Action:
    """The action with this number; `held` keeps others from changing it before the transaction ends.

    Raises:
        UnknownNameError: there is none, or the reader may not see it: both are told alike.
    """
    where, values = within(scope, _PLACES)
    lock = " FOR UPDATE" if held and truth.is_postgres else ""
    rows = truth.execute(
        f"SELECT {_READ} FROM store_action WHERE {where} AND id = ?{lock}", (*values, number)
    )
    if not rows:
        raise UnknownNameError(f"There is no action {number}.", hint="It may be another team's.")
    return _action(rows[0])


def listed(
    truth: Truth, wanted: ActionFilter, *, limit: int = 100, offset: int = 0
) -> tuple[int, list[Action]]:
    """How many actions fit, and one page of them: what is under way and due first stands first."""
    where, values = _where(wanted)
    total = truth.execute(f"SELECT count(*) FROM store_action WHERE {where}", values)
    rows = truth.execute(
        f"SELECT {_READ} FROM store_action WHERE {where} "
        "ORDER BY CASE WHEN state IN ('planned', 'busy') THEN 0 ELSE 1 END, "
        "coalesce(due_on, '9999'), id DESC LIMIT ? OFFSET ?",
        (*values, limit, offset),
    )
    return int(total[0][0]), [_action(row) for row in rows]


def change(truth: Truth, number: int, values: Mapping[str, Any], *, now: datetime) -> None:
    """Gives an action these values; call inside the transaction that holds it."""
    assert set(values) <= set(_COLUMNS)
    parts = ", ".join(f"{name} = ?" for name in values)
    truth.execute(
        f"UPDATE store_action SET {parts}, changed_at = ? WHERE id = ?",
        (*(_value(value) for value in values.values()), text_of(now), number),
    )


def note(truth: Truth, number: int, what: str, words: str, *, who: str, now: datetime) -> None:
    """Keeps a line of history; call inside a transaction."""
    truth.execute(
        "INSERT INTO store_action_entry (action, at, who, what, words) VALUES (?, ?, ?, ?, ?)",
        (number, text_of(now), who, what, words),
    )


def history(truth: Truth, number: int) -> list[ActionEntry]:
    """All that happened to an action, the first first."""
    rows = truth.execute(
        "SELECT at, who, what, words FROM store_action_entry WHERE action = ? ORDER BY id",
        (number,),
    )
    return [ActionEntry(datetime.fromisoformat(at), *rest) for at, *rest in rows]


def of_customer(truth: Truth, customer: int) -> list[dict[str, Any]]:
    """The actions for a customer, as plain values."""
    rows = truth.execute(
        f"SELECT {_READ} FROM store_action WHERE customer = ? ORDER BY id", (customer,)
    )
    found = [dict(zip(_COLUMNS, row, strict=True)) for row in rows]
    return [
        {
            **{name: value for name, value in one.items() if name != "customer"},
            "history": [
                {"at": text_of(line.at), "who": line.who, "what": line.what, "words": line.words}
                for line in history(truth, one["id"])
            ],
        }
        for one in found
    ]


def _where(wanted: ActionFilter) -> tuple[str, list[Any]]:
    where, values = within(wanted.scope, _PLACES)
    parts, found = [where], list[Any](values)
    if wanted.states:
        parts.append(f"state IN ({', '.join('?' * len(wanted.states))})")
        found += wanted.states
    for name in ("level", "employee", "process"):
        if value := getattr(wanted, name):
            parts.append(f"{name} = ?")
            found.append(value)
    if wanted.owner is not None:
        parts.append("owner = ?")
        found.append(wanted.owner)
    if wanted.case_id is not None:
        parts.append("case_id = ?")
        found.append(wanted.case_id)
    if wanted.late_on is not None:
        parts.append("state IN ('planned', 'busy') AND due_on < ?")
        found.append(wanted.late_on.isoformat())
    return " AND ".join(parts), found


def _value(value: object) -> object:
    is_day = isinstance(value, date) and not isinstance(value, datetime)
    return value.isoformat() if is_day and isinstance(value, date) else plain(value)


def _action(row: Row) -> Action:
    found: dict[str, Any] = dict(zip(_COLUMNS, row, strict=True))
    for name in _MOMENTS:
        found[name] = datetime.fromisoformat(found[name]) if found[name] else None
    found["due_on"] = date.fromisoformat(found["due_on"]) if found["due_on"] else None
    return Action(**found)
