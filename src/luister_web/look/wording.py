"""Numbers, days and periods as people of the chosen language write them."""

import calendar
from datetime import date
from functools import lru_cache

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from luister.estimates.estimate import Difference, Estimate
from luister.estimates.report import Period

DECIMALS = {"points": 1, "percent": 1, "scale": 2, "count": 0}
MINUS = "\N{MINUS SIGN}"
DASH = "\N{EN DASH}"


def number_words(value: float, decimals: int = 0) -> str:
    """The number with its decimals, grouped, with a true minus: 2,746 or 2.746.

    A number that rounds to nought carries no sign.
    """
    return _number_words(value, decimals, get_language())


# A page writes some two hundred numbers, most of them often.
@lru_cache(maxsize=2048)
def _number_words(value: float, decimals: int, _language: str) -> str:
    rounded = round(value, decimals)
    text = number_format(abs(rounded), decimals, use_l10n=True, force_grouping=True)
    return f"{MINUS}{text}" if rounded < 0 else text


def value_words(value: float, unit: str) -> str:
    """The value in its unit: 39.8, 82.1%, 4.06 or 2,746."""
    text = number_words(value, DECIMALS.get(unit, 1))
    return f"{text}%" if unit == "percent" else text


def change_words(value: float, unit: str) -> str:
    """The change with its sign: +1.5 or -0.03; a change of shares is in points, so without %."""
    decimals = DECIMALS.get(unit, 1)
    text = number_words(value, decimals)
    return f"+{text}" if round(value, decimals) > 0 else text


def range_words(low: float, high: float, unit: str) -> str:
    """From low to high: 37.2 to 42.4."""
    words = {"low": value_words(low, unit), "high": value_words(high, unit)}
    return _("%(low)s to %(high)s") % words


def interval_words(estimate: Estimate) -> str:
    """The interval of an estimate; empty for a count, which is exact."""
    if estimate.unit == "count":
        return ""
    return range_words(estimate.low, estimate.high, estimate.unit)


def estimate_words(estimate: Estimate) -> str:
    """The estimate in full: 39.8 (37.2 to 42.4), n 2,746."""
    value = value_words(estimate.value, estimate.unit)
    interval = interval_words(estimate)
    count = number_words(estimate.n)
    return f"{value} ({interval}), n {count}" if interval else value


def difference_words(difference: Difference, unit: str) -> str:
    """The change and its interval: -4.2 (-7.1 to -1.3)."""
    ends = {
        "low": change_words(difference.low, unit),
        "high": change_words(difference.high, unit),
    }
    return f"{change_words(difference.value, unit)} ({_('%(low)s to %(high)s') % ends})"


def day_words(day: date) -> str:
    """The day: 31 May 2017 or 31 mei 2017."""
    return date_format(day, "j F Y", use_l10n=False)


def stretch_words(first: date, last: date) -> str:
    """A stretch of days, as short as it can be said: 2017, May 2017, 1 May to 9 June 2017."""
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year}" if first.year == last.year else f"{first.year}{DASH}{last.year}"
    if _is_whole_month(first, last):
        return date_format(first, "F Y", use_l10n=False)
    if first == last:
        return day_words(first)
    start = date_format(first, "j F" if first.year == last.year else "j F Y", use_l10n=False)
    return _("%(low)s to %(high)s") % {"low": start, "high": day_words(last)}


def short_stretch_words(first: date, last: date) -> str:
    """A stretch of days for a menu: what it is called, else 27 aug - 24 nov 2026."""
    words = period_words(Period(first, last))
    if len(words) <= 16:
        return words
    month = _month_letters()
    same = first.year == last.year
    start = date_format(first, f"j {month}" if same else f"j {month} Y", use_l10n=False)
    return f"{start} {DASH} {date_format(last, f'j {month} Y', use_l10n=False)}"


def period_words(period: Period) -> str:
    """The period by its days where it is a part of the calendar, by its own name for a wave."""
    quarter = _quarter(period)
    if quarter:
        return quarter
    if period.label and not period.label[:4].isdigit():
        return period.label
    return stretch_words(period.first, period.last)


def tick_words(period: Period, every: str) -> str:
    """The period in the few letters that fit under a chart: nov 2026, 24 nov, Q4 2026, 2026."""
    if every in {"day", "week"}:
        return date_format(period.first, f"j {_month_letters()}", use_l10n=False)
    if every == "month":
        return date_format(period.first, f"{_month_letters()} Y", use_l10n=False)
    if every == "quarter":
        number, year = (period.first.month + 2) // 3, period.first.year
        return _("Q%(quarter)s %(year)s") % {"quarter": number, "year": year}
    return str(period.first.year) if every == "year" else period.label


def _month_letters() -> str:
    """The format of a short month: English writes it with a capital, Dutch without."""
    return "M" if (get_language() or "").startswith("en") else "b"


def _is_whole_month(first: date, last: date) -> bool:
    same = (first.year, first.month) == (last.year, last.month)
    return same and first.day == 1 and last.day == calendar.monthrange(*_month(last))[1]


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def _quarter(period: Period) -> str:
    """The quarter's name where the period is one, empty otherwise."""
    first, last = period.first, period.last
    starts = first.day == 1 and first.month in {1, 4, 7, 10}
    ends = last.day == calendar.monthrange(*_month(last))[1] and last.month == first.month + 2
    if not (starts and ends and first.year == last.year):
        return ""
    return _("Q%(quarter)s %(year)s") % {"quarter": (first.month + 2) // 3, "year": first.year}
