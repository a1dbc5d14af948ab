"""Connect: which systems may send events, with which keys, and what is to happen after one."""

from collections.abc import Mapping
from datetime import datetime

from luister.sources.helpdesk_webhooks import read_fields
from luister.store import events, rejected_items, source_keys, trigger, triggers
from luister.store.home import Store

Source = source_keys.Source
SeenEvent = events.SeenEvent
RejectedLine = rejected_items.RejectedLine
SourceKey = source_keys.SourceKey
KeptTrigger = triggers.KeptTrigger
Trigger = trigger.Trigger
Condition = trigger.Condition
Unless = trigger.Unless
KINDS = source_keys.KINDS
COMPARISONS = trigger.COMPARISONS
SIGNED = ("zammad", "chatwoot")
"""Kinds of sources that always sign what they send."""


def sources(store: Store) -> list[Source]:
    """All sources, the open ones first."""
    return source_keys.sources(store)


def source_of(store: Store, source: int) -> Source:
    """One source."""
    return source_keys.source_of(store, source)


def add_source(
    store: Store, name: str, kind: str, *, mapping: str, signing_secret: str, now: datetime
) -> Source:
    """A new source; `mapping` has a line for each field of a generic webhook."""
    fields = read_fields(mapping) if kind == "webhook" else {}
    return source_keys.add_source(
        store, name, kind, fields=fields, signing_secret=signing_secret, now=now
    )


def change_source(
    store: Store, source: Source, *, name: str, mapping: str, signing_secret: str | None
) -> None:
    """Gives a source another name, mapping or secret; a secret of None stays what it is."""
    fields = read_fields(mapping) if source.kind == "webhook" else {}
    source_keys.change_source(
        store, source.id, name=name, fields=fields, signing_secret=signing_secret
    )


def mapping_of(fields: Mapping[str, str]) -> str:
    """The mapping of a generic webhook as lines, as `add_source` reads them."""
    return "\n".join(f"{field} = {path}" for field, path in fields.items())


def close_source(store: Store, source: int, *, now: datetime) -> None:
    """Lets a source send no more."""
    source_keys.close_source(store, source, now=now)


def make_key(store: Store, source: int, *, now: datetime) -> str:
    """A new key of a source, shown this once."""
    return source_keys.make_key(store, source, now=now)


def keys(store: Store, source: int) -> list[SourceKey]:
    """The keys of a source, the newest first."""
    return source_keys.keys(store, source)


def revoke_key(store: Store, source: int, key: int, *, now: datetime) -> None:
    """Ends a key at once."""
    source_keys.revoke_key(store, source, key, now=now)


def last_events(store: Store, source: int) -> list[SeenEvent]:
    """The last events of a source."""
    return events.last_events(store, source)


def names_seen(store: Store) -> list[tuple[str, str]]:
    """Kinds and names of events that came in lately."""
    return events.names_seen(store)


def rejected(store: Store, *, source: int | None = None) -> list[RejectedLine]:
    """The last items that could not be kept."""
    return rejected_items.listed(store, source=source)


def trigger_list(store: Store) -> list[KeptTrigger]:
    """All triggers with the number of their asks by state."""
    return triggers.triggers(store)


def trigger_of(store: Store, number: int) -> KeptTrigger:
    """One trigger."""
    return triggers.trigger_of(store, number)


def keep_trigger(store: Store, number: int | None, made: Trigger, *, now: datetime) -> int:
    """The number of a trigger that is new, or has another definition now."""
    if number is None:
        return triggers.add(store, made, now=now)
    triggers.change(store, number, made, now=now)
    return number


def switch_trigger(store: Store, number: int, is_on: bool, *, now: datetime) -> None:
    """Switches a trigger on or off."""
    triggers.switch(store, number, is_on, now=now)
