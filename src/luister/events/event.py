"""One thing that happened to one customer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

AttributeValue = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class CustomerKey:
    """One way to name a customer: type and value, such as ("email", "an@example.org")."""

    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, to whom, when and where: an answer, a contact, an alarm or a case.

    `id` is the idempotency key: two events of one source with one id are one event. Times are
    aware, in UTC. `instance` is the process instance (one house move, one complaint); for answers,
    the response.
    """

    id: str
    kind: str
    occurred_at: datetime
    received_at: datetime
    source: str
    customers: tuple[CustomerKey, ...] = ()
    instance: str | None = None
    process: str | None = None
    touchpoint: str | None = None
    channel: str | None = None
    employee: str | None = None
    team: str | None = None
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict)
