"""Counts kept for the next question that needs the same, as long as the answers behind them stay as they are.

Pages that differ in their filter, or in the process they are about, count the same table: every
value of a dimension is counted before any is left out, since hiding small groups needs them all.
What is counted is kept by the column of a question: an answer to one survey leaves those of others as they were.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager

from luister.estimates.count_table import CountedCell
from luister.store.histogram import AskedColumn, Histogram

Counts = tuple[int, list[CountedCell]]
"""The place in the log that was counted up to, and the counts."""
Moment = Callable[[Sequence[str]], int]
"""The place in the log where the answers of some surveys changed last."""

MOST_CELLS = 40_000


class KeptCounts:
    """The latest counts of each column and shape of a question, up to a number of cells in all."""

    def __init__(self, *, most_cells: int = MOST_CELLS, at_once: int = 2) -> None:
        """Nothing is kept yet; at most `at_once` threads count at a time, the others wait."""
        self._most_cells, self._held = most_cells, 0
        # More than there are cores would only get in one another's way, and hold more memory.
        self._counting = threading.BoundedSemaphore(at_once)
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, tuple[int, list[CountedCell]]] = OrderedDict()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Waits until it may count; who had to wait may find that the one before counted the same."""
        with self._counting:
            yield

    def known(
        self, histogram: Histogram, asked: Sequence[AskedColumn], moment: Moment
    ) -> dict[AskedColumn, list[CountedCell]]:
        """The cells of those columns that still are as they were counted."""
        found = {}
        with self._lock:
            for column in asked:
                key = _key(histogram, column)
                kept = self._kept.get(key)
                if kept is not None and kept[0] == moment(column.surveys):
                    self._kept.move_to_end(key)
                    found[column] = kept[1]
        return found

    def keep(
        self, histogram: Histogram, column: AskedColumn, cells: list[CountedCell], moment: Moment
    ) -> None:
        """Keeps the cells of a column; the eldest go where there are too many."""
        with self._lock:
            self._drop(_key(histogram, column))
            self._kept[_key(histogram, column)] = moment(column.surveys), cells
            self._held += len(cells)
            while self._held > self._most_cells:
                self._drop(next(iter(self._kept)))

    def forget(self) -> None:
        """Keeps nothing of what was counted so far."""
        with self._lock:
            self._kept.clear()
            self._held = 0

    def _drop(self, key: Hashable) -> None:
        _, cells = self._kept.pop(key, (0, []))
        self._held -= len(cells)


def _key(histogram: Histogram, column: AskedColumn) -> Hashable:
    return (
        column,
        histogram.dimensions,
        histogram.every,
        histogram.stretches,
        tuple(histogram.where.items()),
        histogram.weighted,
    )
