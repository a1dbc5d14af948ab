"""Resolve: names that are the same customer become one, by deterministic keys only."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from luister.events.event import AttributeValue, Event
from luister.events.kinds import TRAIT
from luister.events.received import Incoming
from luister.store import identities
from luister.store.home import Store

Traits = Mapping[str, AttributeValue]


def _forget(_store: Store, _customer_key: str, _traits: Traits, _now: datetime) -> None:
    """Nobody keeps contacts."""


@dataclass(frozen=True, slots=True)
class Contacts:
    """What those who keep contacts do for events: say whose an address is, and learn of people.

    `remember(store, customer_key, traits, now)` is called again when a call comes again, so it
    must not mind being told twice.
    """

    by_email: identities.ByEmail = identities.nobody_known
    remember: Callable[[Store, str, Traits, datetime], object] = _forget


NO_CONTACTS = Contacts()


def same_person(store: Store, key: str) -> list[str]:
    """All customer keys of the person whom `key` names, the surest first."""
    return identities.same_person(store, key)


def tell_contacts(store: Store, incoming: Incoming, contacts: Contacts, *, now: datetime) -> int:
    """How many people the contacts were told of: those whose traits or address came in.

    Called after the events are kept and before the sender hears so: a sender who hears nothing
    sends again, and then the contacts hear it again.
    """
    if contacts.remember is _forget:
        return 0
    told = [(event, traits) for event in incoming.events if (traits := _traits(event))]
    keys = identities.customer_keys(store, [event.customers for event, _ in told])
    for key, (_, traits) in zip(keys, told, strict=True):
        if key is not None:
            contacts.remember(store, key, traits, now)
    return len(told)


def _traits(event: Event) -> Traits:
    named = {
        name.removeprefix(TRAIT): value
        for name, value in event.attributes.items()
        if name.startswith(TRAIT)
    }
    addresses = [key.value for key in event.customers if key.type == "email"]
    return {**named, "email": addresses[0]} if addresses else named
