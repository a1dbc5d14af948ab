"""The plane of a chart: values become heights in percent, and round numbers become grid lines."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Axis:
    """Values from `low` (bottom) to `high` (top), with grid lines at `ticks`."""

    low: float
    high: float
    ticks: tuple[float, ...]

    def height(self, value: float) -> float:
        """The distance from the top in percent; a value outside lies on the edge.

        >>> Axis(0, 50, (0, 25, 50)).height(40)
        20.0
        """
        share = (value - self.low) / (self.high - self.low)
        return round(100 * (1 - min(max(share, 0.0), 1.0)), 2)

    @property
    def decimals(self) -> int:
        """How many decimals its ticks need."""
        step = self.ticks[1] - self.ticks[0] if len(self.ticks) > 1 else 1.0
        return 0 if step >= 1 and step == int(step) else 1 if round(step, 1) == step else 2


def axis(values: Iterable[float], *, lines: int = 6) -> Axis:
    """An axis that holds all values, with about `lines` grid lines at round numbers.

    The ends are those of the values with a little air: a trend is about change, so it does not
    begin at nought; the grid lines say where it lies.

    >>> axis([11.0, 19.5]).ticks
    (12.0, 14.0, 16.0, 18.0, 20.0)
    """
    found = [value for value in values if math.isfinite(value)] or [0.0, 1.0]
    low, high = min(found), max(found)
    air = (high - low) * 0.06 or abs(high) * 0.1 or 1.0
    step = _round_step((high - low + 2 * air) / lines)
    first = math.ceil(round((low - air) / step, 9))
    last = math.floor(round((high + air) / step, 9))
    ticks = tuple(round(number * step, 9) for number in range(first, last + 1))
    return Axis(min(low - air, *ticks), max(high + air, *ticks), ticks)


def _round_step(wanted: float) -> float:
    """The next round step: 1, 2, 2.5 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(wanted))
    return next(step * power for step in _STEPS if step * power >= wanted * 0.999)


def spread(count: int, *, most: int) -> list[int]:
    """The places of at most `most` labels among `count` points, evenly, the last one always.

    >>> spread(5, most=10), spread(12, most=4)
    ([0, 1, 2, 3, 4], [2, 5, 8, 11])
    """
    every = max(1, math.ceil(count / most))
    return sorted(range(count - 1, -1, -every))
