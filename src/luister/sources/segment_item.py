"""One tracking call of the Segment and RudderStack libraries, as an event."""

from datetime import datetime

from luister.events.event import AttributeValue, Event
from luister.events.kinds import IDENTIFIED, PROPERTY, TRACKED, TRAIT
from luister.sources.item_values import (
    BadItemError,
    Item,
    attributes,
    corrected,
    digest_of_item,
    keys_of_person,
    mapping,
    moment,
    name_of,
)

CALLS = frozenset({"track", "identify", "page", "screen", "group", "alias"})
"""The six calls of the specification."""

_Told = tuple[str, dict[str, AttributeValue]]


def segment_event(item: Item, *, source: str, sent: datetime | None, now: datetime) -> Event:
    """The event that a call tells; `sent` is when the batch left the sender, by the sender's clock.

    Traits stand at the top or in `context.traits`, the first going before the second.

    Raises:
        BadItemError: the call lacks what it must tell, or something in it is of the wrong type.

    Source: the Segment specification of the six calls.
    """
    call = name_of(item, "type")
    if call not in CALLS:
        raise BadItemError(f"type is {call!r}; it may be {', '.join(sorted(CALLS))}")
    known = mapping(mapping(item, "context"), "traits")
    traits = known if call == "group" else {**known, **mapping(item, "traits")}
    kind, (name, told) = _told(call, item, traits)
    keys = keys_of_person(
        user=name_of(item, "userId"),
        email=name_of(traits, "email"),
        anonymous=name_of(item, "previousId" if call == "alias" else "anonymousId"),
    )
    if not keys:
        raise BadItemError("neither userId nor anonymousId")
    at = moment(item, "originalTimestamp", "timestamp")
    return Event(
        id=name_of(item, "messageId") or digest_of_item(item),
        kind=kind,
        occurred_at=corrected(at, moment(item, "sentAt") or sent, now),
        received_at=now,
        source=source,
        customers=keys,
        attributes={"name": name, **told},
    )


def _told(call: str, item: Item, traits: Item) -> tuple[str, _Told]:
    if call == "identify":
        return IDENTIFIED.name, (call, attributes(traits, TRAIT))
    if call == "alias":
        return IDENTIFIED.name, _alias(item)
    if call == "track":
        return TRACKED.name, _track(item)
    if call == "group":
        return TRACKED.name, _group(item)
    return TRACKED.name, _page(call, item)


def _track(item: Item) -> _Told:
    name = name_of(item, "event")
    if name is None:
        raise BadItemError("a track call without the name of its event")
    return name, attributes(mapping(item, "properties"), PROPERTY)


def _page(call: str, item: Item) -> _Told:
    found = attributes(mapping(item, "properties"), PROPERTY)
    for part in ("name", "category"):
        if text := name_of(item, part):
            found[PROPERTY + part] = text
    return call, found


def _group(item: Item) -> _Told:
    group = name_of(item, "groupId")
    if group is None:
        raise BadItemError("a group call without groupId")
    found = attributes(mapping(item, "traits"), PROPERTY)
    return "group", {**found, PROPERTY + "group_id": group}


def _alias(item: Item) -> _Told:
    if name_of(item, "previousId") is None or name_of(item, "userId") is None:
        raise BadItemError("an alias call needs userId and previousId")
    return "alias", {}
