"""Triggers kept, and the asks they make: rows with a due time, worked once."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from luister.errors import UnknownNameError
from luister.events.event import Event
from luister.store.home import Store
from luister.store.rejected_items import stamp
from luister.store.trigger import Condition, Trigger, Unless, in_share, is_met
from luister.store.truth import Truth

WAITING, ASKED, HELD_BACK, STOPPED = "waiting", "asked", "held_back", "stopped"
"""The states of an ask: due later, done, not allowed by a rule of rest, or overtaken by an `unless`."""

_LEASE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class KeptTrigger:
    """A trigger with its number, whether it is on, and how many asks are in each state."""

    id: int
    trigger: Trigger
    is_on: bool
    asks: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class DueAsk:
    """An ask that a worker has leased: whom to ask by which trigger, after which event."""

    id: int
    trigger_id: int
    trigger: Trigger
    customer: int
    customer_key: str
    source: str
    event: str
    occurred_at: datetime
    due_at: datetime


def add(store: Store, trigger: Trigger, *, now: datetime) -> int:
    """The number of a new trigger; it is on."""
    rows = store.truth.execute(
        "INSERT INTO store_trigger (name, definition, is_on, changed_at) VALUES (?, ?, 1, ?) RETURNING id",
        (trigger.name, _packed(trigger), stamp(now)),
    )
    return int(rows[0][0])


def change(store: Store, number: int, trigger: Trigger, *, now: datetime) -> None:
    """Puts another definition in place; asks that wait keep their due time and follow the new one."""
    _changed(
        store,
        number,
        "name = ?, definition = ?, changed_at = ?",
        (trigger.name, _packed(trigger), stamp(now)),
    )


def switch(store: Store, number: int, is_on: bool, *, now: datetime) -> None:
    """Switches a trigger on or off; off, its waiting asks are stopped when they fall due."""
    _changed(store, number, "is_on = ?, changed_at = ?", (int(is_on), stamp(now)))


def triggers(store: Store) -> list[KeptTrigger]:
    """All triggers by name, those that are on first."""
    counts: dict[int, dict[str, int]] = {}
    for number, state, count in store.truth.execute(
        "SELECT trigger_id, state, count(*) FROM store_trigger_ask GROUP BY trigger_id, state"
    ):
        counts.setdefault(int(number), {})[str(state)] = int(count)
    found = [
        KeptTrigger(number, trigger, is_on, counts.get(number, {}))
        for number, trigger, is_on in _kept(store.truth)
    ]
    return sorted(found, key=lambda one: (not one.is_on, one.trigger.name.lower(), one.id))


def trigger_of(store: Store, number: int) -> KeptTrigger:
    """One trigger.

    Raises:
        UnknownNameError: there is none with that number.
    """
    for one in triggers(store):
        if one.id == number:
            return one
    raise _unknown(number)


def plan_asks(truth: Truth, events: Sequence[tuple[Event, int | None]]) -> int:
    """How many asks these events make, by the triggers that are on; call inside a transaction.

    An event of nobody we know makes none.
    """
    active = [(number, trigger) for number, trigger, is_on in _kept(truth) if is_on]
    rows = [row for event, customer in events for row in _asks(active, event, customer)]
    truth.executemany(
        "INSERT INTO store_trigger_ask (trigger_id, source, event, customer, occurred_at, due_at, state, told) "
        "VALUES (?, ?, ?, ?, ?, ?, 'waiting', '') ON CONFLICT DO NOTHING",
        rows,
    )
    return len(rows)


def lease_due(store: Store, *, now: datetime, limit: int) -> list[DueAsk]:
    """The asks that are due and that no other worker holds, now held by us for five minutes."""
    truth = store.truth
    with truth.transaction():
        lock = " FOR UPDATE SKIP LOCKED" if truth.is_postgres else ""
        rows = truth.execute(
            "SELECT id FROM store_trigger_ask WHERE state = 'waiting' AND due_at <= ? "
            f"AND (leased_until IS NULL OR leased_until < ?) ORDER BY due_at, id LIMIT ?{lock}",
            (stamp(now), stamp(now), limit),
        )
        truth.executemany(
            "UPDATE store_trigger_ask SET leased_until = ? WHERE id = ?",
            [(stamp(now + _LEASE), number) for (number,) in rows],
        )
    return [_due(store, int(number)) for (number,) in rows]


def finish(store: Store, ask: int, state: str, told: str, *, now: datetime) -> None:
    """Keeps what became of an ask; `told` names the rule, where one held it back."""
    store.truth.execute(
        "UPDATE store_trigger_ask SET state = ?, told = ?, done_at = ?, leased_until = NULL WHERE id = ?",
        (state, told, stamp(now), ask),
    )


def reason_to_stop(store: Store, ask: DueAsk) -> str:
    """The event that stops the ask, or `off` where the trigger is off; empty where nothing does."""
    if not trigger_of(store, ask.trigger_id).is_on:
        return "off"
    for one in ask.trigger.unless:
        since = ask.occurred_at - timedelta(days=one.days)
        rows = store.truth.execute(
            "SELECT 1 FROM store_event WHERE customer = ? AND kind = ? AND lower(name) = ? "
            "AND occurred_at >= ? AND occurred_at <= ? AND NOT (source = ? AND id = ?) LIMIT 1",
            (
                ask.customer,
                one.kind,
                one.name.lower(),
                stamp(since),
                stamp(ask.due_at),
                ask.source,
                ask.event,
            ),
        )
        if rows:
            return one.name
    return ""


def asks_of(truth: Truth, customer: int) -> list[dict[str, Any]]:
    """The asks of a customer as plain values, for the customer to take along."""
    rows = truth.execute(
        "SELECT t.name, a.event, a.due_at, a.state, a.told FROM store_trigger_ask a "
        "LEFT JOIN store_trigger t ON t.id = a.trigger_id WHERE a.customer = ? ORDER BY a.due_at",
        (customer,),
    )
    names = ("trigger", "event", "due_at", "state", "told")
    return [dict(zip(names, row, strict=True)) for row in rows]


def forget(truth: Truth, customer: int) -> int:
    """How many asks of a customer were erased; call inside a transaction."""
    gone = "DELETE FROM store_trigger_ask WHERE customer = ? RETURNING id"
    return len(truth.execute(gone, (customer,)))


def _asks(
    active: Sequence[tuple[int, Trigger]], event: Event, customer: int | None
) -> Iterator[tuple[Any, ...]]:
    if customer is None:
        return
    for number, trigger in active:
        if is_met(trigger, event) and in_share(number, customer, trigger.share):
            due = event.occurred_at + trigger.wait
            yield number, event.source, event.id, customer, stamp(event.occurred_at), stamp(due)


def _due(store: Store, number: int) -> DueAsk:
    row = store.truth.execute(
        "SELECT a.id, a.trigger_id, t.definition, a.customer, c.customer_key, a.source, a.event, "
        "a.occurred_at, a.due_at FROM store_trigger_ask a JOIN store_trigger t ON t.id = a.trigger_id "
        "JOIN store_customer c ON c.id = a.customer WHERE a.id = ?",
        (number,),
    )[0]
    times = [datetime.fromisoformat(text) for text in row[7:]]
    return DueAsk(row[0], row[1], _unpacked(row[2]), *row[3:7], *times)


def _kept(truth: Truth) -> list[tuple[int, Trigger, bool]]:
    rows = truth.execute("SELECT id, definition, is_on FROM store_trigger ORDER BY id")
    return [(int(number), _unpacked(text), bool(is_on)) for number, text, is_on in rows]


def _changed(store: Store, number: int, what: str, values: tuple[Any, ...]) -> None:
    sql = f"UPDATE store_trigger SET {what} WHERE id = ? RETURNING id"
    if not store.truth.execute(sql, (*values, number)):
        raise _unknown(number)


def _unknown(number: int) -> UnknownNameError:
    return UnknownNameError(f"There is no trigger {number}.", hint="It may be gone already.")


def _packed(trigger: Trigger) -> str:
    return json.dumps({**asdict(trigger), "wait": trigger.wait.total_seconds()})


def _unpacked(text: str) -> Trigger:
    told = json.loads(text)
    return Trigger(
        **{
            **told,
            "wait": timedelta(seconds=told["wait"]),
            "conditions": tuple(Condition(**one) for one in told["conditions"]),
            "unless": tuple(Unless(**one) for one in told["unless"]),
        }
    )
