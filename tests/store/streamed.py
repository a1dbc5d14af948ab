"""Events as a shop sends them, for the tests of the store and the corridor."""

from datetime import UTC, datetime

from luister.events.event import CustomerKey, Event
from luister.events.received import Incoming, RejectedItem
from luister.store import events
from luister.store.source_keys import add_source

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def person(**names):
    return tuple(CustomerKey(type_, value) for type_, value in names.items())


def event(id_, *, name="Order delivered", kind="tracked", at=NOW, source=1, told=None, **names):
    return Event(
        id=id_,
        kind=kind,
        occurred_at=at,
        received_at=NOW,
        source=f"stream:{source}",
        customers=person(**names),
        attributes={"name": name, **(told or {})},
    )


def shop(store, kind="tracking"):
    return add_source(store, "Shop", kind, fields={}, signing_secret="", now=NOW)


def append(store, *these, rejected=(), source=1, **more):
    items = tuple(RejectedItem(reason, item) for reason, item in rejected)
    return events.append(store, Incoming(tuple(these), items), source=source, now=NOW, **more)
