"""Rows of the facts as small codes, in the order of their days, and what changed among them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from luister.store.column_codes import Coded, Column, Integers


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
