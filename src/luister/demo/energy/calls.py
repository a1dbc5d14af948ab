"""What the company's telephony and complaints desk tell of its customers: calls, and complaints."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

import numpy as np

from luister.events.event import CustomerKey, Event
from luister.events.kinds import CONTACT, PROPERTY, TRACKED

TELEPHONY = "Noorderlicht telephony"
"""The source that tells of calls: when one was opened, and when it was closed."""

TELEPHONY_FIELDS = "id = call.id\nname = call.state\nat = call.at\nuser = call.customer\nproperty.queue = call.queue"
"""Where the telephony's webhook says what, as a mapping has it."""

COMPLAINTS = "Noorderlicht complaints desk"
"""The source that tells of complaints."""

OPENED, CLOSED, COMPLAINT = "opened", "closed", "complaint"
_QUEUES = ("billing", "moving", "contract", "outage")
_A_DAY, _COMPLAIN, _CALL_AGAIN = 7.0, 0.12, 0.10


def calls_of(
    day: date, customers: Sequence[str], *, source: str, rng: np.random.Generator
) -> Iterator[Event]:
    """The calls of a day, opened and closed; now and then somebody calls again within the hour."""
    for number in range(int(rng.poisson(_A_DAY))):
        customer = customers[int(rng.integers(len(customers)))]
        queue = _QUEUES[int(rng.integers(len(_QUEUES)))]
        opened = _moment(day, 8.0, rng)
        names = [(OPENED, opened), (CLOSED, opened + _minutes(4, 25, rng))]
        if rng.random() < _CALL_AGAIN:
            names.append((OPENED, names[-1][1] + _minutes(10, 50, rng)))
        for place, (name, at) in enumerate(names):
            yield _event(
                f"call-{day}-{number}-{place}", CONTACT.name, name, at, customer, source,
                {PROPERTY + "queue": queue},
            )  # fmt: skip


def complaints_of(
    day: date, customers: Sequence[str], *, source: str, rng: np.random.Generator
) -> Iterator[Event]:
    """The complaints of a day."""
    for number in range(int(rng.poisson(_A_DAY * _COMPLAIN))):
        customer = customers[int(rng.integers(len(customers)))]
        yield _event(
            f"complaint-{day}-{number}", TRACKED.name, COMPLAINT, _moment(day, 8.0, rng), customer,
            source, {},
        )  # fmt: skip


def _event(  # noqa: PLR0913 - an event is that much
    id_: str,
    kind: str,
    name: str,
    at: datetime,
    customer: str,
    source: str,
    more: dict[str, str],
) -> Event:
    return Event(
        id=id_,
        kind=kind,
        occurred_at=at,
        received_at=at,
        source=source,
        customers=(CustomerKey("user", customer),),
        attributes={"name": name, **more},
    )


def _moment(day: date, first_hour: float, rng: np.random.Generator) -> datetime:
    """A moment of the office hours, such that what follows it is still on the same day."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return midnight + timedelta(hours=first_hour + 5.5 * rng.random())


def _minutes(least: float, most: float, rng: np.random.Generator) -> timedelta:
    return timedelta(minutes=round(float(rng.uniform(least, most))))
