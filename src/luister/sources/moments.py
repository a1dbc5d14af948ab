"""Reads moments in time out of text: local to the organisation, kept in UTC."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pyarrow as pa

from luister.sources.arrow_column import Column
from luister.sources.arrow_column import kernels as pc
from luister.sources.column_mapping import (
    DAY_OF_MONTH,
    EXCEL_DAYS,
    ISO,
    UNIX_MILLISECONDS,
    UNIX_SECONDS,
    DateForm,
)
from luister.sources.numbers import numbers

_LOCAL, _UTC = pa.timestamp("us"), pa.timestamp("us", tz="UTC")
_ISO_TEXT = re.compile(
    r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d([.,]\d+)?)?)?\s*(Z|[+-]\d\d(:?\d\d)?)?"
)
_SIGNS = {
    **dict.fromkeys("mHMSI", r"\d{1,2}"),
    "d": r"(?P<day>\d{1,2})",
    "Y": r"\d{4}",
    "y": r"\d{2}",
    "p": r"[AaPp]\.?[Mm]\.?",
    **dict.fromkeys("bBaA", r"[^\W\d]+\.?"),
    "%": "%",
}
_EXCEL_START = -2_209_161_600
_MICROSECONDS = 1_000_000
_EARLIEST, _LATEST = 1900, 2200


@dataclass(frozen=True, slots=True)
class Clock:
    """How a column's dates become moments: their form, and the zone that they are local to."""

    form: DateForm
    time_zone: str


def moments(texts: Column, clock: Clock) -> Column:
    """The moments that the texts say, in UTC; null where a text says none.

    A date without a time is its midnight in the zone. A time that the zone's clock shows twice is
    the first; one that it skips is the moment after. A text with its own offset keeps it.

    >>> day = moments(pa.array(["31-05-2017"]), Clock(DateForm("%d-%m-%Y"), "Europe/Amsterdam"))
    >>> day[0].as_py().isoformat()
    '2017-05-30T22:00:00+00:00'
    """
    if clock.form.format == ISO:
        return _plausible(_iso(texts, clock.time_zone))
    if clock.form.format in {UNIX_SECONDS, UNIX_MILLISECONDS}:
        scale = _MICROSECONDS if clock.form.format == UNIX_SECONDS else _MICROSECONDS // 1000
        return _plausible(_from_microseconds(numbers(texts, None), scale).cast(_UTC))
    return _plausible(_in_utc(_local(texts, clock.form), clock.time_zone))


def midnight(day: date, time_zone: str) -> Column:
    """The first moment of a day in a zone, in UTC."""
    start = pa.array([datetime(day.year, day.month, day.day)], _LOCAL)  # noqa: DTZ001 - local
    return _in_utc(start, time_zone)[0]


def _local(texts: Column, form: DateForm) -> Column:
    if form.format == EXCEL_DAYS:
        return _from_microseconds(numbers(texts, None), 86_400 * _MICROSECONDS, start=_EXCEL_START)
    if form.format == DAY_OF_MONTH:
        day = numbers(texts, None)
        whole = pc.if_else(pc.equal(day, pc.floor(day)), day, pa.scalar(None, pa.float64()))
        two = pc.utf8_lpad(pc.cast(whole.cast(pa.int64(), safe=False), pa.string()), 2, "0")
        texts = pc.binary_join_element_wise(f"{form.year:04d}-{form.month:02d}", two, "-")
        return _strictly(texts)
    return _by_signs(texts, form.format)


def _by_signs(texts: Column, signs: str) -> Column:
    """Parses by strptime's signs, and turns down 30 February, which strptime takes for 2 March."""
    parsed = pc.strptime(texts, format=signs, unit="us", error_is_null=True)
    pattern = re.sub(r"%(.)|(\s+)|([^%\s]+)", _sign_pattern, signs)
    fits = pc.match_substring_regex(texts, f"^{pattern.replace('?P<day>', '')}$")
    if "?P<day>" in pattern:
        found = pc.struct_field(pc.extract_regex(texts, f"^{pattern}$"), "day")
        fits = pc.and_(fits, pc.equal(numbers(found, None), pc.day(parsed).cast(pa.float64())))
    return pc.if_else(pc.fill_null(fits, False), parsed, pa.scalar(None, _LOCAL))


def _sign_pattern(sign: re.Match[str]) -> str:
    if sign[1]:
        return _SIGNS.get(sign[1], ".+")
    return r"\s+" if sign[2] else re.escape(sign[3])


def _iso(texts: Column, time_zone: str) -> Column:
    try:
        return _in_utc(pc.cast(texts, _LOCAL), time_zone)
    except pa.ArrowInvalid:
        # Some text is no such date, or has an offset: each one is looked at by itself.
        zoned = pc.match_substring_regex(texts, r"(Z|:\d\d\s*[+-]\d\d(:?\d\d)?)$")
        own = pc.if_else(zoned, texts, pa.scalar(None, pa.string()))
        local = pc.if_else(zoned, pa.scalar(None, pa.string()), texts)
        return pc.coalesce(_strictly(own).cast(_UTC), _in_utc(_strictly(local), time_zone))


def _strictly(texts: Column) -> Column:
    return pa.array([_one_iso(text) for text in texts.to_pylist()], _LOCAL)


def _one_iso(text: str | None) -> datetime | None:
    """The date in the text: as it stands, or in UTC where the text has an offset."""
    if text is None or not _ISO_TEXT.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text.replace(" +", "+").replace(" -", "-"))
    except ValueError:
        return None
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _from_microseconds(count: Column, scale: int, *, start: int = 0) -> Column:
    sound = pc.less(pc.abs(count), 1e14)
    moved = pc.add(pc.multiply(count, float(scale)), float(start * _MICROSECONDS))
    bounded = pc.less(pc.abs(moved), 9e18)
    kept = pc.if_else(pc.and_(sound, bounded), pc.round(moved), pa.scalar(None, pa.float64()))
    return kept.cast(pa.int64(), safe=False).cast(_LOCAL)


def _in_utc(local: Column, time_zone: str) -> Column:
    zoned = pc.assume_timezone(local, time_zone, ambiguous="earliest", nonexistent="latest")
    return zoned.cast(_UTC)


def _plausible(moment: Column) -> Column:
    """Without the years that no answer was given in: a wrong format, not a wrong century."""
    year = pc.year(moment)
    good = pc.and_(pc.greater_equal(year, _EARLIEST), pc.less_equal(year, _LATEST))
    return pc.if_else(good, moment, pa.scalar(None, _UTC))


def swapped_date(form: DateForm) -> DateForm:
    """The form with day and month in each other's place.

    >>> swapped_date(DateForm("%d-%m-%Y")).format
    '%m-%d-%Y'
    """
    swapped = re.sub("%[dm]", lambda sign: "%m" if sign[0] == "%d" else "%d", form.format)
    return replace(form, format=swapped)
