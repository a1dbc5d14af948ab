"""Signals read back: a page of them in the order of their rank, one with its history, and how many there are."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from luister.errors import UnknownNameError
from luister.estimates.estimate import Estimate
from luister.store.moment_text import moment_of, text_of
from luister.store.truth import Row, Truth

OPEN, SNOOZED, DISMISSED, MERGED, DONE = "open", "snoozed", "dismissed", "merged", "done"
STATES = (OPEN, SNOOZED, DISMISSED, MERGED, DONE)
COLUMNS = (
    "s.id, s.key, s.kind, s.raised_at, s.survey, s.process, s.metric, s.dimensions, s.team, "
    "s.employee, s.customer_key, s.response, s.customers, s.effect, s.details, s.state, "
    "s.snoozed_until, s.merged_into, s.importance, s.standing, s.ranked_at"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSignal:
    """A signal as it stands. `standing` holds why it stands there as plain values; None where it was not ranked yet."""

    id: int
    key: str
    kind: str
    raised_at: datetime
    survey: str
    process: str
    metric: str
    group: Mapping[str, str]
    team: str
    employee: str
    customer_key: str
    response: str
    customers: int
    effect: Estimate | None
    details: Mapping[str, Any]
    state: str
    snoozed_until: datetime | None
    merged_into: int | None
    importance: float
    standing: Mapping[str, Any] | None
    ranked_at: datetime | None


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One thing that happened to a signal; `who` is empty where nobody did it."""

    at: datetime
    who: str
    what: str
    words: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalFilter:
    """Which signals; what is empty lets all through. `scope` is what the reader may see: {} is everything.

    `merged_into` keeps those that were merged into one; `followed_by` those somebody follows. Of
    alarms that tell of one move only the one that speaks for them, unless `is_each`.
    """

    states: tuple[str, ...] = (OPEN,)
    kinds: tuple[str, ...] = ()
    process: str = ""
    team: str = ""
    response: str = ""
    followed_by: str = ""
    merged_into: int | None = None
    raised_from: datetime | None = None
    is_each: bool = False
    scope: Mapping[str, Sequence[str]] = field(default_factory=dict)


def listed(
    truth: Truth, wanted: SignalFilter, *, limit: int = 25, after: int | None = None
) -> list[KeptSignal]:
    """A page of signals, those that matter most first; `after` is the last one of the page before."""
    where, values = _where(wanted)
    if after is not None:
        row = truth.execute("SELECT importance FROM store_signal WHERE id = ?", (after,))
        if not row:
            raise no_signal(after)
        where += " AND (s.importance, s.id) < (?, ?)"
        values += [row[0][0], after]
    rows = truth.execute(
        f"SELECT {COLUMNS} FROM store_signal s WHERE {where} "
        "ORDER BY s.importance DESC, s.id DESC LIMIT ?",
        (*values, limit),
    )
    return [kept(row) for row in rows]


def counted(truth: Truth, wanted: SignalFilter, *, most: int) -> int:
    """How many signals there are, counted up to `most`."""
    where, values = _where(wanted)
    rows = truth.execute(
        f"SELECT count(*) FROM (SELECT 1 FROM store_signal s WHERE {where} LIMIT ?) AS found",
        (*values, most),
    )
    return int(rows[0][0])


def signal_of(
    truth: Truth, number: int, *, scope: Mapping[str, Sequence[str]] | None = None
) -> KeptSignal:
    """One signal that the reader may see.

    Raises:
        UnknownNameError: there is none, or it lies outside the scope: which of the two is not told.
    """
    limits, values = scoped(scope or {})
    where = " AND ".join(["s.id = ?", *limits])
    rows = truth.execute(f"SELECT {COLUMNS} FROM store_signal s WHERE {where}", (number, *values))
    if not rows:
        raise no_signal(number)
    return kept(rows[0])


def history(truth: Truth, number: int) -> list[HistoryEntry]:
    """All that happened to a signal, oldest first."""
    rows = truth.execute(
        "SELECT at, who, what, words, facts FROM store_signal_entry WHERE signal = ? ORDER BY id",
        (number,),
    )
    return [
        HistoryEntry(datetime.fromisoformat(at), who, what, words, json.loads(facts))
        for at, who, what, words, facts in rows
    ]


def followers(truth: Truth, number: int) -> tuple[str, ...]:
    """Who follows a signal."""
    rows = truth.execute(
        "SELECT who FROM store_signal_follower WHERE signal = ? ORDER BY since", (number,)
    )
    return tuple(str(row[0]) for row in rows)


def about_time(
    truth: Truth,
    process: str,
    *,
    first: datetime,
    last: datetime,
    scope: Mapping[str, Sequence[str]],
    limit: int = 50,
) -> list[KeptSignal]:
    """Open signals on a process raised between two moments, single answers left out: they are never proposed as one."""
    limits, values = scoped(scope)
    near = (
        "s.process = ? AND s.kind <> 'answer' AND s.state = 'open' AND s.raised_at BETWEEN ? AND ?"
    )
    where = " AND ".join([near, *limits])
    rows = truth.execute(
        f"SELECT {COLUMNS} FROM store_signal s WHERE {where} ORDER BY s.importance DESC LIMIT ?",
        (process, text_of(first), text_of(last), *values, limit),
    )
    return [kept(row) for row in rows]


def processes(truth: Truth, scope: Mapping[str, Sequence[str]]) -> list[str]:
    """The processes of signals that the reader may see."""
    limits, values = scoped(scope)
    where = " AND ".join(["s.process <> ''", *limits])
    rows = truth.execute(
        f"SELECT DISTINCT s.process FROM store_signal s WHERE {where} ORDER BY 1", values
    )
    return [str(row[0]) for row in rows]


def no_signal(number: int) -> UnknownNameError:
    """The error that tells that there is no such signal, or not for this reader."""
    return UnknownNameError(
        f"There is no signal {number} that you may see.", hint="`luister signals` lists them."
    )


def kept(row: Row) -> KeptSignal:
    """A row as a signal."""
    effect = json.loads(row[13]) if row[13] else None
    return KeptSignal(
        id=int(row[0]),
        key=row[1],
        kind=row[2],
        raised_at=datetime.fromisoformat(row[3]),
        survey=row[4],
        process=row[5],
        metric=row[6],
        group=json.loads(row[7]),
        team=row[8],
        employee=row[9],
        customer_key=row[10],
        response=row[11],
        customers=int(row[12]),
        effect=Estimate(**effect) if effect else None,
        details=json.loads(row[14]),
        state=row[15],
        snoozed_until=moment_of(row[16]),
        merged_into=row[17],
        importance=float(row[18]),
        standing=json.loads(row[19]) if row[19] else None,
        ranked_at=moment_of(row[20]),
    )


def _where(wanted: SignalFilter) -> tuple[str, list[Any]]:
    parts: list[str] = ["1 = 1"]
    values: list[Any] = []
    for column, many in (("state", wanted.states), ("kind", wanted.kinds)):
        if many:
            parts.append(f"s.{column} IN ({', '.join('?' * len(many))})")
            values += many
    for column, one in (
        ("process", wanted.process),
        ("team", wanted.team),
        ("response", wanted.response),
        ("merged_into", wanted.merged_into),
    ):
        if one:
            parts.append(f"s.{column} = ?")
            values.append(one)
    if wanted.raised_from:
        parts.append("s.raised_at >= ?")
        values.append(text_of(wanted.raised_from))
    if wanted.followed_by:
        parts.append("s.id IN (SELECT signal FROM store_signal_follower WHERE who = ?)")
        values.append(wanted.followed_by)
    limits, allowed = scoped(wanted.scope)
    values += allowed
    if not wanted.is_each and wanted.merged_into is None:
        led, more = leading(wanted.scope)
        limits.append(led)
        values += more
    return " AND ".join(parts + limits), values


def leading(scope: Mapping[str, Sequence[str]]) -> tuple[str, list[Any]]:
    """What keeps of each move the signal that speaks for it to this reader, and all that are of no move.

    What was done with the one that leads holds for the whole move, so its state does not matter here.
    """
    limits, values = scoped(scope, "l")
    inside = "".join(f" AND {limit}" for limit in limits)
    return (
        "NOT EXISTS (SELECT 1 FROM store_move_part me JOIN store_move_part lead ON lead.move = me.move "
        "AND lead.place < me.place JOIN store_signal l ON l.id = lead.signal "
        f"WHERE me.signal = s.id AND l.state <> '{MERGED}'{inside})",
        values,
    )


def scoped(scope: Mapping[str, Sequence[str]], alias: str = "s") -> tuple[list[str], list[Any]]:
    """What keeps a reader inside the scope; a dimension that no signal tells lets nothing through."""
    parts: list[str] = []
    values: list[Any] = []
    for name, allowed in scope.items():
        # The empty value means "of more than one": never inside a scope.
        known = [value for value in allowed if value]
        if name not in ("team", "employee") or not known:
            return ["1 = 0"], []
        parts.append(f"{alias}.{name} IN ({', '.join('?' * len(known))})")
        values += known
    return parts, values
