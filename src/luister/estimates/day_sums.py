"""Answers of many series, day by day: how many, and the sums of their points."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]


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

    def of(self, series: Any) -> "DaySums":
        """Some of the series: a slice, a mask or their places."""
        return DaySums(
            self.first,
            self.n[series],
            self.total[series],
            self.squares[series],
            self.cubes[series],
            self.fourths[series],
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


def day_sums(first: date, counts: Numbers, points: Numbers) -> DaySums:
    """The sums of answers counted by series, day and value; `points` are those of each value.

    >>> from datetime import date
    >>> found = day_sums(date(2026, 1, 1), np.array([[[2.0, 1.0]]]), np.array([1.0, 4.0]))
    >>> float(found.n[0, 0]), float(found.total[0, 0]), float(found.squares[0, 0])
    (3.0, 6.0, 18.0)
    """
    powers = [counts @ points**power for power in range(5)]
    return DaySums(first, *powers)
