"""When a letter may leave: within decent hours where the person lives."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from luister.errors import MappingError

WEEK = (0, 1, 2, 3, 4, 5, 6)


@dataclass(frozen=True, slots=True)
class SendingWindow:
    """From `first` up to, not including, `last` on the person's own clock; `days` count from Monday, 0."""

    first: time = time(9)
    last: time = time(20)
    days: tuple[int, ...] = WEEK

    def __post_init__(self) -> None:
        """Refuses a window that never opens."""
        if not self.first < self.last:
            raise MappingError(
                f"A window from {self.first:%H:%M} to {self.last:%H:%M}.",
                hint="Let it end later than it begins, on one day.",
            )
        if not self.days or not set(self.days) <= set(WEEK):
            raise MappingError("A window without days.", hint="Name days from 0 (Monday) to 6.")


DAYTIME = SendingWindow()


def next_moment(window: SendingWindow, moment: datetime, *, time_zone: str) -> datetime:
    """The first moment, not before `moment`, at which the window is open there; in UTC.

    An hour that the clock skips in spring is passed over to the first that exists.

    >>> night = datetime(2026, 7, 1, 2, tzinfo=UTC)
    >>> next_moment(SendingWindow(), night, time_zone="Europe/Amsterdam").isoformat()
    '2026-07-01T07:00:00+00:00'
    """
    zone = ZoneInfo(time_zone)
    there = moment.astimezone(zone)
    if there.weekday() in window.days and window.first <= there.time() < window.last:
        return moment.astimezone(UTC)
    day = there.date()
    if there.time() >= window.first:
        day += timedelta(days=1)
    while day.weekday() not in window.days:
        day += timedelta(days=1)
    return datetime.combine(day, window.first, zone).astimezone(UTC)
