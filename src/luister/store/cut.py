"""A cut of the answers into series, and its answers counted by day and value."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from luister.estimates.day_sums import DaySums, Numbers, Places, empty_sums
from luister.store.column_codes import Column
from luister.store.histogram import AskedColumn, constant_of
from luister.store.segment import column_of

Group = tuple[str, ...]
Points = Callable[[float], float]


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
