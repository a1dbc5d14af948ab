"""Events kept: many at once, each once, with the customer they are about and the asks they make."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from luister.events.event import Event
from luister.events.kinds import checked
from luister.events.received import Incoming, Received
from luister.store import identities, rejected_items, triggers
from luister.store.home import Store
from luister.store.imports import append_log
from luister.store.rejected_items import stamp
from luister.store.source_keys import event_source
from luister.store.truth import Truth

_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class SeenEvent:
    """An event as the page lists it: what happened, when, and whether we know to whom."""

    kind: str
    name: str
    occurred_at: datetime
    has_customer: bool


def append(
    store: Store,
    incoming: Incoming,
    *,
    source: int,
    now: datetime,
    by_email: identities.ByEmail = identities.nobody_known,
) -> Received:
    """What became of what came in: all of it kept in one transaction, or nothing.

    Source and id name an event, so one that comes again is counted and not kept twice. The log
    moves on by one entry for all of them, and not at all where nothing is new.

    Raises:
        UnknownNameError: an event does not tell what its kind must; sources make none such.
    """
    for event in incoming.events:
        checked(event)
    truth = store.truth
    with truth.transaction():
        truth.hold_order()
        fresh = _fresh(truth, incoming.events)
        if fresh:
            customers = identities.resolved(store, [one.customers for one in fresh], by_email)
            position = append_log(store, "event", None, {"events": len(fresh)}, now=now)
            truth.copy("store_event", _COLUMNS, _rows(fresh, customers, position))
            triggers.plan_asks(truth, list(zip(fresh, customers, strict=True)))
        rejected_items.keep(truth, source, incoming.rejected, now=now)
        truth.execute(
            "UPDATE store_source SET kept = kept + ?, rejected = rejected + ?, last_at = ? WHERE id = ?",
            (len(fresh), len(incoming.rejected), stamp(now), source),
        )
    return Received(len(fresh), len(incoming.events) - len(fresh), incoming.rejected)


def append_own(store: Store, events: Sequence[tuple[Event, int | None]], *, now: datetime) -> None:
    """Keeps events that Luister itself makes, each with its customer; triggers see them as all others.

    Call inside a transaction that holds the order. Their ids are new: the caller sees to that.
    """
    truth = store.truth
    position = append_log(store, "event", None, {"events": len(events)}, now=now)
    own, customers = [checked(event) for event, _ in events], [customer for _, customer in events]
    truth.copy("store_event", _COLUMNS, _rows(own, customers, position))
    triggers.plan_asks(truth, events)


def last_events(store: Store, source: int, *, limit: int = 20) -> list[SeenEvent]:
    """The last events of a source, the newest first."""
    rows = store.truth.execute(
        "SELECT kind, name, occurred_at, customer FROM store_event WHERE source = ? "
        "ORDER BY position DESC, occurred_at DESC LIMIT ?",
        (event_source(source), limit),
    )
    return [
        SeenEvent(kind, name, datetime.fromisoformat(at), customer is not None)
        for kind, name, at, customer in rows
    ]


def names_seen(store: Store) -> list[tuple[str, str]]:
    """The kinds and names of the last few thousand events, each once, by name: what a trigger may wait for."""
    rows = store.truth.execute(
        "SELECT DISTINCT kind, name FROM (SELECT kind, name FROM store_event "
        "WHERE name <> '' ORDER BY position DESC LIMIT 5000) AS last ORDER BY name, kind"
    )
    return [(str(kind), str(name)) for kind, name in rows]


def of_customer(store: Store, customer: int) -> dict[str, Any]:
    """What the streams keep of a customer beside the events: keys, asks and rejected items, as plain values."""
    truth = store.truth
    keys = identities.keys_of(truth, customer)
    rejected = rejected_items.of_names(truth, _names(truth, customer))
    return {
        "keys": [{"type": type_, "value": value} for type_, value in keys],
        "trigger_asks": triggers.asks_of(truth, customer),
        "rejected_items": [json.loads(item) for item in rejected],
    }


def forget(truth: Truth, customer: int) -> dict[str, int]:
    """How much the streams kept of a customer and erased, events apart; call inside a transaction."""
    names = _names(truth, customer)
    return {
        "rejected_items": rejected_items.forget(truth, names),
        "trigger_asks": triggers.forget(truth, customer),
        "keys": identities.forget(truth, customer),
    }


_COLUMNS = ("id", "source", "position", "kind", "name", "occurred_at", "customer", "body")


def _names(truth: Truth, customer: int) -> list[str]:
    """Every name by which a customer may stand in what was sent."""
    rows = truth.execute("SELECT customer_key FROM store_customer WHERE id = ?", (customer,))
    keys = [value for _, value in identities.keys_of(truth, customer)]
    return list(dict.fromkeys([*(str(key) for (key,) in rows), *keys]))


def _fresh(truth: Truth, events: Sequence[Event]) -> list[Event]:
    """The events that were not kept before, each once."""
    first = {(event.source, event.id): event for event in reversed(events)}
    known: set[tuple[str, str]] = set()
    for source in {event.source for event in events}:
        ids = [id_ for of, id_ in first if of == source]
        for start in range(0, len(ids), _AT_ONCE):
            part = ids[start : start + _AT_ONCE]
            marks = ", ".join("?" * len(part))
            rows = truth.execute(
                f"SELECT id FROM store_event WHERE source = ? AND id IN ({marks})", (source, *part)
            )
            known |= {(source, str(id_)) for (id_,) in rows}
    return [event for key, event in reversed(first.items()) if key not in known]


def _rows(
    events: Sequence[Event], customers: Sequence[int | None], position: int
) -> Iterable[tuple[Any, ...]]:
    received_at = stamp(events[0].received_at)  # One call, one time.
    for event, customer in zip(events, customers, strict=True):
        name = str(event.attributes.get("name") or "")
        at = stamp(event.occurred_at)
        yield (
            event.id,
            event.source,
            position,
            event.kind,
            name,
            at,
            customer,
            _body(event, at, received_at),
        )


def _body(event: Event, occurred_at: str, received_at: str) -> str:
    return json.dumps(
        {
            "id": event.id,
            "kind": event.kind,
            "occurred_at": occurred_at,
            "received_at": received_at,
            "source": event.source,
            "customers": [[key.type, key.value] for key in event.customers],
            "attributes": dict(event.attributes),
        }
    )
