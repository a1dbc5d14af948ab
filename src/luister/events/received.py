"""What came in from another system in one call, and what became of it."""

from dataclasses import dataclass

from luister.events.event import Event


@dataclass(frozen=True, slots=True)
class RejectedItem:
    """An item that is no event: why, and the item itself as JSON in plain ASCII."""

    reason: str
    item: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """What one call brought: the events that can be understood, and the items that cannot."""

    events: tuple[Event, ...]
    rejected: tuple[RejectedItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Received:
    """Items sent = kept + duplicates + rejected; a duplicate is an event that was kept before."""

    kept: int
    duplicates: int
    rejected: tuple[RejectedItem, ...] = ()
