"""Answers of many series, day by day: how many, and the sums of their points."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.integer[Any]]


@dataclass(frozen=True, slots=True)
class DaySums:
    """Per series (first axis) and day (second axis, oldest first, no day left out): the sums of points to a power.

    `first` is the day of the first column. `n` counts answers; `total`, `squares`, `cubes` and `fourths` sum the
    points, their squares and so on. They merge by adding, so an answer changes one cell of each.
    """

    first: date
    n: Numbers
    total: Numbers
    squares: Numbers
    cubes: Numbers
    fourths: Numbers

    @property
    def series(self) -> int:
        """How many series there are."""
        return int(self.n.shape[0])

    @property
    def days(self) -> int:
        """How many days there are."""
        return int(self.n.shape[1])

    def day(self, place: int) -> date:
        """The day of a column."""
        return self.first + timedelta(days=int(place))

    def place(self, day: date) -> int:
        """The column of a day; it may lie outside."""
        return (day - self.first).days

    def add(self, series: Places, places: Places, points: Numbers, n: Numbers) -> None:
        """Adds answers in place: `n` of them with these points, at each series and column."""
        times = n
        for kept in (self.n, self.total, self.squares, self.cubes, self.fourths):
            np.add.at(kept, (series, places), times)
            times = times * points

    def of(self, series: Places) -> "DaySums":
        """Some of the series, by their places."""
        return DaySums(
            self.first,
            self.n[series],
            self.total[series],
            self.squares[series],
            self.cubes[series],
            self.fourths[series],
        )

    def since(self, place: int) -> "DaySums":
        """The columns from `place` on."""
        return DaySums(
            self.day(place),
            self.n[:, place:],
            self.total[:, place:],
            self.squares[:, place:],
            self.cubes[:, place:],
            self.fourths[:, place:],
        )

    def until(self, place: int) -> "DaySums":
        """The columns up to and with `place`."""
        end = place + 1
        return DaySums(
            self.first,
            self.n[:, :end],
            self.total[:, :end],
            self.squares[:, :end],
            self.cubes[:, :end],
            self.fourths[:, :end],
        )


def empty_sums(series: int, first: date, days: int) -> DaySums:
    """Sums to which nothing was added yet.

    >>> from datetime import date
    >>> found = empty_sums(1, date(2026, 1, 1), 2)
    >>> found.add(np.array([0]), np.array([1]), np.array([4.0]), np.array([3.0]))
    >>> found.n.tolist(), found.total.tolist(), found.squares.tolist()
    ([[0.0, 3.0]], [[0.0, 12.0]], [[0.0, 48.0]])
    """
    return DaySums(first, *(np.zeros((series, days)) for _ in range(5)))


def lengthened(sums: DaySums, series: int, days: int) -> DaySums:
    """The sums with room for more series and days behind those there are; the same where they fit."""
    if series <= sums.series and days <= sums.days:
        return sums
    wide = ((0, max(0, series - sums.series)), (0, max(0, days - sums.days)))
    parts = (sums.n, sums.total, sums.squares, sums.cubes, sums.fourths)
    return DaySums(sums.first, *(np.pad(part, wide) for part in parts))


def day_sums(first: date, counts: Numbers, points: Numbers) -> DaySums:
    """The sums of answers counted by series, day and value; `points` are those of each value.

    >>> from datetime import date
    >>> found = day_sums(date(2026, 1, 1), np.array([[[2.0, 1.0]]]), np.array([1.0, 4.0]))
    >>> float(found.n[0, 0]), float(found.total[0, 0]), float(found.squares[0, 0])
    (3.0, 6.0, 18.0)
    """
    return DaySums(first, *(counts @ points**power for power in range(5)))


def joined(parts: Sequence[DaySums]) -> DaySums:
    """Series of the same days in one table, in the order of the parts."""
    columns = zip(
        *((one.n, one.total, one.squares, one.cubes, one.fourths) for one in parts), strict=True
    )
    return DaySums(parts[0].first, *(np.concatenate(column) for column in columns))
