"""The public holidays of the Netherlands, computed."""

from datetime import date, timedelta

_SUNDAY = 6


def easter_sunday(year: int) -> date:
    """Easter Sunday of a year in the Gregorian calendar.

    Source: the anonymous algorithm of Nature (1876), as in Meeus (1991), Astronomical Algorithms, ch. 8.

    >>> easter_sunday(2026).isoformat()
    '2026-04-05'
    """
    a = year % 19
    b, c = divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def kings_day(year: int) -> date:
    """King's Day: 27 April, the day before where that is a Sunday.

    >>> kings_day(2025).isoformat()
    '2025-04-26'
    """
    day = date(year, 4, 27)
    return day - timedelta(days=1) if day.weekday() == _SUNDAY else day


def dutch_holidays(year: int) -> frozenset[date]:
    """The days of a year, from 2014 on, on which Dutch offices are closed by general custom.

    Good Friday is no day off by custom and not among them; Liberation Day is one every fifth year
    (2025, 2030), as most agreements have it. An organisation may add days of its own.

    Source: Algemene termijnenwet, art. 3, for all but Liberation Day.
    """
    easter = easter_sunday(year)
    days = [
        date(year, 1, 1),
        easter,
        easter + timedelta(days=1),
        kings_day(year),
        easter + timedelta(days=39),
        easter + timedelta(days=49),
        easter + timedelta(days=50),
        date(year, 12, 25),
        date(year, 12, 26),
    ]
    return frozenset([*days, *([date(year, 5, 5)] if year % 5 == 0 else [])])
