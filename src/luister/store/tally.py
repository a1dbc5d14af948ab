"""Counts the coded facts: how often each value was given, by group and period.

Every row gets the number of its place in the table of all surveys, groups, periods and values; then
the numbers are counted. It answers what `fact_query` asks an engine in SQL, and a test holds the
two together.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from luister.estimates.calendar import start_of
from luister.estimates.count_table import Bucket, CountedCell
from luister.store.coded_rows import CodedRows
from luister.store.column_codes import Coded, Codes, Column, Integers
from luister.store.histogram import AskedColumn, Histogram, check_bucket, constant_of
from luister.store.segment import column_of

_DENSE, _LARGEST = 1 << 20, 1 << 62
_FEW = 4
"""Where fewer than one row in so many answers, only those rows are looked at."""

Weights = npt.NDArray[np.float64]
_SURVEY: Column = ("survey", None)
_WEIGHT: Column = ("weight", None)
_WAVE: Column = ("wave", None)


def columns_for(histogram: Histogram, asked: AskedColumn) -> list[Column]:
    """The columns of the facts that counting these answers reads."""
    names = dict.fromkeys((*histogram.dimensions, *histogram.where))
    varied = [(column_of(name), None) for name in names if constant_of(name, asked) is None]
    wave = [_WAVE] if histogram.every == "wave" else []
    weight = [_WEIGHT] if histogram.weighted else []
    return [_SURVEY, (asked.value, asked.status), *varied, *wave, *weight]


def tallied(rows: CodedRows, histogram: Histogram, asked: AskedColumn) -> list[CountedCell]:
    """The answers in one column, counted as `histogram` asks.

    Raises:
        UnknownNameError: `every` is no period.
    """
    check_bucket(histogram.every)
    picked = _picked(rows, histogram, asked)
    if picked is None:
        return []
    parts = _parts(rows, histogram, asked, picked)
    weights = _weights(rows.columns[_WEIGHT], picked) if histogram.weighted else None
    by_day = np.arange(len(rows.days), dtype=np.min_scalar_type(len(rows.days)))
    days = None if _is_calendar(histogram) else picked.by_day(by_day)
    found = _counted([part.codes for part in parts], [len(p.values) for p in parts], weights, days)
    keep = _lookup(parts[0].values, asked.surveys)[found.codes[0]] & (found.codes[-1] > 0)
    return _cells(found.kept(keep), parts, histogram, asked, rows.days) if keep.any() else []


@dataclass(frozen=True, slots=True)
class _Picked:
    """The rows to count: whole days, and of those perhaps only some rows."""

    days: Integers
    sizes: Integers
    rows: Any
    some: Integers | None = None

    def of(self, codes: Codes) -> Codes:
        """The codes of these rows."""
        found: Codes = codes[self.rows]
        return found if self.some is None else found[self.some]

    def by_day(self, values: Codes) -> Codes:
        """Per row, what is told of its day."""
        found = np.repeat(values[self.days], self.sizes)
        return found if self.some is None else found[self.some]


def _picked(rows: CodedRows, histogram: Histogram, asked: AskedColumn) -> _Picked | None:
    """The rows within the days and the filter; None where there are none."""
    days = _days(rows, histogram)
    if not len(days):
        return None
    starts, ends = rows.starts[days], rows.starts[days + 1]
    if len(days) == days[-1] - days[0] + 1:
        whole: Any = slice(int(starts[0]), int(ends[-1]))
    else:
        whole = np.concatenate([np.arange(a, b) for a, b in zip(starts, ends, strict=True)])
    answers = rows.columns[asked.value, asked.status].codes[whole]
    kept = answers != 0
    is_some = int(np.count_nonzero(kept)) * _FEW < len(answers)
    for name, allowed in histogram.where.items():
        constant, is_some = constant_of(name, asked), True
        if constant is not None:
            kept &= constant in allowed
        else:
            coded = rows.columns[column_of(name), None]
            kept &= _lookup(coded.values, allowed)[coded.codes[whole]]
    return _Picked(days, ends - starts, whole, np.flatnonzero(kept) if is_some else None)


def _days(rows: CodedRows, histogram: Histogram) -> Integers:
    """The places of the days that are asked for."""
    kept = np.full(len(rows.days), not histogram.stretches)
    for first, last in histogram.stretches:
        kept |= (rows.days >= first.toordinal()) & (rows.days <= last.toordinal())
    return np.flatnonzero(kept)


def _lookup(values: Sequence[Any], allowed: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Per code, whether its value is let through; the empty text stands for "unknown"."""
    wanted = {value or None for value in allowed}
    return np.array([value in wanted for value in values], bool)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a row's place: its code, and what the codes mean."""

    codes: Codes
    values: Sequence[Any]


def _parts(
    rows: CodedRows, histogram: Histogram, asked: AskedColumn, picked: _Picked
) -> list[_Part]:
    """Survey, the dimensions that vary, the period, and the value."""

    def part(column: Column) -> _Part:
        coded = rows.columns[column]
        return _Part(picked.of(coded.codes), coded.values)

    varied = [name for name in histogram.dimensions if constant_of(name, asked) is None]
    parts = [part(_SURVEY), *(part((column_of(name), None)) for name in varied)]
    if histogram.every == "wave":
        parts.append(part(_WAVE))
    elif histogram.every:
        codes, starts = _buckets(histogram.every, tuple(rows.days[picked.days].tolist()))
        by_day = np.zeros(len(rows.days), codes.dtype)
        by_day[picked.days] = codes
        parts.append(_Part(picked.by_day(by_day), starts))
    return [*parts, part((asked.value, asked.status))]


@lru_cache(maxsize=64)
def _buckets(every: str, days: tuple[int, ...]) -> tuple[Codes, tuple[date, ...]]:
    """Per day the place of its period, and the first days of the periods."""
    starts = [start_of(every, date.fromordinal(day)) for day in days]
    known = tuple(dict.fromkeys(starts))
    place = {start: number for number, start in enumerate(known)}
    return np.array([place[start] for start in starts], np.min_scalar_type(len(known))), known


def _weights(weight: Coded, picked: _Picked) -> Weights:
    return np.array([0.0, *weight.values[1:]])[picked.of(weight.codes)]


def _is_calendar(histogram: Histogram) -> bool:
    return histogram.every not in {None, "wave"}


@dataclass(frozen=True, slots=True)
class _Counted:
    """The places in use, as a code for each part and in their order, and what was counted there."""

    codes: Sequence[Integers]
    n: Integers
    sums: tuple[Codes, ...]
    ends: tuple[Integers, ...]

    def kept(self, keep: npt.NDArray[np.bool_]) -> "_Counted":
        """Some of the places."""
        return _Counted(
            [codes[keep] for codes in self.codes],
            self.n[keep],
            tuple(sums[keep] for sums in self.sums),
            tuple(days[keep] for days in self.ends),
        )


def _counted(
    codes: Sequence[Codes], sizes: Sequence[int], weights: Weights | None, days: Integers | None
) -> _Counted:
    """Counts the rows at each place: how many, their weights, the first and the last day."""
    room = math.prod(sizes)
    if room <= _DENSE:
        # Once, in the kind of number that all that follows would turn it into.
        place = _place(codes, sizes).astype(np.intp)
        n = np.bincount(place, minlength=room)
        used = np.flatnonzero(n)
        n, of_used = n[used], np.unravel_index(used, tuple(sizes))
    else:
        _, row, place, n = np.unique(
            _place(codes, sizes), return_index=True, return_inverse=True, return_counts=True
        )
        room, used, of_used = len(n), np.arange(len(n)), tuple(one[row] for one in codes)
    both = () if weights is None else (weights, weights * weights)
    sums = [np.bincount(place, weights=each, minlength=room)[used] for each in both]
    ends = () if days is None else (_last(place[::-1], days[::-1], room), _last(place, days, room))
    return _Counted(list(of_used), n, tuple(sums), tuple(end[used] for end in ends))


def _place(codes: Sequence[Codes], sizes: Sequence[int]) -> Integers:
    """The number of each row's place in the table of all parts."""
    room = math.prod(sizes)
    place: Integers = codes[0].astype(np.int32 if room < 1 << 31 else np.int64)
    taken = sizes[0]
    for part, size in zip(codes[1:], sizes[1:], strict=True):
        if taken * size > _LARGEST:  # The places in use are numbered closely, in the same order.
            _, place = np.unique(place, return_inverse=True)
            taken = int(place.max()) + 1
        place *= size
        place += part
        taken *= size
    return place


def _last(place: Integers, days: Integers, room: int) -> Integers:
    """Per place the day of its last row."""
    found = np.zeros(room, days.dtype)
    found[place] = days  # Of several rows at one place, the last is what stays.
    return found


def _cells(
    found: _Counted,
    parts: Sequence[_Part],
    histogram: Histogram,
    asked: AskedColumn,
    days: Integers,
) -> list[CountedCell]:
    """One for each survey, group and period, with all its values."""
    starts = _starts(found.codes[:-1])
    surveys, *told = (
        [part.values[code] for code in codes[starts].tolist()]
        for part, codes in zip(parts[:-1], found.codes[:-1], strict=True)
    )
    buckets: list[Bucket] = [None] * len(starts)
    if histogram.every:
        buckets = [value or "" for value in told.pop()]
    groups = _groups(histogram, asked, told, len(starts))
    ends = _ends(found, starts, days) or (buckets, buckets)
    # Tuples, of which the garbage collector knows that nothing in them can be a circle: many cells are kept.
    values = tuple(parts[-1].values[code] for code in found.codes[-1].tolist())
    n, *sums = (tuple(column.tolist()) for column in (found.n, *found.sums))
    stops = [*starts.tolist()[1:], len(values)]
    return [
        CountedCell(
            group=group,
            bucket=bucket,
            survey=survey,
            question=asked.question,
            scale=asked.scale,
            values=values[start:stop],
            n=n[start:stop],
            weights=tuple(column[start:stop] for column in sums),
            first=first,
            last=last,
        )
        for survey, group, bucket, first, last, start, stop in zip(
            surveys, groups, buckets, *ends, starts.tolist(), stops, strict=True
        )
    ]


def _starts(codes: Sequence[Integers]) -> Integers:
    """Where another survey, group or period begins."""
    is_new = np.ones(len(codes[0]), bool)
    is_new[1:] = np.any([one[1:] != one[:-1] for one in codes], axis=0)
    return np.flatnonzero(is_new)


def _groups(
    histogram: Histogram, asked: AskedColumn, told: list[list[Any]], count: int
) -> list[tuple[str, ...]]:
    """The values of all dimensions, those that the question fixes among them."""
    varied = iter(told)
    columns = [
        [constant] * count if constant is not None else [value or "" for value in next(varied)]
        for constant in (constant_of(name, asked) for name in histogram.dimensions)
    ]
    return list(zip(*columns, strict=True)) if columns else [()] * count


def _ends(
    found: _Counted, starts: Integers, days: Integers
) -> tuple[list[date], list[date]] | None:
    """The first and the last day of each cell, where they were counted."""
    if not found.ends:
        return None
    first, last = found.ends
    return (
        [date.fromordinal(day) for day in days[np.minimum.reduceat(first, starts)].tolist()],
        [date.fromordinal(day) for day in days[np.maximum.reduceat(last, starts)].tolist()],
    )
