"""Tell of a case: a change of state is a line of history, an event of the customer, and a message to others."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from luister.cases.actor import Actor
from luister.cases.states import CLOSED
from luister.events.event import CustomerKey, Event
from luister.events.kinds import CASE
from luister.store import cases as kept
from luister.store.case_history import note
from luister.store.case_rows import Case
from luister.store.events import append_own
from luister.store.home import Store
from luister.store.webhooks import notify

_SOURCE = "luister"
_TOLD = {"opened": "case.opened", CLOSED: "case.closed"}


@contextmanager
def holding(store: Store, number: int, by: Actor) -> Iterator[Case]:
    """A transaction in which nobody else changes the case."""
    with store.truth.transaction():
        # The order first: who joins two names of one customer takes it before cases too.
        store.truth.hold_order()
        yield kept.held(store.truth, number, by.scope)


def tell(  # noqa: PLR0913 - a line of history has these parts
    store: Store,
    number: int,
    name: str,
    *,
    by: Actor,
    now: datetime,
    words: str = "",
    details: Mapping[str, Any] | None = None,
) -> None:
    """Keeps that a case was opened or came into a state, all that follows from it included.

    Call inside the transaction that holds the order and in which it happens.
    """
    truth = store.truth
    entry = note(truth, number, name, by=by.name, now=now, words=words, details=details)
    case = kept.case_of(truth, number, {})
    append_own(store, [(_event(case, name, entry, now), case.customer)], now=now)
    if name in _TOLD:
        notify(truth, _TOLD[name], facts(case), now=now)


def facts(case: Case) -> dict[str, Any]:
    """What other systems are told of a case: numbers and names of rows, nothing of the customer's."""
    return {
        "case": case.id,
        "about": case.about,
        "priority": case.priority,
        "queue": case.queue,
        "team": case.team,
        "state": case.state,
        "outcome": case.outcome,
        "root_cause": case.root_cause,
    }


def _event(case: Case, name: str, entry: int, now: datetime) -> Event:
    known = {
        "about": case.about,
        "priority": case.priority,
        "process": case.process,
        "team": case.team,
        "outcome": case.outcome,
        "root_cause": case.root_cause,
    }
    return Event(
        id=f"case-{case.id}-{entry}",
        kind=CASE.name,
        occurred_at=now,
        received_at=now,
        source=_SOURCE,
        customers=(CustomerKey("user", case.customer_key),) if case.customer_key else (),
        attributes={
            "name": name,
            "number": case.id,
            **{key: value for key, value in known.items() if value},
        },
    )
