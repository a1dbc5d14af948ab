"""The hours in which an organisation works: when so many of them have passed, and how many lie between."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from luister.cases.dutch_holidays import dutch_holidays
from luister.errors import MappingError

DUTCH, NONE = "nl", ""
HOLIDAYS = (DUTCH, NONE)
_OFFICE = (time(9), time(17))
WEEKDAYS: Mapping[int, tuple[time, time]] = dict.fromkeys(range(5), _OFFICE)
"""Monday (0) to Friday, nine to five."""

_FURTHEST = 3660  # days: a calendar that is closed for ten years has no next hour.


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingCalendar:
    """From when to when on each weekday (Monday is 0), in `time_zone`; closed on holidays and `closed` days."""

    time_zone: str
    days: Mapping[int, tuple[time, time]] = field(default_factory=lambda: dict(WEEKDAYS))
    holidays: str = DUTCH
    closed: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        """Refuses hours that never come."""
        if not self.days or not set(self.days) <= set(range(7)):
            raise MappingError("A week without working days.", hint="Choose one day or more.")
        for first, last in self.days.values():
            if not first < last:
                raise MappingError(
                    f"Hours from {first:%H:%M} to {last:%H:%M}.",
                    hint="Let them end later than they begin, on one day.",
                )
        if self.holidays not in HOLIDAYS:
            raise MappingError(
                f"There are no holidays {self.holidays!r}.", hint="There are: nl, or none."
            )


def is_open_on(calendar: WorkingCalendar, day: date) -> bool:
    """True on a day with working hours."""
    is_holiday = calendar.holidays == DUTCH and day in dutch_holidays(day.year)
    return day.weekday() in calendar.days and not is_holiday and day not in calendar.closed


def due_after(calendar: WorkingCalendar, moment: datetime, minutes: float) -> datetime:
    """The moment, in UTC, at which so many working minutes have passed since `moment`.

    Raises:
        MappingError: the calendar is closed for ten years.

    >>> office = WorkingCalendar(time_zone="Europe/Amsterdam")
    >>> friday = datetime(2026, 4, 3, 14, 0, tzinfo=UTC)  # 16:00 in Amsterdam, before Easter
    >>> due_after(office, friday, 120).isoformat()
    '2026-04-07T08:00:00+00:00'
    """
    left = timedelta(minutes=minutes)
    for first, last in _stretches(calendar, moment):
        if left <= last - first:
            return first + left
        left -= last - first
    raise MappingError("The calendar is closed for years.", hint="Give it working days.")


def working_minutes(calendar: WorkingCalendar, start: datetime, end: datetime) -> float:
    """How many working minutes lie between two moments; 0 where the end is not later."""
    passed = timedelta()
    for first, last in _stretches(calendar, start):
        if first >= end:
            break
        passed += min(last, end) - first
    return passed.total_seconds() / 60


def _stretches(calendar: WorkingCalendar, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The working hours from `moment` on, day by day, in UTC: a clock that is changed changes their length."""
    zone = ZoneInfo(calendar.time_zone)
    start = moment.astimezone(UTC)
    day = moment.astimezone(zone).date()
    for later in count():
        if later > _FURTHEST:
            return
        one = day + timedelta(days=later)
        if not is_open_on(calendar, one):
            continue
        opens, closes = (
            datetime.combine(one, hour, zone).astimezone(UTC)
            for hour in calendar.days[one.weekday()]
        )
        if closes > start:
            yield max(opens, start), closes
