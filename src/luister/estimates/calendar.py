"""Stretches of days by their names: months, quarters, the period before, the same a year ago."""

from datetime import date, timedelta

from luister.errors import UnknownNameError
from luister.estimates.report import Period

EVERY = ("day", "week", "month", "quarter", "year")
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def start_of(every: str, day: date) -> date:
    """The first day of the stretch in which `day` falls; weeks begin on Monday.

    >>> start_of("quarter", date(2017, 5, 20))
    datetime.date(2017, 4, 1)
    """
    if every == "day":
        return day
    if every == "week":
        return day - timedelta(days=day.weekday())
    months = _MONTHS[every]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def stretch(every: str, start: date) -> Period:
    """The day, week, month, quarter or year that begins at `start`, with its name.

    >>> stretch("month", date(2017, 2, 1))
    Period(first=datetime.date(2017, 2, 1), last=datetime.date(2017, 2, 28), label='2017-02')
    """
    return Period(start, _next(every, start) - timedelta(days=1), label_of(every, start))


def label_of(every: str, start: date) -> str:
    """The name of a stretch: 2017-05-01, 2017-W18, 2017-05, 2017-Q2 or 2017."""
    if every == "week":
        year, week, _ = start.isocalendar()
        return f"{year}-W{week:02d}"
    if every == "quarter":
        return f"{start.year}-Q{(start.month + 2) // 3}"
    return {"day": start.isoformat(), "month": f"{start:%Y-%m}", "year": f"{start.year}"}[every]


def stretch_before(every: str, start: date) -> date:
    """The first day of the stretch before the one that begins at `start`."""
    return start_of(every, start - timedelta(days=1))


def year_earlier(day: date) -> date:
    """The same day a year ago; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def stretch_year_earlier(every: str, start: date) -> date:
    """The first day of the same stretch a year ago; for weeks, 52 weeks ago."""
    return start - timedelta(weeks=52) if every == "week" else year_earlier(start)


def compared_period(compare: str, period: Period) -> Period:
    """The period that `period` is set against: previous, last-year, or two days D..D.

    The previous of whole calendar months is as many calendar months before; else as many days.

    Raises:
        UnknownNameError: `compare` is none of the three.

    >>> compared_period("previous", Period(date(2017, 4, 1), date(2017, 6, 30))).first
    datetime.date(2017, 1, 1)
    """
    if compare == "last-year":
        return Period(year_earlier(period.first), year_earlier(period.last))
    if compare == "previous":
        return _previous(period)
    return parsed_period(compare)


def parsed_period(text: str) -> Period:
    """The two days of a text such as 2016-01-01..2016-12-31.

    Raises:
        UnknownNameError: it holds no two days, or the first comes last.
    """
    first, separator, last = text.partition("..")
    try:
        period = Period(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        separator = ""
    if not separator or period.first > period.last:
        raise UnknownNameError(
            f"{text!r} is no period to compare with.",
            hint="Write previous, last-year, or two days as 2016-01-01..2016-12-31.",
        )
    return period


def _previous(period: Period) -> Period:
    before = period.first - timedelta(days=1)
    if period.first.day == 1 and (period.last + timedelta(days=1)).day == 1:
        months = _months(period.last) - _months(period.first) + 1
        return Period(_month(_months(period.first) - months), before)
    return Period(period.first - (period.last - period.first) - timedelta(days=1), before)


def _months(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month(months: int) -> date:
    return date(months // 12, months % 12 + 1, 1)


def _next(every: str, start: date) -> date:
    if every in _MONTHS:
        return _month(_months(start) + _MONTHS[every])
    return start + timedelta(days=7 if every == "week" else 1)
