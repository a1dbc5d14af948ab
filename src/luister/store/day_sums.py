"""Day sums of many series, kept beside the facts: answers that come in are added, nothing is counted twice."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt

from luister.estimates.day_sums import DaySums, Numbers, Places, empty_sums, lengthened
from luister.store.coded_facts import Coded, CodedRows, Column
from luister.store.histogram import AskedColumn, constant_of
from luister.store.home import Store
from luister.store.segment import column_of, quoted

Group = tuple[str, ...]
Flags = npt.NDArray[np.bool_]
Points = Callable[[float], float]
_EPOCH = 719_163  # The ordinal of 1970-01-01, from which the engine counts days.


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Which answers make which series: the question, the dimensions that part them, and a filter.

    `without` names processes that are cut in another way. A group of which a dimension is unknown is no series,
    unless nobody told it of any answer.
    """

    asked: AskedColumn
    dimensions: tuple[str, ...] = ()
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    without: tuple[str, ...] = ()

    def columns(self) -> list[Column]:
        """The columns of the facts that are read."""
        names = dict.fromkeys((*self.dimensions, *self.where))
        varied = [(column_of(name), None) for name in names if self._constant(name) is None]
        return [("survey", None), (self.asked.value, self.asked.status), *varied]

    def _constant(self, name: str) -> str | None:
        return constant_of(name, self.asked)


@dataclass(frozen=True, slots=True)
class DayCounts:
    """How often each value was given, by series and day: one row each, in the order of series and day.

    `groups` names the series; `series` and `days` (ordinals), `values` and `n` are columns.
    """

    groups: tuple[Group, ...]
    series: Places
    days: Places
    values: Numbers
    n: Numbers

    def counts(self, series: int, first: date, last: date) -> dict[float, int]:
        """How often each value was given in a series from `first` up to `last`."""
        start, stop = np.searchsorted(self.series, [series, series + 1])
        days = self.days[start:stop]
        low = start + np.searchsorted(days, first.toordinal())
        high = start + np.searchsorted(days, last.toordinal(), side="right")
        found: dict[float, int] = {}
        for value, n in zip(
            self.values[low:high].tolist(), self.n[low:high].tolist(), strict=True
        ):
            found[value] = found.get(value, 0) + int(n)
        return found

    def sums(self, points: Points, first: date, last: date) -> DaySums:
        """The day sums of the points that the answers earn, for the days from `first` up to `last`."""
        made = empty_sums(len(self.groups), first, (last - first).days + 1)
        days = self.days - first.toordinal()
        kept = (days >= 0) & (days < made.days)
        made.add(self.series[kept], days[kept], earned(self.values[kept], points), self.n[kept])
        return made


def earned(values: Numbers, points: Points) -> Numbers:
    """The points of each answer; each different value is looked up once."""
    different, place = np.unique(values, return_inverse=True)
    return np.array([points(value) for value in different.tolist()], float)[place]


def day_counts(store: Store, cut: Cut, *, first: date, last: date) -> DayCounts:
    """The answers of a cut from `first` up to `last`, counted by series, day and value."""
    store.projection.catch_up()
    return _counted(store.coded.rows(cut.columns()), cut, first, last)


def last_day(store: Store, cut: Cut) -> tuple[date, date] | None:
    """The first and the last day on which the question of a cut was answered; None where never."""
    store.projection.catch_up()
    rows = store.coded.rows(cut.columns())
    answers = rows.columns[cut.asked.value, cut.asked.status].codes > 0
    of_days = np.repeat(rows.days, np.diff(rows.starts))[answers & _in_surveys(rows, cut)]
    if not len(of_days):
        return None
    return date.fromordinal(int(of_days[0])), date.fromordinal(int(of_days[-1]))


def _in_surveys(rows: CodedRows, cut: Cut) -> Flags:
    coded = rows.columns["survey", None]
    return np.array([value in cut.asked.surveys for value in coded.values], bool)[coded.codes]


def _counted(rows: CodedRows, cut: Cut, first: date, last: date) -> DayCounts:
    low, high = np.searchsorted(rows.days, [first.toordinal(), last.toordinal() + 1])
    span = slice(int(rows.starts[low]), int(rows.starts[high]))
    value = rows.columns[cut.asked.value, cut.asked.status]
    kept = (value.codes[span] > 0) & _in_surveys(rows, cut)[span]
    parts: list[tuple[Any, Sequence[Any]]] = []
    for name in dict.fromkeys((*cut.dimensions, *cut.where)):
        constant = constant_of(name, cut.asked)
        allowed = cut.where.get(name)
        if constant is not None:
            kept &= allowed is None or constant in allowed
            continue
        coded = rows.columns[column_of(name), None]
        if allowed is not None:
            wanted = {text or None for text in allowed}
            kept &= np.array([one in wanted for one in coded.values], bool)[coded.codes[span]]
        if name in cut.dimensions:
            parts.append((coded.codes[span], coded.values))
    of_rows = np.repeat(rows.days[low:high], np.diff(rows.starts[low : high + 1]))
    days = of_rows[kept].astype(np.int64)
    return _joined(cut, [(codes[kept], known) for codes, known in parts], days, value, span, kept)


def _joined(
    cut: Cut,
    parts: list[tuple[Any, Sequence[Any]]],
    days: Places,
    value: Coded,
    span: slice,
    kept: Flags,
) -> DayCounts:
    place = np.zeros(len(days), np.int64)
    for codes, known in parts:
        place = place * len(known) + codes
    used, series = np.unique(place, return_inverse=True)
    codes = value.codes[span][kept].astype(np.int64)
    width = len(value.values)
    start = int(days[0]) if len(days) else 0
    stretch = int(days[-1]) - start + 1 if len(days) else 1
    cell = (series.astype(np.int64) * stretch + (days - start)) * width + codes
    found, n = np.unique(cell, return_counts=True)
    numbers = np.array([0.0 if one is None else float(one) for one in value.values])
    return DayCounts(
        groups=_groups(cut, parts, used),
        series=found // width // stretch,
        days=found // width % stretch + start,
        values=numbers[found % width],
        n=n.astype(float),
    )


def _groups(cut: Cut, parts: list[tuple[Any, Sequence[Any]]], used: Places) -> tuple[Group, ...]:
    varied: list[list[str]] = []
    left = used
    for _, known in reversed(parts):
        varied.insert(0, [known[at] or "" for at in (left % len(known)).tolist()])
        left = left // len(known)
    columns = iter(varied)
    told = [
        [constant] * len(used) if constant is not None else next(columns)
        for constant in (constant_of(name, cut.asked) for name in cut.dimensions)
    ]
    return tuple(zip(*told, strict=True)) if told else ((),) * len(used)


class KeptDaySums:
    """The day sums of one cut as answers come in; one a process, not for several threads at once."""

    def __init__(self, store: Store, cut: Cut, points: Points, *, first: date) -> None:
        """Nothing is counted yet; days before `first` never are."""
        self._store, self._cut, self._points, self._first = store, cut, points, first
        self._forget()

    def _forget(self) -> None:
        self._last, self._builds = -1, -1
        self._mark: tuple[Any, ...] = ()
        self._places: dict[Group, int] = {}
        self.sums = empty_sums(0, self._first, 1)

    @property
    def groups(self) -> list[Group]:
        """The groups, in the order of the series."""
        return list(self._places)

    def bring_up(self) -> tuple[Places, Places] | None:
        """The series and columns to which answers were added; None where all was counted anew.

        The work follows the answers that came in, but for one checksum that tells whether rows went away.
        """
        self._store.projection.catch_up()
        with self._store.projection.snapshot() as (_, builds, cursor):
            is_known = builds == self._builds and _mark(cursor, self._last) == self._mark
            if not is_known:
                self._forget()
            newest = cursor.execute("SELECT max(rowid) FROM fact").fetchall()[0][0]
            found = cursor.execute(self._news(), self._bound()).fetchnumpy()
            self._builds = builds
            self._last = -1 if newest is None else int(newest)
            self._mark = _mark(cursor, self._last)
        added = self._add(found)
        return added if is_known else None

    def _news(self) -> str:
        parts = [
            f"coalesce({quoted(column_of(name))}, '')"
            for name in self._cut.dimensions
            if constant_of(name, self._cut.asked) is None
        ]
        value, status = quoted(self._cut.asked.value), self._cut.asked.status
        answered = f" AND {quoted(status)} = 0" if status else ""
        listed = "".join(f", {part} AS g{place}" for place, part in enumerate(parts))
        return (
            f"SELECT day - DATE '1970-01-01' AS day, {value} AS value, count(*) AS n{listed} "
            f"FROM fact WHERE rowid > $last AND day >= $first AND {value} IS NOT NULL{answered} "
            "AND list_contains($surveys, survey) GROUP BY ALL"
        )

    def _bound(self) -> dict[str, Any]:
        return {
            "last": self._last,
            "first": self._first,
            "surveys": list(self._cut.asked.surveys),
        }

    def _add(self, found: Mapping[str, Any]) -> tuple[Places, Places]:
        days = found["day"].astype(np.int64) + (_EPOCH - self._first.toordinal())
        series = self._series(found)
        longest = max(self.sums.days, int(days.max()) + 1 if len(days) else 0)
        self.sums = lengthened(self.sums, len(self._places), longest)
        points = earned(found["value"].astype(float), self._points)
        self.sums.add(series, days, points, found["n"].astype(float))
        return series, days

    def _series(self, found: Mapping[str, Any]) -> Places:
        told: list[Sequence[str]] = []
        varied = 0
        for name in self._cut.dimensions:
            constant = constant_of(name, self._cut.asked)
            if constant is None:
                told.append(found[f"g{varied}"].tolist())
                varied += 1
            else:
                told.append([constant] * len(found["n"]))
        groups = zip(*told, strict=True) if told else [()] * len(found["n"])
        places = self._places
        return np.array([places.setdefault(one, len(places)) for one in groups], np.int64)


def _mark(cursor: duckdb.DuckDBPyConnection, last: int) -> tuple[Any, ...]:
    """What tells whether the rows up to number `last` are those that they were."""
    rows = cursor.execute(
        "SELECT count(*), max(rowid), bit_xor(hash(rowid, response)) FROM fact WHERE rowid <= $last",
        {"last": last},
    ).fetchall()
    return tuple(rows)
