"""Columns of the facts as small codes in memory, by day: what counting reads, many times over.

A column costs a byte or two a row and is read when somebody first asks for it. The codes follow the
facts: rows that came in are added, rows that went away are taken out, and where the engine gave
rows other numbers all is read anew.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from luister.store.column_codes import Coded, Column, Integers, columns_read, extended, inserted
from luister.store.projection import Projection
from luister.store.rows_mark import rows_mark

MOST_BYTES = 256 * 1024 * 1024
_AHEAD, _BREATH = 4, 0.1  # Columns that are read ahead at a time, and seconds until the next ones.
_SURVEY: Column = ("survey", None)
_EPOCH = 719_163  # The ordinal of 1970-01-01, from which the engine counts days.


@dataclass(frozen=True, slots=True)
class Changes:
    """The place in the log that the rows are of, and where in the log those of a survey changed last.

    `before` is the place of all surveys that are not in `last`. `lost` tells of surveys of which rows went away
    where that was last, and `row` is the number of the last row: the rest is what came in.
    """

    position: int
    before: int
    last: Mapping[str, int]
    lost: Mapping[str, int] = field(default_factory=dict)
    row: int = -1

    def of(self, surveys: Iterable[str]) -> int:
        """The place in the log where the answers of these surveys changed last."""
        return _latest(self.last, surveys, self.before)

    def lost_of(self, surveys: Iterable[str]) -> int:
        """The place in the log where answers of these surveys went away last."""
        return _latest(self.lost, surveys, self.before)


def _latest(known: Mapping[str, int], surveys: Iterable[str], before: int) -> int:
    """The latest place of these surveys; `before` of those that are not known. Asked a thousand times a page."""
    places = [known[one] for one in surveys if one in known]
    return max(before, *places) if places else before


@dataclass(frozen=True, slots=True)
class CodedRows:
    """The facts in the order of their days.

    `days` are ordinals, ascending; the rows of `days[i]` are `starts[i]` up to `starts[i + 1]`.
    `numbers` are those of the engine, which grow with each row that comes in. `changes` tells the place in the log
    that they are of; `found` keeps where the rows behind one stand.
    """

    changes: Changes
    days: Integers
    starts: Integers
    columns: Mapping[Column, Coded]
    numbers: Integers
    found: dict[int, Integers] = field(default_factory=dict)

    def behind(self, row: int) -> "CodedRows":
        """The rows that came in behind the one with this number."""
        if row not in self.found:
            self.found[row] = np.flatnonzero(self.numbers > row)
        at = self.found[row]
        starts = np.searchsorted(at, self.starts)
        is_used = np.diff(starts) > 0
        return CodedRows(
            self.changes,
            self.days[is_used],
            np.array([*starts[:-1][is_used], len(at)], np.int64),
            {name: Coded(one.values, one.codes[at]) for name, one in self.columns.items()},
            self.numbers[at],
        )


class CodedFacts:
    """The codes of one projection; threads that read share them."""

    def __init__(self, projection: Projection, *, most_bytes: int = MOST_BYTES) -> None:
        """Nothing is read yet. Of columns beyond `most_bytes` those unused for longest go."""
        self._projection = projection
        self._most_bytes = most_bytes
        self._lock = threading.Lock()
        self._forget()

    def rows(self, columns: Iterable[Column]) -> CodedRows:
        """All rows with these columns, of one moment: the latest place in the log that was taken in."""
        wanted = tuple(dict.fromkeys(columns))
        with self._lock:
            is_ready = self._is_ready(wanted)
            if not is_ready:
                self._bring_up(wanted)
            for column in wanted:
                self._held.move_to_end(column)
            found = {column: self._held[column] for column in wanted}
            if not is_ready:
                self._shed(len(wanted))
            return CodedRows(
                self._changes, self._days, self._starts, found, self._order, self._found
            )

    def changes(self) -> Changes:
        """What changed up to the latest place in the log that was taken in; no column is read for it."""
        known, builds = self._changes, self._builds
        if (known.position, builds) == (self._projection.position, self._projection.builds):
            return known  # Asked a hundred times a page: nobody waits for the lock then.
        return self.rows(()).changes

    def read_ahead(self, columns: Sequence[Column]) -> None:
        """Reads these columns before somebody asks, the first ones first, up to half of the room."""
        rows = len(self.rows(columns[:1]).columns[columns[0]].codes)
        fitting = self._most_bytes // 2 // max(1, rows)
        for first in range(0, min(fitting, len(columns)), _AHEAD):  # Others get in between.
            self.rows(columns[first : min(fitting, first + _AHEAD)])
            time.sleep(_BREATH)

    def __len__(self) -> int:
        """How many columns are held."""
        return len(self._held)

    def _forget(self) -> None:
        self._changes = Changes(-1, -1, {})
        self._builds, self._last = -1, -1
        self._mark: tuple[Any, ...] = ()
        self._found: dict[int, Integers] = {}
        self._order, self._responses = np.empty(0, np.uint32), np.empty(0, np.int64)
        self._days, self._starts = np.empty(0, np.int64), np.zeros(1, np.int64)
        self._held: OrderedDict[Column, Coded] = OrderedDict()

    def _is_ready(self, wanted: Sequence[Column]) -> bool:
        is_same = (self._changes.position, self._builds) == (
            self._projection.position,
            self._projection.builds,
        )
        return is_same and all(column in self._held for column in wanted)

    def _bring_up(self, wanted: Sequence[Column]) -> None:
        """Reads what is missing, and what came in since; all in one snapshot of the facts."""
        with self._projection.snapshot() as (position, builds, cursor):
            before, last = self._changes.before, dict(self._changes.last)
            went = dict(self._changes.lost)
            # Row numbers are the engine's: the same rows must still stand under the same ones.
            lost = None if builds != self._builds else self._lost(cursor)
            if lost is None:
                self._forget()
                before, last, went, lost = position, {}, {}, ()
            went |= dict.fromkeys(lost, position)
            last |= dict.fromkeys((*lost, *_surveys_after(cursor, self._last)), position)
            if self._add_rows(cursor):
                self._mark = rows_mark(cursor, self._last)
            missing = [column for column in wanted if column not in self._held]
            for column, read in columns_read(cursor, missing, self._order).items():
                self._held[column] = extended(read, Coded((None,), np.empty(0, np.uint8)), None)
            self._changes = Changes(position, before, last, went, self._last)
            self._builds, self._found = builds, {}

    def _lost(self, cursor: duckdb.DuckDBPyConnection) -> Collection[str] | None:
        """The surveys of which rows went; None where the rows that are held stand under other numbers now."""
        mark = rows_mark(cursor, self._last)
        if mark == self._mark:
            return ()
        kept = _still_there(cursor, self._last, self._order, self._responses)
        if kept is None or _SURVEY not in self._held:
            return None
        survey = self._held[_SURVEY]
        lost = {survey.values[code] or "" for code in np.unique(survey.codes[~kept]).tolist()}
        counts = np.add.reduceat(kept.astype(np.int64), self._starts[:-1])
        self._order, self._responses = self._order[kept], self._responses[kept]
        self._days = self._days[counts > 0]
        self._starts = np.cumsum([0, *counts[counts > 0].tolist()])
        for column, coded in self._held.items():
            self._held[column] = Coded(coded.values, coded.codes[kept])
        self._mark = mark
        return lost

    def _add_rows(self, cursor: duckdb.DuckDBPyConnection) -> bool:
        """Takes in the rows behind the last one known, each among those of its day; False: none."""
        numbers, days = _days_after(cursor, self._last)
        if not len(numbers):
            return False
        responses = _responses_at(cursor, numbers)
        place = np.searchsorted(self._days, days, side="right")
        at = self._starts[place]
        for column, read in columns_read(cursor, list(self._held), numbers).items():
            self._held[column] = extended(read, self._held[column], at)
        self._order = inserted(self._order, at, numbers)
        self._responses = inserted(self._responses, at, responses)
        self._last = int(numbers.max())
        counts = dict(zip(self._days.tolist(), np.diff(self._starts).tolist(), strict=True))
        for day, n in zip(*np.unique(days, return_counts=True), strict=True):
            counts[int(day)] = counts.get(int(day), 0) + int(n)
        self._days = np.array(sorted(counts), np.int64)
        self._starts = np.cumsum([0, *(counts[day] for day in sorted(counts))])
        return True

    def _shed(self, wanted: int) -> None:
        """Lets go of columns unused for longest, but never of the `wanted` latest."""
        held = sum(one.codes.nbytes for one in self._held.values())
        while held > self._most_bytes and len(self._held) > wanted:
            held -= self._held.popitem(last=False)[1].codes.nbytes


def _still_there(
    cursor: duckdb.DuckDBPyConnection, last: int, numbers: Integers, responses: Integers
) -> npt.NDArray[np.bool_] | None:
    """Which of the rows with these numbers and responses are there; None where others stand under their numbers.

    A form that is filled in page by page is replaced at each page: reading all columns anew for that would cost half a
    second of work at a million forms, and this a twentieth of it.
    """
    found = cursor.execute(
        "SELECT rowid, response FROM fact WHERE rowid <= $last", {"last": last}
    ).fetchnumpy()
    if not len(numbers) or not len(found["rowid"]):
        return None
    held_by = np.zeros(last + 1, np.int64)
    is_there = np.zeros(last + 1, np.bool_)
    held_by[found["rowid"]], is_there[found["rowid"]] = found["response"], True
    kept = is_there[numbers]
    is_same = bool(np.array_equal(held_by[numbers][kept], responses[kept]))
    return kept if is_same and int(kept.sum()) == len(found["rowid"]) else None


def _surveys_after(cursor: duckdb.DuckDBPyConnection, last: int) -> list[str]:
    """The surveys of the rows behind `last`."""
    sql = "SELECT DISTINCT survey FROM fact WHERE rowid > $last"
    return [survey for (survey,) in cursor.execute(sql, {"last": last}).fetchall()]


def _responses_at(cursor: duckdb.DuckDBPyConnection, numbers: Integers) -> Integers:
    """The responses of the rows with these numbers, in their order."""
    first, last = int(numbers.min()), int(numbers.max())
    found = cursor.execute(
        "SELECT rowid, response FROM fact WHERE rowid BETWEEN $first AND $last",
        {"first": first, "last": last},
    ).fetchnumpy()
    by_number = np.zeros(last - first + 1, np.int64)
    by_number[found["rowid"] - first] = found["response"]
    return np.asarray(by_number[numbers - first])


def _days_after(cursor: duckdb.DuckDBPyConnection, last: int) -> tuple[Integers, Integers]:
    """The numbers of the rows behind `last`, and their days, in the order of the days."""
    sql = "SELECT rowid, day FROM fact WHERE rowid > $last"
    table = cursor.sql(sql, params={"last": last}).to_arrow_table()
    numbers = table["rowid"].to_numpy().astype(np.int64)
    days = table["day"].cast(pa.int32()).to_numpy().astype(np.int64) + _EPOCH
    if not len(numbers):
        return numbers, days
    first, earliest = int(numbers.min()), int(days.min())
    # By number first, whichever thread of the engine was first; no sort is as fast as putting each
    # in its place. Then by day: numbers this small are sorted in one pass.
    by_number = np.zeros(int(numbers.max()) - first + 1, np.int32)
    by_number[numbers - first] = days - (earliest - 1)
    filled = np.flatnonzero(by_number)
    since = by_number[filled] - 1
    order = np.argsort(since.astype(np.min_scalar_type(int(since.max()))), kind="stable")
    return filled[order] + first, since[order].astype(np.int64) + earliest
