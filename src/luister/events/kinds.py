"""The kinds of events, and what each must tell: checked before anything is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from luister.errors import UnknownNameError
from luister.events.event import AttributeValue, Event


@dataclass(frozen=True, slots=True)
class EventKind:
    """A kind of event: its name, the attributes it must have and those it may have, each with its type.

    `needs` names parts of the event itself that must be known, such as instance or process.
    `free` is the beginning of attributes that may have any name and type, as senders choose them.
    """

    name: str
    what: str
    required: Mapping[str, type] = field(default_factory=dict)
    optional: Mapping[str, type] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    free: str = ""


ANSWER = EventKind(
    name="answer",
    what="A customer answered a question, or left it open; `instance` is the filled-in form.",
    required={"survey": str, "question": str, "wording": int, "scale": str, "status": int},
    optional={"value": float, "text": str, "weight": float, "wave": str, "language": str},
    needs=("instance",),
)

PROPERTY, TRAIT = "property.", "trait."

TRACKED = EventKind(
    name="tracked",
    what="Something that another system saw a customer do: an order delivered, a move finished, a page opened.",
    required={"name": str},
    free=PROPERTY,
)
CONTACT = EventKind(
    name="contact",
    what="A contact of a customer with the organisation came into a state: `name` says which, such as closed.",
    required={"name": str},
    optional={"number": str},
    free=PROPERTY,
)
IDENTIFIED = EventKind(
    name="identified",
    what="Another system told who a customer is: further keys of the same person, and what is known of them.",
    required={"name": str},
    free=TRAIT,
)

CASE = EventKind(
    name="case",
    what="A case of a customer came into a state: `name` says which, such as opened or closed.",
    required={"name": str, "number": int},
    optional={
        "about": str,
        "priority": str,
        "process": str,
        "team": str,
        "outcome": str,
        "root_cause": str,
    },
)

KINDS: Mapping[str, EventKind] = {
    kind.name: kind for kind in (ANSWER, TRACKED, CONTACT, IDENTIFIED, CASE)
}
"""Every kind that has a writer and a reader, by name."""


def checked(event: Event, kinds: Mapping[str, EventKind] = KINDS) -> Event:
    """The event, once it is sure that it tells what its kind must tell.

    Raises:
        UnknownNameError: the kind is not known, or an attribute is missing, unknown or of another type.
    """
    kind = kinds.get(event.kind)
    if kind is None:
        raise UnknownNameError(
            f"There is no kind of event {event.kind!r}.", hint=f"There are: {', '.join(kinds)}."
        )
    if event.occurred_at.tzinfo is None or event.received_at.tzinfo is None:
        raise UnknownNameError(
            f"Event {event.id!r} has a time without a zone.",
            hint="Send times such as 2026-05-01T10:00Z.",
        )
    for name in kind.needs:
        if getattr(event, name) is None:
            raise UnknownNameError(
                f"Event {event.id!r} has no {name}.", hint=f"A {kind.name} needs one."
            )
    _check_attributes(event, kind)
    return event


def _check_attributes(event: Event, kind: EventKind) -> None:
    for name in kind.required:
        if event.attributes.get(name) is None:
            raise UnknownNameError(
                f"Event {event.id!r} has no {name!r}.", hint=f"A {kind.name} needs it."
            )
    known = {**kind.required, **kind.optional}
    for name, value in event.attributes.items():
        if kind.free and name.startswith(kind.free):
            continue
        if name not in known:
            raise UnknownNameError(
                f"Event {event.id!r}: a {kind.name} has no {name!r}.",
                hint=f"It may have: {', '.join(known)}.",
            )
        if value is not None and not _is_of(value, known[name]):
            raise UnknownNameError(
                f"Event {event.id!r}: {name} is {value!r}.", hint=f"Send a {known[name].__name__}."
            )


def _is_of(value: AttributeValue, wanted: type) -> bool:
    if isinstance(value, bool):
        return wanted is bool
    return isinstance(value, (int, float)) if wanted is float else isinstance(value, wanted)
