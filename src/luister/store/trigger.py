"""A trigger as data: after which event, how long to wait, whom to ask what, and when not to."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from luister.events.event import AttributeValue, Event

IS, IS_NOT, AT_LEAST, AT_MOST, IS_KNOWN = "is", "is_not", "at_least", "at_most", "is_known"
COMPARISONS = (IS, IS_NOT, AT_LEAST, AT_MOST, IS_KNOWN)
_PARTS = 2**64


@dataclass(frozen=True, slots=True)
class Condition:
    """What an attribute of the event must be; texts are compared without regard to capitals."""

    attribute: str
    comparison: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Unless:
    """Another event of the same customer that stops an ask: from `days` before the event to the ask."""

    kind: str
    name: str
    days: int = 0


@dataclass(frozen=True, slots=True)
class Trigger:
    """After an event of `kind` named `event` wait, then ask `survey` of a share (0 to 1) of the customers."""

    name: str
    kind: str
    event: str
    survey: str
    wait: timedelta = timedelta()
    share: float = 1.0
    channel: str = "mail"
    conditions: tuple[Condition, ...] = ()
    unless: tuple[Unless, ...] = ()


def is_met(trigger: Trigger, event: Event) -> bool:
    """True where `event` is what the trigger waits for."""
    name = event.attributes.get("name")
    if event.kind != trigger.kind or str(name).casefold() != trigger.event.casefold():
        return False
    return all(_holds(one, event.attributes) for one in trigger.conditions)


def in_share(trigger_id: int, customer: int, share: float) -> bool:
    """True where a customer is among the share that is asked: the same customer always, or never.

    >>> in_share(1, 4711, 1.0), in_share(1, 4711, 0.0)
    (True, False)
    """
    digest = hashlib.sha256(f"{trigger_id}:{customer}".encode()).digest()
    return int.from_bytes(digest[:8], "big") < share * _PARTS


def _holds(condition: Condition, attributes: Mapping[str, AttributeValue]) -> bool:
    value = attributes.get(condition.attribute)
    if condition.comparison == IS_KNOWN:
        return value is not None and value != ""
    if condition.comparison in (AT_LEAST, AT_MOST):
        return _compares(condition, value)
    same = _text(value) == condition.value.strip().casefold()
    return same if condition.comparison == IS else not same


def _compares(condition: Condition, value: AttributeValue) -> bool:
    try:
        number, bound = float(str(value)), float(condition.value.replace(",", "."))
    except ValueError:
        return False
    return number >= bound if condition.comparison == AT_LEAST else number <= bound


def _text(value: AttributeValue) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip().casefold()
