"""Webhooks of help desks as contacts: Zammad, Chatwoot, and others by a mapping of their fields."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from luister.errors import MappingError
from luister.events.event import AttributeValue, Event
from luister.events.kinds import CONTACT, PROPERTY
from luister.events.received import Incoming, RejectedItem
from luister.sources.item_values import (
    BadItemError,
    Item,
    corrected,
    digest_of_item,
    keys_of_person,
    mapping,
    moment,
    name_of,
    told,
)

_CLOSED = frozenset({"closed", "resolved", "solved", "merged"})
_FIELDS = frozenset({"id", "name", "at", "user", "email", "number"})


@dataclass(frozen=True, slots=True)
class _Case:
    """What a help desk tells of one ticket or conversation; `person` has user and email."""

    identity: str
    name: str
    at: datetime
    person: Mapping[str, str | None]
    told: Mapping[str, AttributeValue]


def webhook_events(
    tool: str, payload: object, *, fields: Mapping[str, str], source: str, now: datetime
) -> Incoming:
    """The contact that a webhook tells of, or the reason why it is none.

    `fields` is the mapping of a tool that is neither Zammad nor Chatwoot, from `read_fields`.
    """
    try:
        if not isinstance(payload, dict):
            raise BadItemError("the webhook is no object")
        if tool == "zammad":
            return Incoming((_zammad(payload, source, now),))
        if tool == "chatwoot":
            return Incoming((_chatwoot(payload, source, now),))
        return Incoming((_mapped(payload, fields, source, now),))
    except BadItemError as error:
        return Incoming((), (RejectedItem(str(error), told(payload)),))


def read_fields(text: str) -> dict[str, str]:
    r"""The mapping that lines such as `email = ticket.requester.email` say.

    Raises:
        MappingError: a line that is none, an unknown field, or no `name` or person.

    >>> read_fields("name = event\nuser = data.customer\nproperty.team = data.team")
    {'name': 'event', 'user': 'data.customer', 'property.team': 'data.team'}
    """
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        field, equals, path = (part.strip() for part in line.partition("="))
        if not equals or not path or not (field in _FIELDS or field.startswith(PROPERTY)):
            raise MappingError(
                f"Line {number} is no mapping: {line.strip()[:60]!r}.",
                hint=f"Write one such as name = ticket.state, for {', '.join(sorted(_FIELDS))} or property.*.",
            )
        found[field] = path
    if "name" not in found or not {"user", "email"} & set(found):
        raise MappingError(
            "The mapping says not what happened or to whom.",
            hint="Map `name`, and `user` or `email`.",
        )
    return found


def _zammad(payload: Item, source: str, now: datetime) -> Event:
    """Source: Zammad's documentation of the webhook payload."""
    ticket = mapping(payload, "ticket")
    number = name_of(ticket, "id")
    if number is None:
        raise BadItemError("a Zammad webhook without a ticket")
    state = _state(ticket)
    customer = ticket.get("customer")
    person = customer if isinstance(customer, dict) else {"email": customer}
    group = ticket.get("group")
    changed = moment(ticket, "updated_at")
    case = _Case(
        identity=f"ticket {number} {state} {changed.isoformat() if changed else ''}".strip(),
        name="closed" if state in _CLOSED else state,
        at=corrected(changed, None, now),
        person={"email": name_of(person, "email")},
        told={
            "number": name_of(ticket, "number"),
            PROPERTY + "state": state,
            PROPERTY + "group": name_of(
                group if isinstance(group, dict) else ticket, "name", "group"
            ),
            PROPERTY + "channel": name_of(ticket, "create_article_type"),
        },
    )
    return _contact(case, source, now)


def _state(ticket: Item) -> str:
    state = ticket.get("state")
    found = name_of(state, "name") if isinstance(state, dict) else name_of(ticket, "state")
    if found is None:
        raise BadItemError("a Zammad ticket without a state")
    return found


def _chatwoot(payload: Item, source: str, now: datetime) -> Event:
    """Source: Chatwoot's documentation of webhook events."""
    event = name_of(payload, "event")
    if event is None or not event.startswith("conversation_"):
        raise BadItemError(f"a Chatwoot event {event!r} tells of no conversation")
    conversation, status = name_of(payload, "id"), name_of(payload, "status")
    if conversation is None or status is None:
        raise BadItemError("a Chatwoot conversation without id or status")
    sender = mapping(mapping(payload, "meta"), "sender")
    changed = moment(payload, "updated_at", "timestamp")
    case = _Case(
        identity=f"{event} {conversation} {status} {changed.isoformat() if changed else ''}".strip(),
        name="closed" if status in _CLOSED else status,
        at=corrected(changed, None, now),
        person={"user": name_of(sender, "identifier"), "email": name_of(sender, "email")},
        told={
            "number": conversation,
            PROPERTY + "event": event,
            PROPERTY + "state": status,
            PROPERTY + "channel": name_of(payload, "channel"),
        },
    )
    return _contact(case, source, now)


def _mapped(payload: Item, fields: Mapping[str, str], source: str, now: datetime) -> Event:
    found: dict[str, object] = {field: _at(payload, path) for field, path in fields.items()}
    name = name_of(found, "name")
    if name is None:
        raise BadItemError(f"nothing stands at {fields.get('name', 'name')}")
    own = {field: value for field, value in found.items() if field.startswith(PROPERTY)}
    case = _Case(
        identity=name_of(found, "id") or digest_of_item(payload),
        name=name,
        at=corrected(moment(found, "at"), None, now),
        person={part: name_of(found, part) for part in ("user", "email")},
        told={
            "number": name_of(found, "number"),
            **{field: name_of(own, field) for field in own},
        },
    )
    return _contact(case, source, now)


def _at(payload: object, path: str) -> object:
    """What stands at a dotted path; None where the path ends in nothing."""
    for part in path.split("."):
        if isinstance(payload, list) and part.isdecimal() and int(part) < len(payload):
            payload = payload[int(part)]
        elif isinstance(payload, dict):
            payload = payload.get(part)
        else:
            return None
    return payload


def _contact(case: _Case, source: str, now: datetime) -> Event:
    keys = keys_of_person(user=case.person.get("user"), email=case.person.get("email"))
    if not keys:
        raise BadItemError("neither a customer's key nor an e-mail address")
    known = {key: value for key, value in case.told.items() if value is not None}
    return Event(
        id=case.identity,
        kind=CONTACT.name,
        occurred_at=case.at,
        received_at=now,
        source=source,
        customers=keys,
        attributes={"name": case.name, **known},
    )
