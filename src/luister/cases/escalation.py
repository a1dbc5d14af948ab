"""Who hears of a case that is overdue, and when: once a level."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from luister.cases.working_hours import WorkingCalendar, working_minutes
from luister.errors import MappingError

OWNER, LEADERS, MANAGERS = "owner", "leaders", "managers"
WHO = (OWNER, LEADERS, MANAGERS)


@dataclass(frozen=True, slots=True)
class EscalationLevel:
    """So many working minutes after the deadline these hear of it."""

    after: int
    who: str

    def __post_init__(self) -> None:
        """Refuses people that there are not."""
        if self.who not in WHO:
            raise MappingError(f"There are no {self.who!r}.", hint=f"There are: {', '.join(WHO)}.")
        if self.after < 0:
            raise MappingError(f"After {self.after} minutes.", hint="Write 0 or more.")


DEFAULTS = (
    EscalationLevel(0, OWNER),
    EscalationLevel(4 * 60, LEADERS),
    EscalationLevel(16 * 60, MANAGERS),
)
"""The owner at once, the leaders after half a working day, the managers after two days."""


def reached(
    levels: Sequence[EscalationLevel],
    calendar: WorkingCalendar,
    *,
    due_at: datetime,
    told: int,
    now: datetime,
) -> list[tuple[int, EscalationLevel]]:
    """The levels, from 1, that are reached by now and of which nobody was told; `told` is the last that was."""
    if now <= due_at:
        return []
    late = working_minutes(calendar, due_at, now)
    return [
        (number, level)
        for number, level in enumerate(sorted(levels, key=lambda one: one.after), start=1)
        if number > told and level.after <= late
    ]
