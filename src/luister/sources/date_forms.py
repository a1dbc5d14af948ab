"""Finds how the dates in a column are written."""

import re
from dataclasses import dataclass

import pyarrow as pa

from luister.sources.column_mapping import (
    EXCEL_DAYS,
    ISO,
    UNIX_MILLISECONDS,
    UNIX_SECONDS,
    DateForm,
)
from luister.sources.moments import Clock, moments, swapped_date

_TIMES = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p", ", %H:%M", ", %I:%M %p")
_DAYS = (
    *(f"%d{sign}%m{sign}{year}" for sign in "-/." for year in ("%Y", "%y")),
    *(f"%m{sign}%d{sign}{year}" for sign in "/-." for year in ("%Y", "%y")),
    "%Y/%m/%d",
    "%d %b %Y",
    "%d %B %Y",
    "%d-%b-%Y",
    "%b %d, %Y",
    "%B %d, %Y",
)
_SAMPLE = 300
_ALL = 0.98


@dataclass(frozen=True, slots=True)
class FoundDates:
    """The form of the dates in a column, and the other form that fits as well where day and month may change places."""

    form: DateForm
    other: DateForm | None = None


def found_dates(texts: list[str], *, named_date: bool) -> FoundDates | None:
    """How the texts are dates; None where they are not.

    Numbers count as dates only where the heading says so: days as Excel counts them, or seconds as
    computers do.

    >>> found_dates(["31-05-2017", "01-06-2017"], named_date=False).form.format
    '%d-%m-%Y'
    >>> found_dates(["01/05/2017"], named_date=False).other.format
    '%m/%d/%Y'
    """
    sample = pa.array(texts[:_SAMPLE], pa.string())
    if not len(sample):
        return None
    fitting = [form for form in _candidates(texts[0], named_date) if _fits(sample, form)]
    if not fitting:
        return None
    first = DateForm(fitting[0])
    swapped = swapped_date(first)
    is_doubtful = swapped != first and swapped.format in fitting
    return FoundDates(first, swapped if is_doubtful else None)


def _candidates(text: str, named_date: bool) -> list[str]:
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return [EXCEL_DAYS, UNIX_SECONDS, UNIX_MILLISECONDS] if named_date else []
    if re.match(r"\d{4}-\d\d-\d\d", text):
        return [ISO]
    time = re.search(r"\d:\d", text) is not None
    return [day + hour for day in _DAYS for hour in (_TIMES[1:] if time else _TIMES[:1])]


def _fits(sample: pa.StringArray, form: str) -> bool:
    found = moments(sample, Clock(DateForm(form), "UTC"))
    years = [moment.year for moment in found.to_pylist() if moment is not None]
    # Times of day that a spreadsheet kept as dates lie around 1900; a number of any other kind
    # taken for a date falls far from now.
    low = 1990 if form in {EXCEL_DAYS, UNIX_SECONDS, UNIX_MILLISECONDS} else 1950
    return sum(1 for year in years if low <= year <= 2100) >= _ALL * len(sample)
