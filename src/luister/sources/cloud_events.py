"""CloudEvents 1.0 over HTTP: one in headers and body (binary), one in the body (structured), or many (batch)."""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from urllib.parse import unquote

from luister.errors import UnreadableBodyError
from luister.events.event import Event
from luister.events.kinds import PROPERTY, TRACKED
from luister.events.received import Incoming, RejectedItem
from luister.sources.item_values import (
    BadItemError,
    Item,
    attributes,
    keys_of_person,
    moment,
    name_of,
    told,
)
from luister.sources.request_body import json_body, plain_body

_ONE, _MANY = "application/cloudevents", "application/cloudevents-batch"
_HEADER = "ce-"
_USER = ("userId", "user_id", "customer", "customerId", "customer_id", "userid", "customerid")
_ANONYMOUS = ("anonymousId", "anonymous_id", "anonymousid")


def cloud_events(
    headers: Mapping[str, str], body: bytes, *, source: str, now: datetime
) -> Incoming:
    """The events that a request brings in any of the three modes; `headers` have names in small letters.

    The type becomes the name of a tracked event, the data its properties. The customer stands in
    the data or in extension attributes: `userId` or `customerId`, `email`, `anonymousId`.

    Raises:
        UnreadableBodyError: it is no CloudEvent in any mode, or the body is broken.
        TooLargeBodyError: the body is larger than allowed.

    Source: CloudEvents 1.0.2, HTTP protocol binding 1.0.2 and JSON event format 1.0.2.
    """
    media = headers.get("content-type", "").partition(";")[0].strip().lower()
    encoding = headers.get("content-encoding", "")
    if media.startswith(_MANY):
        return _incoming(_list(json_body(body, encoding=encoding)), source, now)
    if media.startswith(_ONE):
        return _incoming([json_body(body, encoding=encoding)], source, now)
    if _HEADER + "specversion" in headers:
        one = _binary(headers, plain_body(body, encoding=encoding), media)
        return _incoming([one], source, now)
    raise UnreadableBodyError(
        "This is no CloudEvent: neither its content type nor its headers say so.",
        hint="Send application/cloudevents+json, or the headers ce-specversion, ce-type, ...",
    )


def _list(batch: object) -> Sequence[object]:
    if not isinstance(batch, list):
        raise UnreadableBodyError("A batch of CloudEvents is a list.", hint="Send [{...}, {...}].")
    return batch


def _incoming(items: Sequence[object], source: str, now: datetime) -> Incoming:
    events: list[Event] = []
    rejected: list[RejectedItem] = []
    for item in items:
        try:
            events.append(_event(item, source, now))
        except BadItemError as error:
            rejected.append(RejectedItem(str(error), told(item)))
    return Incoming(tuple(events), tuple(rejected))


def _binary(headers: Mapping[str, str], body: bytes, media: str) -> Item:
    # Header values are percent-encoded UTF-8 where they leave ASCII.
    found: dict[str, object] = {
        name[len(_HEADER) :]: unquote(value)
        for name, value in headers.items()
        if name.startswith(_HEADER)
    }
    if body and _is_json(media):
        found["data"] = json_body(body)
    elif body:
        found["data"] = body.decode("utf-8", "replace")
    return found


def _event(item: object, source: str, now: datetime) -> Event:
    if not isinstance(item, dict):
        raise BadItemError("the item is no object")
    version = name_of(item, "specversion")
    if version is None or version.partition(".")[0] != "1":
        raise BadItemError(f"specversion is {version!r}; 1.0 is understood")
    names = {name: name_of(item, name) for name in ("id", "source", "type")}
    if missing := [name for name, value in names.items() if value is None]:
        raise BadItemError(f"without {' and '.join(missing)}")
    data = _data(item)
    properties = data if isinstance(data, dict) else {"data": data} if data is not None else {}
    subject = name_of(item, "subject")
    about = {"subject": subject} if subject else {}
    at = moment(item, "time")
    return Event(
        # Source and id together name an event, so that two producers may count alike.
        id=f"{names['source']} {names['id']}",
        kind=TRACKED.name,
        occurred_at=min(at, now) if at else now,
        received_at=now,
        source=source,
        customers=keys_of_person(
            user=_first(properties, item, _USER),
            email=_first(properties, item, ("email",)),
            anonymous=_first(properties, item, _ANONYMOUS),
        ),
        attributes={
            "name": names["type"],
            **attributes({**about, **properties}, PROPERTY),
        },
    )


def _first(properties: Item, item: Item, names: tuple[str, ...]) -> str | None:
    for place in (properties, item):
        # An object under such a name (customer: {...}) is no name of a person.
        plain = {name: place[name] for name in names if _is_plain(place.get(name))}
        if found := name_of(plain, *names):
            return found
    return None


def _is_plain(value: object) -> bool:
    return isinstance(value, (str, int, float)) and not isinstance(value, bool)


def _data(item: Item) -> object:
    packed = item.get("data_base64")
    if packed is None:
        return item.get("data")
    try:
        data = base64.b64decode(str(packed), validate=True)
    except (binascii.Error, ValueError):
        raise BadItemError("data_base64 is no base64") from None
    if _is_json(str(item.get("datacontenttype") or "application/json")):
        try:
            found: object = json.loads(data)
        except ValueError:
            raise BadItemError("data_base64 holds no JSON, though its type says so") from None
        return found
    return data.decode("utf-8", "replace")


def _is_json(media: str) -> bool:
    media = media.partition(";")[0].strip().lower()
    return media in {"application/json", "text/json", ""} or media.endswith("+json")
