"""How often each value was given: all that the metrics need to know of a group."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """Answers that share one value: how many, the sum of weights and of squared weights."""

    n: int
    weight: float
    weight_squared: float

    def __add__(self, other: "Cell") -> "Cell":
        """The two groups of answers as one."""
        return Cell(
            self.n + other.n,
            self.weight + other.weight,
            self.weight_squared + other.weight_squared,
        )


Counts = Mapping[float, Cell]
"""From each value given to the answers that gave it. Counts of groups merge by adding cells."""


def unweighted(counts: Mapping[float, int]) -> Counts:
    """Counts in which every answer weighs one.

    >>> unweighted({10: 2})
    {10: Cell(n=2, weight=2.0, weight_squared=2.0)}
    """
    return {value: Cell(n, float(n), float(n)) for value, n in counts.items()}


def merged(first: Counts, second: Counts) -> Counts:
    """The counts of two groups without common answers, as one group.

    >>> merged(unweighted({10: 1}), unweighted({10: 1, 3: 1}))[10].n
    2
    """
    both = dict(first)
    for value, cell in second.items():
        both[value] = both[value] + cell if value in both else cell
    return both
