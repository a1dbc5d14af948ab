"""The tracking calls of Segment, RudderStack and PostHog libraries, single and in batches."""

from contextlib import suppress
from datetime import datetime

from luister.events.event import Event
from luister.events.received import Incoming, RejectedItem
from luister.sources.item_values import BadItemError, Item, moment, name_of, told
from luister.sources.posthog_item import posthog_event
from luister.sources.segment_item import CALLS, segment_event

_KEYS = ("writeKey", "api_key", "token", "$token")
_DIGITS = 13  # Milliseconds since 1970 have so many until the year 2286.


def tracking_events(
    payload: object,
    *,
    call: str,
    source: str,
    now: datetime,
    sent: datetime | None = None,
) -> Incoming:
    """The events that a call brings, and the items that are none, each with its reason.

    `call` is the last word of the address: one of CALLS, or batch, import, capture. A payload is
    one item, a list of them, or an object with the list under `batch`. `sent` is the sender's time
    of sending where the address tells it.

    >>> from datetime import UTC
    >>> now = datetime(2026, 5, 1, tzinfo=UTC)
    >>> one = {"userId": "u1", "event": "Order delivered", "messageId": "m1"}
    >>> found = tracking_events([one, 7], call="track", source="shop", now=now)
    >>> found.events[0].attributes["name"], found.rejected[0].reason
    ('Order delivered', 'the item is no object')
    """
    items, sent = _items(payload, sent)
    events: list[Event] = []
    rejected: list[RejectedItem] = []
    for item in items:
        try:
            events.append(_event(item, call, source, sent, now))
        except BadItemError as error:
            rejected.append(RejectedItem(str(error), told(item)))
    return Incoming(tuple(events), tuple(rejected))


def key_in(payload: object) -> str | None:
    """The key that stands in the body: of the batch, or of its first item; None where none does."""
    outer = payload if isinstance(payload, dict) else {}
    items = payload if isinstance(payload, list) else outer.get("batch")
    first = items[0] if isinstance(items, list) and items else {}
    for place in (outer, outer.get("properties"), first, _properties(first)):
        if isinstance(place, dict):
            for name in _KEYS:
                if isinstance(place.get(name), str):
                    return str(place[name])
    return None


def sent_in_address(query: Item) -> datetime | None:
    """When a call left the sender by the sender's clock, as PostHog's browsers tell in `_`.

    >>> sent_in_address({"_": "1777593600000"})
    datetime.datetime(2026, 5, 1, 0, 0, tzinfo=datetime.timezone.utc)
    """
    told_time = str(query.get("_", ""))
    is_milliseconds = told_time.isascii() and told_time.isdecimal() and len(told_time) == _DIGITS
    return moment({"_": int(told_time)}, "_") if is_milliseconds else None


def _properties(item: object) -> object:
    return item.get("properties") if isinstance(item, dict) else None


def _items(payload: object, sent: datetime | None) -> tuple[list[object], datetime | None]:
    if isinstance(payload, list):
        return payload, sent
    if not isinstance(payload, dict):
        return [payload], sent
    # A batch is not lost over the time it was sent: its items are taken at their word.
    with suppress(BadItemError):
        sent = moment(payload, "sentAt", "sent_at") or sent
    batch = payload.get("batch")
    return (batch if isinstance(batch, list) else [payload]), sent


def _event(item: object, call: str, source: str, sent: datetime | None, now: datetime) -> Event:
    if not isinstance(item, dict):
        raise BadItemError("the item is no object")
    if call in CALLS:
        item = {"type": call, **item}
    if _is_posthog(item, call):
        return posthog_event(item, source=source, sent=sent, now=now)
    return segment_event(item, source=source, sent=sent, now=now)


def _is_posthog(item: Item, call: str) -> bool:
    if call == "capture" or "distinct_id" in item:
        return True
    properties = item.get("properties")
    has_id = isinstance(properties, dict) and "distinct_id" in properties
    return has_id and name_of(item, "type") not in CALLS
