"""The one ledger of asks: who was asked when, over all surveys and channels, and who was not and why."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from luister.store.moment_text import text_of
from luister.store.truth import Truth

# PostgreSQL advisory locks: of the ledger as a whole, and of one person in it.
_LEDGER, _PERSON = 7203515, 7203516
_CHUNK = 500
_ASK = "id, customer, survey, kind, channel, asker, priority, is_waiting, at"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAsk:
    """An ask that was allowed. `is_waiting` until its letter leaves; other programs' asks never wait."""

    id: str
    customer: int
    survey: str
    kind: str
    channel: str
    asker: str
    at: datetime
    priority: int = 0
    is_waiting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBack:
    """An ask that a rule stopped."""

    customer: int
    survey: str
    kind: str
    channel: str
    rule: str
    asker: str
    wave: str = ""
    segment: str = ""


@contextmanager
def one_person(truth: Truth, customer: int) -> Iterator[None]:
    """A transaction in which nobody else decides on this person."""
    with truth.transaction():
        # SQLite has one writer at a time, so its transaction is the lock.
        if truth.is_postgres:
            truth.execute("SELECT pg_advisory_xact_lock_shared(?)", (_LEDGER,))
            truth.execute("SELECT pg_advisory_xact_lock(?, ?)", (_PERSON, customer % (1 << 31)))
        yield


@contextmanager
def everybody(truth: Truth) -> Iterator[None]:
    """A transaction in which nobody else decides on anybody."""
    with truth.transaction():
        if truth.is_postgres:
            truth.execute("SELECT pg_advisory_xact_lock(?)", (_LEDGER,))
        yield


def add_asks(truth: Truth, asks: Iterable[KeptAsk]) -> None:
    """Keeps asks; call inside a transaction that holds the people."""
    columns = (
        "id", "customer", "survey", "kind", "channel", "asker", "priority", "is_waiting", "at",
    )  # fmt: skip
    rows = (
        (
            one.id, one.customer, one.survey, one.kind, one.channel, one.asker, one.priority,
            int(one.is_waiting), text_of(one.at),
        )
        for one in asks
    )  # fmt: skip
    truth.copy("store_ask", columns, rows)


def add_held_back(truth: Truth, held: Iterable[HeldBack], *, now: datetime) -> None:
    """Keeps what was stopped; call inside a transaction."""
    columns = (
        "customer", "survey", "kind", "channel", "wave", "segment", "rule", "asker", "at",
    )  # fmt: skip
    rows = (
        (
            one.customer, one.survey, one.kind, one.channel, one.wave, one.segment, one.rule,
            one.asker, text_of(now),
        )
        for one in held
    )  # fmt: skip
    truth.copy("store_held_back", columns, rows)


def asks_since(
    truth: Truth, customers: Sequence[int] | None, since: datetime
) -> Iterator[KeptAsk]:
    """The asks of these people (None: of all) from a moment on."""
    for condition, values in _of(customers):
        rows = truth.execute(
            f"SELECT {_ASK} FROM store_ask WHERE at >= ?{condition}",
            (text_of(since), *values),
        )
        yield from (_ask(row) for row in rows)


def asks_named(truth: Truth, asks: Sequence[str]) -> list[KeptAsk]:
    """The asks with these ids."""
    return [
        _ask(row)
        for one in asks
        for row in truth.execute(f"SELECT {_ASK} FROM store_ask WHERE id = ?", (one,))
    ]


def events_since(
    truth: Truth, customers: Sequence[int] | None, since: datetime, names: Sequence[str]
) -> Iterator[tuple[int, str, datetime]]:
    """The customer, name and moment of events with one of `names`.

    A tracked event goes by its own name, the opening of a case by what it is about (a complaint).
    """
    if not names:
        return
    marks = ", ".join("?" * len(names))
    for condition, values in _of(customers):
        rows = truth.execute(
            "SELECT customer, kind, occurred_at, body FROM store_event WHERE customer IS NOT NULL "
            f"AND occurred_at >= ? AND (kind IN ({marks}) OR kind = 'tracked' "
            f"OR (kind = 'case' AND name = 'opened')){condition}",
            (text_of(since)[:10], *names, *values),
        )
        for customer, kind, at, body in rows:
            for name in sorted({kind, _name_of(kind, body)}.intersection(names)):
                yield int(customer), name, datetime.fromisoformat(at)


def release(truth: Truth, ask: str) -> bool:
    """True where the ask was there: it is taken back and the person may be asked again.

    Only what another program reserved; an invitation's own ask goes with the invitation.
    """
    gone = truth.execute(
        "DELETE FROM store_ask WHERE id = ? AND NOT EXISTS "
        "(SELECT 1 FROM store_invitation i WHERE i.ask = store_ask.id) RETURNING id",
        (ask,),
    )
    return bool(gone)


def drop_asks(truth: Truth, asks: Sequence[str]) -> None:
    """Takes asks back whose letters will never leave; call inside a transaction."""
    truth.executemany("DELETE FROM store_ask WHERE id = ?", [(one,) for one in asks])


def ledger_of(truth: Truth, customer: int) -> dict[str, Any]:
    """When a person was asked and when not, as plain values."""
    asked = truth.execute(
        "SELECT survey, kind, channel, asker, at FROM store_ask WHERE customer = ? ORDER BY at",
        (customer,),
    )
    held = truth.execute(
        "SELECT survey, kind, channel, rule, at FROM store_held_back WHERE customer = ? ORDER BY at",
        (customer,),
    )
    return {
        "asked": [
            dict(zip(("survey", "kind", "channel", "asker", "at"), row, strict=True))
            for row in asked
        ],
        "held_back": [
            dict(zip(("survey", "kind", "channel", "rule", "at"), row, strict=True))
            for row in held
        ],
    }


def erase_ledger(truth: Truth, customer: int) -> dict[str, int]:
    """How much of the ledger, the invitations and the letters of a person was erased."""
    truth.execute(
        "DELETE FROM store_letter WHERE token IN "
        "(SELECT token FROM store_invitation WHERE customer = ?)",
        (customer,),
    )
    return {
        name: len(
            truth.execute(
                f"DELETE FROM {table} WHERE customer = ? RETURNING customer", (customer,)
            )
        )
        for name, table in (
            ("invitations", "store_invitation"),
            ("asks", "store_ask"),
            ("held_back", "store_held_back"),
        )
    }


def _ask(row: Sequence[Any]) -> KeptAsk:
    return KeptAsk(
        id=row[0], customer=int(row[1]), survey=row[2], kind=row[3], channel=row[4], asker=row[5],
        priority=int(row[6]), is_waiting=bool(row[7]), at=datetime.fromisoformat(row[8]),
    )  # fmt: skip


def _of(customers: Sequence[int] | None) -> Iterator[tuple[str, Sequence[int]]]:
    if customers is None:
        yield "", ()
        return
    for start in range(0, len(customers), _CHUNK):
        part = customers[start : start + _CHUNK]
        yield f" AND customer IN ({', '.join('?' * len(part))})", part


def _name_of(kind: str, body: str) -> str:
    """What a tracked event is called, or what a case is about; else nothing beside its kind."""
    if kind not in ("tracked", "case"):
        return ""
    found = json.loads(body)
    attributes = found.get("attributes", found) if isinstance(found, dict) else {}
    name = "about" if kind == "case" else "name"
    return str(attributes.get(name, "")) if isinstance(attributes, dict) else ""
