"""How soon a customer hears from us, and how soon it is solved: what we promise for each priority."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from luister.cases.states import NOT_YET_CONTACTED, SOLVED, UNDER_WAY, WAITING
from luister.cases.working_hours import WorkingCalendar, due_after, working_minutes
from luister.errors import MappingError

URGENT, HIGH, NORMAL, LOW = "urgent", "high", "normal", "low"
PRIORITIES = (URGENT, HIGH, NORMAL, LOW)
_DAY = 8 * 60


@dataclass(frozen=True, slots=True)
class ServiceLevel:
    """Working minutes until the customer has heard from us, and until the case is solved."""

    contact: int
    solve: int

    def __post_init__(self) -> None:
        """Refuses a promise that cannot be kept."""
        if not 0 < self.contact <= self.solve:
            raise MappingError(
                f"Contact within {self.contact} minutes, solved within {self.solve}.",
                hint="Both are more than nothing, and contact comes first.",
            )


DEFAULTS: Mapping[str, ServiceLevel] = {
    URGENT: ServiceLevel(120, _DAY),
    HIGH: ServiceLevel(_DAY // 2, 2 * _DAY),
    NORMAL: ServiceLevel(_DAY, 5 * _DAY),
    LOW: ServiceLevel(2 * _DAY, 10 * _DAY),
}
"""What holds until somebody decides otherwise: contact within one working day for the usual case."""


@dataclass(frozen=True, slots=True)
class Deadlines:
    """By when there must be contact, and by when it must be solved."""

    contact: datetime
    solve: datetime


def deadlines(level: ServiceLevel, calendar: WorkingCalendar, opened_at: datetime) -> Deadlines:
    """The deadlines of a case that was opened at a moment."""
    return Deadlines(
        due_after(calendar, opened_at, level.contact), due_after(calendar, opened_at, level.solve)
    )


def due_at(state: str, times: Deadlines) -> datetime | None:
    """What a case in this state must be done by; None while it waits for the customer, or is solved."""
    if state in NOT_YET_CONTACTED:
        return times.contact
    return times.solve if state in UNDER_WAY and state not in (WAITING, SOLVED) else None


def after_waiting(
    calendar: WorkingCalendar, solve: datetime, waiting_since: datetime, now: datetime
) -> datetime:
    """The deadline put off by the working time that we waited for the customer."""
    waited = working_minutes(calendar, waiting_since, now)
    return due_after(calendar, solve, waited) if waited else solve


def checked_priority(name: str) -> str:
    """`name`, once it is sure that it is a priority; MappingError where it is none."""
    if name not in PRIORITIES:
        raise MappingError(
            f"There is no priority {name!r}.", hint=f"There are: {', '.join(PRIORITIES)}."
        )
    return name
