"""One event of the PostHog libraries, as an event."""

from datetime import datetime, timedelta

from luister.events.event import AttributeValue, CustomerKey, Event
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

_OF_A_GROUP = "$groupidentify"
_ALIASES = frozenset({"$create_alias", "$merge_dangerously"})
_SECRET = frozenset({"token", "api_key"})


def posthog_event(item: Item, *, source: str, sent: datetime | None, now: datetime) -> Event:
    """The event that an item tells; `sent` is when the batch left the sender, by the sender's clock.

    Raises:
        BadItemError: no name, no distinct_id, or something of the wrong type.

    Source: PostHog's capture API, and what its libraries send.
    """
    name = name_of(item, "event")
    if name is None:
        raise BadItemError("an event without a name")
    properties = mapping(item, "properties")
    traits = _traits(item, properties)
    keys = () if name == _OF_A_GROUP else _keys(name, item, properties, traits)
    return Event(
        id=name_of(item, "uuid") or name_of(properties, "$insert_id") or digest_of_item(item),
        kind=IDENTIFIED.name if _is_about_person(name) else TRACKED.name,
        occurred_at=_occurred_at(item, properties, sent, now),
        received_at=now,
        source=source,
        customers=keys,
        attributes={"name": name, **_told(name, properties, traits)},
    )


def _is_about_person(name: str) -> bool:
    return name in {"$identify", "$set", *_ALIASES}


def _traits(item: Item, properties: Item) -> Item:
    found: dict[str, object] = {}
    for name in ("$set_once", "$set"):
        found |= {**mapping(properties, name), **mapping(item, name)}
    return found


def _told(name: str, properties: Item, traits: Item) -> dict[str, AttributeValue]:
    if _is_about_person(name):
        return attributes(traits, TRAIT)
    left_out = {*_SECRET, "$set", "$set_once"}
    own = {key: value for key, value in properties.items() if key not in left_out}
    return attributes(own, PROPERTY)


def _keys(name: str, item: Item, properties: Item, traits: Item) -> tuple[CustomerKey, ...]:
    person = name_of(item, "distinct_id", "$distinct_id") or name_of(properties, "distinct_id")
    if person is None:
        raise BadItemError("no distinct_id")
    email = name_of(traits, "email", "$email")
    if name in _ALIASES:
        other = name_of(properties, "alias")
        if other is None:
            raise BadItemError("an alias without a second name")
        # Which of the two is the older name differs by library, so each may be any kind of name.
        both = (CustomerKey("alias", person), CustomerKey("alias", other))
        return (*keys_of_person(user=person, email=email), *both)
    if _is_anonymous(person, properties):
        return keys_of_person(email=email, anonymous=person)
    before = name_of(properties, "$anon_distinct_id")
    return keys_of_person(user=person, email=email, anonymous=before)


def _is_anonymous(person: str, properties: Item) -> bool:
    """True where the library says that it made the name itself: nobody signed in."""
    return (
        properties.get("$is_identified") is False
        or properties.get("$process_person_profile") is False
        or properties.get("$device_id") == person
    )


def _occurred_at(item: Item, properties: Item, sent: datetime | None, now: datetime) -> datetime:
    ago = item.get("offset")
    if isinstance(ago, (int, float)) and not isinstance(ago, bool) and 0 <= ago < 1e12:
        return now - timedelta(milliseconds=ago)
    at = moment(item, "timestamp") or moment(properties, "timestamp")
    return corrected(at, moment(item, "sent_at") or sent, now)
