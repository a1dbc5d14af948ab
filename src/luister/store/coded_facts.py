"""Columns of the facts as small codes in memory, by day: what counting reads, many times over.

A column costs a byte or two a row and is read when somebody first asks for it. The codes follow the
facts: rows that came in are added, rows that went away are taken out, and where the engine gave
rows other numbers all is read anew.
"""

import itertools
import threading
import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from luister.store.coded_rows import Changes, CodedRows
from luister.store.column_codes import Coded, Column, Integers, columns_read, extended, inserted
from luister.store.projection import Projection
from luister.store.rows_mark import rows_mark

MOST_BYTES = 256 * 1024 * 1024
_AHEAD, _BREATH = 4, 0.1  # Columns that are read ahead at a time, and seconds until the next ones.
_SURVEY: Column = ("survey", None)
_EPOCH = 719_163  # The ordinal of 1970-01-01, from which the engine counts days.


class CodedFacts:
    """The codes of one projection; threads that read share them.

    Who reads has the rows of one moment, and never waits for who takes in the rows of the next.
    """

    def __init__(self, projection: Projection, *, most_bytes: int = MOST_BYTES) -> None:
        """Nothing is read yet. Of columns beyond `most_bytes` those unused for longest go."""
        self._projection = projection
        self._most_bytes = most_bytes
        self._lock = threading.Lock()
        self._uses = itertools.count()
        self._shown: CodedRows | None = None
        self._forget()

    @property
    def position(self) -> int:
        """The place in the log that the rows are of; that of the facts where nobody read a row yet."""
        shown = self._shown
        return self._projection.position if shown is None else shown.changes.position

    def is_behind(self) -> bool:
        """True where rows were read, and the facts have moved on since."""
        return self._shown is not None and not self._is_level()

    def bring_up(self) -> None:
        """Takes in what the facts took in, where rows were read."""
        if self.is_behind():
            with self._lock:
                if not self._is_level():
                    self._bring_up(())

    def rows(self, columns: Iterable[Column]) -> CodedRows:
        """All rows with these columns, of one moment: that of the latest `bring_up`."""
        wanted = tuple(dict.fromkeys(columns))
        shown = self._shown
        if shown is None or not shown.columns.keys() >= set(wanted):
            with self._lock:
                shown = self._with(wanted)
        for column in wanted:
            self._used[column] = next(self._uses)
        return replace(shown, columns={column: shown.columns[column] for column in wanted})

    def changes(self) -> Changes:
        """What changed up to the place in the log that the rows are of; no column is read for it."""
        shown = self._shown
        return self.rows(()).changes if shown is None else shown.changes

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
        self._order, self._responses = np.empty(0, np.uint32), np.empty(0, np.int64)
        self._days, self._starts = np.empty(0, np.int64), np.zeros(1, np.int64)
        self._held: dict[Column, Coded] = {}
        self._used: dict[Column, int] = {}

    def _is_level(self) -> bool:
        return (self._changes.position, self._builds) == (
            self._projection.position,
            self._projection.builds,
        )

    def _with(self, wanted: Sequence[Column]) -> CodedRows:
        """Rows with these columns at least; call with the lock."""
        shown = self._shown
        if shown is not None and shown.columns.keys() >= set(wanted):
            return shown  # Somebody read them while this thread waited.
        return self._bring_up(wanted)

    def _bring_up(self, wanted: Sequence[Column]) -> CodedRows:
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
            self._builds = builds
        self._used |= dict.fromkeys(wanted, next(self._uses))
        self._shed(len(wanted))
        made = CodedRows(self._changes, self._days, self._starts, dict(self._held), self._order)
        self._shown = made
        return made

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
        eldest = sorted(self._held, key=lambda column: self._used.get(column, -1))
        for column in eldest[: max(0, len(eldest) - wanted)]:
            if held <= self._most_bytes:
                return
            held -= self._held.pop(column).codes.nbytes


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
