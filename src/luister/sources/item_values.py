"""The parts of an item as other systems write them: names, moments, properties, and what is wrong with them."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

from luister.events.event import AttributeValue, CustomerKey

Item = Mapping[str, object]

_MOST_PROPERTIES = 500
_LONGEST_NAME = 1000
_LONGEST_ITEM = 256 * 1024
_DEEPEST = 10
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_MILLISECONDS = 100_000_000_000  # Seconds reach this in the year 5138, milliseconds did in 1973.
_FIRST = datetime(1970, 1, 1, tzinfo=UTC)


class BadItemError(ValueError):
    """An item that cannot be kept; the message is the reason that people read."""


def mapping(item: Item, name: str) -> Item:
    """The object under `name`; empty where there is none.

    Raises:
        BadItemError: there is something else.
    """
    found = item.get(name)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise BadItemError(f"{name} is no object")
    return found


def name_of(item: Item, *names: str) -> str | None:
    """The first of `names` that holds a text or a whole number, as text; None where none does.

    Raises:
        BadItemError: a value of another type, an overlong one, or one with characters no database keeps.
    """
    for name in names:
        found = item.get(name)
        if found is None or found == "":
            continue
        if not isinstance(found, str) and (
            isinstance(found, bool) or not isinstance(found, (int, float))
        ):
            raise BadItemError(f"{name} is neither text nor a number")
        text = str(found).strip()
        if len(text) > _LONGEST_NAME:
            raise BadItemError(f"{name} is longer than {_LONGEST_NAME} characters")
        if _UNSTORABLE.search(text):
            raise BadItemError(f"{name} holds a character that is no text")
        if text:
            return text
    return None


def moment(item: Item, *names: str) -> datetime | None:
    """The first of `names` that holds a time, in UTC; None where none does.

    Text as in ISO 8601, without a zone taken as UTC; a number counts seconds or milliseconds since 1970.

    Raises:
        BadItemError: a value that is no time.
    """
    for name in names:
        found = item.get(name)
        if found is None or found == "":
            continue
        try:
            return _moment(found)
        except (ValueError, OverflowError, TypeError):
            raise BadItemError(f"{name} is no time: {str(found)[:60]!r}") from None
    return None


def corrected(told: datetime | None, sent: datetime | None, now: datetime) -> datetime:
    """When it happened by our clock: as long ago as it was for the sender when it was sent.

    Without `sent` the sender's time is taken as it is. Nothing happens in the future.

    Source: Segment's specification: timestamp = receivedAt - (sentAt - originalTimestamp).
    """
    if told is None:
        return now
    if sent is None:
        return min(told, now)
    return min(now - (sent - told), now)


def attributes(values: Item, beginning: str) -> dict[str, AttributeValue]:
    """The values in one level, each name with `beginning` before it; objects become dotted names, lists JSON.

    Raises:
        BadItemError: more than 500 of them, or more text than any tracking library sends.

    >>> attributes({"order": 7, "to": {"town": "Ede"}}, "property.")
    {'property.order': 7, 'property.to.town': 'Ede'}
    """
    found = dict(_flat(values, beginning, 0))
    if len(found) > _MOST_PROPERTIES:
        raise BadItemError(f"more than {_MOST_PROPERTIES} properties")
    length = sum(map(len, found)) + sum(len(one) for one in found.values() if isinstance(one, str))
    if length > _LONGEST_ITEM:
        raise BadItemError(f"the item is longer than {_LONGEST_ITEM} characters")
    return found


def keys_of_person(
    *, user: str | None = None, email: str | None = None, anonymous: str | None = None
) -> tuple[CustomerKey, ...]:
    """The keys by which a person is known, the surest first; an address in small letters."""
    if email is None and user is not None and "@" in user:
        email = user
    given = (("user", user), ("email", email and email.lower()), ("anonymous", anonymous))
    return tuple(CustomerKey(kind, value) for kind, value in given if value)


def told(item: object) -> str:
    """The item as JSON in plain ASCII; of one that is very long only how long it is."""
    text = json.dumps(item)
    return text if len(text) <= _LONGEST_ITEM else json.dumps(f"{len(text)} characters, not kept")


def digest_of_item(item: Item) -> str:
    """A name for an item without one: the same content has the same name, so that it is kept once."""
    text = json.dumps({name: item[name] for name in item if name != "sentAt"}, sort_keys=True)
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def _moment(found: object) -> datetime:
    if isinstance(found, bool):
        raise TypeError
    if isinstance(found, (int, float)):
        seconds = found / 1000 if abs(found) >= _MILLISECONDS else found
        return _FIRST + timedelta(seconds=seconds)
    at = datetime.fromisoformat(str(found).strip().replace(" UTC", "+00:00"))
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)


def _flat(values: Item, before: str, depth: int) -> Iterator[tuple[str, AttributeValue]]:
    for name, value in values.items():
        if isinstance(value, dict) and depth < _DEEPEST:
            yield from _flat(value, f"{before}{name}.", depth + 1)
        elif value is None or isinstance(value, (str, int, float, bool)):
            yield before + name, value
        else:
            yield before + name, json.dumps(value)
