"""Answers by series, day and value, kept from one look to the next: those that come in are added, none counted twice.

A server that only watches holds these few numbers, and no columns of the facts.
"""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt

from luister.store.cut import Cut, DayCounts, Group
from luister.store.histogram import constant_of
from luister.store.projection import Projection
from luister.store.rows_mark import rows_mark
from luister.store.segment import column_of, quoted

_EPOCH = 719_163  # The ordinal of 1970-01-01, from which the engine counts days.
# A cell's key: its series, its day (an ordinal) and the number of its value.
_SERIES, _DAY = 40, 20
_MASK = (1 << _DAY) - 1
_Key = tuple[object, ...]
_Keys = npt.NDArray[np.int64]
_Counts = npt.NDArray[np.int32]  # There are a million cells: half the width is worth it.


@dataclass(slots=True)
class _Cells:
    """The cells of one cut in the order of their keys, up to row number `last` of the facts."""

    last: int = -1
    keys: _Keys = field(default_factory=lambda: np.zeros(0, np.int64))
    n: _Counts = field(default_factory=lambda: np.zeros(0, np.int32))
    groups: dict[Group, int] = field(default_factory=dict)
    values: dict[float, int] = field(default_factory=dict)

    def add(self, keys: _Keys, n: _Counts) -> None:
        """Adds `n` answers to each cell; a key that is new gets its place."""
        order = np.argsort(keys)
        keys, n = keys[order], n[order]
        place = np.searchsorted(self.keys, keys)
        is_known = np.zeros(len(keys), bool)
        inside = place < len(self.keys)
        is_known[inside] = self.keys[place[inside]] == keys[inside]
        self.n[place[is_known]] += n[is_known]
        if not is_known.all():
            self.keys = np.insert(self.keys, place[~is_known], keys[~is_known])
            self.n = np.insert(self.n, place[~is_known], n[~is_known])

    def counts(self, first: date, last: date) -> DayCounts:
        """The cells of the days from `first` up to `last`; a group without any is no series."""
        days = (self.keys >> _DAY) & _MASK
        kept = (days >= first.toordinal()) & (days <= last.toordinal())
        keys = self.keys[kept]
        used, series = np.unique(keys >> _SERIES, return_inverse=True)
        groups, values = list(self.groups), np.array(list(self.values), float)
        return DayCounts(
            groups=tuple(groups[at] for at in used.tolist()),
            series=series.astype(np.int64),
            days=days[kept],
            values=values[keys & _MASK] if len(values) else np.zeros(0),
            n=self.n[kept].astype(float),
        )


class KeptDays:
    """The cells of the cuts that were asked for last; for one thread at a time."""

    def __init__(self, projection: Projection) -> None:
        """Nothing is counted yet."""
        self._projection, self._lock = projection, threading.Lock()
        self._builds, self._last = -1, -1
        self._mark: tuple[Any, ...] = ()
        self._cells: dict[_Key, _Cells] = {}

    def counts(
        self, cuts: Sequence[Cut], *, first: date | None = None, last: date
    ) -> list[DayCounts]:
        """The answers of each cut from `first` up to `last`, by series, day and value.

        The work follows the answers that came in, but for a checksum that tells whether rows went away: an undone
        import, an erased customer. Then all is counted anew.
        """
        with self._lock:
            self._bring_up(cuts)
            found = [self._cells[_key(cut)] for cut in cuts]
            return [cells.counts(first or date.min, last) for cells in found]

    def _bring_up(self, cuts: Sequence[Cut]) -> None:
        self._projection.catch_up()
        with self._projection.snapshot() as (_, builds, cursor):
            is_known = builds == self._builds and rows_mark(cursor, self._last) == self._mark
            held = self._cells if is_known else {}
            self._cells = {_key(cut): held.get(_key(cut), _Cells()) for cut in cuts}
            newest = cursor.execute("SELECT max(rowid) FROM fact").fetchall()[0][0]
            before, self._last = self._last, -1 if newest is None else int(newest)
            for cut in cuts:
                _take_in(cursor, cut, self._cells[_key(cut)], self._last)
            if not is_known or self._last > before:
                self._mark = rows_mark(cursor, self._last)
            self._builds = builds


def _key(cut: Cut) -> _Key:
    return cut.asked, cut.dimensions, tuple(sorted(cut.where.items()))


def _take_in(cursor: duckdb.DuckDBPyConnection, cut: Cut, cells: _Cells, newest: int) -> None:
    """Adds the rows behind the last one that was counted."""
    if newest > cells.last:
        sql, bound = _news(cut)
        bound |= {"last": cells.last}
        found = cursor.execute(sql, bound).fetchnumpy()
        series = _numbered(cells.groups, _groups(cut, found))
        values = _numbered(cells.values, found["value"].astype(float).tolist())
        days = found["day"].astype(np.int64) + _EPOCH
        cells.add((series << _SERIES) | (days << _DAY) | values, found["n"].astype(np.int32))
        cells.last = newest


def _numbered(known: dict[Any, int], found: Sequence[Any]) -> _Keys:
    return np.array([known.setdefault(one, len(known)) for one in found], np.int64)


def _news(cut: Cut) -> tuple[str, dict[str, Any]]:
    """The statement that counts what came in, and what it binds."""
    bound: dict[str, Any] = {"surveys": list(cut.asked.surveys)}
    value, status = quoted(cut.asked.value), cut.asked.status
    told = ["rowid > $last", f"{value} IS NOT NULL", "list_contains($surveys, survey)"]
    if status:
        told.append(f"{quoted(status)} = 0")
    for number, (name, allowed) in enumerate(sorted(cut.where.items())):
        constant = constant_of(name, cut.asked)
        bound[f"w{number}"] = [*allowed]
        place = f"coalesce({quoted(column_of(name))}, '')" if constant is None else f"$c{number}"
        bound |= {} if constant is None else {f"c{number}": constant}
        told.append(f"list_contains($w{number}, {place})")
    parts = [
        f", coalesce({quoted(column_of(name))}, '') AS g{number}"
        for number, name in enumerate(_varied(cut))
    ]
    sql = (
        f"SELECT day - DATE '1970-01-01' AS day, {value} AS value, count(*) AS n{''.join(parts)} "
        f"FROM fact WHERE {' AND '.join(told)} GROUP BY ALL ORDER BY ALL"
    )
    return sql, bound


def _varied(cut: Cut) -> list[str]:
    return [name for name in cut.dimensions if constant_of(name, cut.asked) is None]


def _groups(cut: Cut, found: Mapping[str, Any]) -> list[Group]:
    rows = len(found["n"])
    varied = {name: found[f"g{number}"].tolist() for number, name in enumerate(_varied(cut))}
    told = [
        varied[name] if name in varied else [constant_of(name, cut.asked) or ""] * rows
        for name in cut.dimensions
    ]
    return list(zip(*told, strict=True)) if told else [()] * rows
