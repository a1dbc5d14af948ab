"""Counts kept for the next question that needs the same, as long as the answers behind them stay as they are.

Pages that differ in their filter, or in the process they are about, count the same table: every
value of a dimension is counted before any is left out, since hiding small groups needs them all.
What is counted is kept by the column of a question: an answer to one survey leaves those of others as they were, and
where answers only came in, those alone are counted and added.
"""

import threading
from collections import OrderedDict
from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from luister.estimates.count_table import CountedCell
from luister.store.coded_rows import Changes
from luister.store.histogram import AskedColumn, Histogram


@dataclass(frozen=True, slots=True)
class _Kept:
    """Cells, and the moment that they are of."""

    moment: int
    lost: int
    row: int
    cells: list[CountedCell]


Counts = tuple[int, list[CountedCell]]
"""The place in the log that was counted up to, and the counts."""

MOST_CELLS = 40_000


class KeptCounts:
    """The latest counts of each column and shape of a question, up to a number of cells in all."""

    def __init__(self, *, most_cells: int = MOST_CELLS, at_once: int = 2) -> None:
        """Nothing is kept yet; at most `at_once` threads count at a time, the others wait."""
        self._most_cells, self._held = most_cells, 0
        # More than there are cores would only get in one another's way, and hold more memory.
        self._counting = threading.BoundedSemaphore(at_once)
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Waits until it may count; who had to wait may find that the one before counted the same."""
        with self._counting:
            yield

    def known(
        self, histogram: Histogram, asked: Sequence[AskedColumn], changes: Changes
    ) -> dict[AskedColumn, list[CountedCell]]:
        """The cells of those columns that still are as they were counted."""
        found, used = {}, []
        for column in asked:  # Without the lock: who is stopped inside it holds up all who read.
            key = _key(histogram, column)
            kept = self._kept.get(key)
            if kept is not None and kept.moment == changes.of(column.surveys):
                used.append(key)
                found[column] = kept.cells
        with self._lock:
            for key in used:
                if key in self._kept:
                    self._kept.move_to_end(key)
        return found

    def before(
        self, histogram: Histogram, column: AskedColumn, changes: Changes
    ) -> tuple[int, list[CountedCell]] | None:
        """The last row that was counted and the cells, where answers only came in since; else None.

        Sums of weights are never added to: what is added in another order may differ in its last digit.
        """
        kept = self._kept.get(_key(histogram, column))
        if kept is None or histogram.weighted or kept.lost != changes.lost_of(column.surveys):
            return None
        return kept.row, kept.cells

    def keep(
        self, histogram: Histogram, column: AskedColumn, cells: list[CountedCell], changes: Changes
    ) -> None:
        """Keeps the cells of a column; the eldest go where there are too many."""
        key = _key(histogram, column)
        moments = changes.of(column.surveys), changes.lost_of(column.surveys), changes.row
        with self._lock:
            self._drop(key)
            self._kept[key] = _Kept(*moments, cells)
            self._held += len(cells)
            while self._held > self._most_cells:
                self._drop(next(iter(self._kept)))

    def forget(self) -> None:
        """Keeps nothing of what was counted so far."""
        with self._lock:
            self._kept.clear()
            self._held = 0

    def _drop(self, key: Hashable) -> None:
        kept = self._kept.pop(key, None)
        self._held -= len(kept.cells) if kept else 0


def grown(cells: Sequence[CountedCell], more: Sequence[CountedCell]) -> list[CountedCell]:
    """The cells with `more` answers to the same question, those of new groups and periods at the end."""
    found = {(one.survey, one.group, one.bucket): one for one in cells}
    for one in more:
        key = one.survey, one.group, one.bucket
        found[key] = found[key] + one if key in found else one
    return list(found.values())


def _key(histogram: Histogram, column: AskedColumn) -> Hashable:
    return (
        column,
        histogram.dimensions,
        histogram.every,
        histogram.stretches,
        tuple(histogram.where.items()),
        histogram.weighted,
    )
