"""When people are told: outside their quiet hours, and digests at the hour they chose; on their own clock."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAILY, WEEKLY, NEVER = "daily", "weekly", "never"
MONDAY = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """A person's own times: quiet from `quiet_from` up to `quiet_until` (over midnight where it ends before it begins).

    Both the same means never quiet. `rhythm` is daily, weekly or never; a digest comes at
    `digest_at`, a weekly one on Mondays, a daily one from Monday to Friday.
    """

    time_zone: str
    quiet_from: time = time(20)
    quiet_until: time = time(7)
    rhythm: str = WEEKLY
    digest_at: time = time(7, 30)


def is_quiet(hours: Hours, moment: datetime) -> bool:
    """True where the person is not to be disturbed.

    >>> is_quiet(Hours(time_zone="Europe/Amsterdam"), datetime(2026, 7, 1, 21, tzinfo=UTC))
    True
    """
    there = moment.astimezone(ZoneInfo(hours.time_zone)).time()
    begins, ends = hours.quiet_from, hours.quiet_until
    if begins <= ends:
        return begins <= there < ends
    return there >= begins or there < ends


def after_quiet(hours: Hours, moment: datetime) -> datetime:
    """The first moment, not before `moment`, at which the person may be told; in UTC.

    >>> night = datetime(2026, 7, 1, 23, tzinfo=UTC)
    >>> after_quiet(Hours(time_zone="Europe/Amsterdam"), night).isoformat()
    '2026-07-02T05:00:00+00:00'
    """
    if not is_quiet(hours, moment):
        return moment.astimezone(UTC)
    zone = ZoneInfo(hours.time_zone)
    there = moment.astimezone(zone)
    day = there.date() + timedelta(days=1 if there.time() >= hours.quiet_until else 0)
    return datetime.combine(day, hours.quiet_until, zone).astimezone(UTC)


def digest_day(hours: Hours, moment: datetime) -> date | None:
    """The day whose digest is due at `moment` on the person's clock; None where none is.

    A digest that could not leave on its day (the server was off) is due until the next one is.

    >>> monday = datetime(2026, 11, 23, 8, tzinfo=UTC)
    >>> digest_day(Hours(time_zone="Europe/Amsterdam"), monday)
    datetime.date(2026, 11, 23)
    """
    if hours.rhythm == NEVER:
        return None
    there = moment.astimezone(ZoneInfo(hours.time_zone))
    day = there.date() if there.time() >= hours.digest_at else there.date() - timedelta(days=1)
    last = {MONDAY} if hours.rhythm == WEEKLY else {0, 1, 2, 3, 4}
    while day.weekday() not in last:
        day -= timedelta(days=1)
    return day


def days_before(hours: Hours) -> int:
    """How many days a first digest looks back."""
    return 7 if hours.rhythm == WEEKLY else 1
