"""Counts kept for the next question that needs the same, as long as the facts stay as they are.

Pages that differ in their filter, or in the process they are about, count the same table: every
value of a dimension is counted before any is left out, since hiding small groups needs them all.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable

from luister.estimates.count_table import CountedCell
from luister.store.histogram import Histogram

Counts = tuple[int, list[CountedCell]]
"""The place in the log that was counted up to, and the counts."""

MOST_CELLS = 40_000


class KeptCounts:
    """The latest counts of one place in the log, up to a number of cells in all."""

    def __init__(self, *, most_cells: int = MOST_CELLS, at_once: int = 2) -> None:
        """Nothing is kept yet; at most `at_once` threads count at a time, the others wait."""
        self._most_cells = most_cells
        # More than there are cores would only get in one another's way, and hold more memory.
        self._counting = threading.BoundedSemaphore(at_once)
        self._lock = threading.Lock()
        self._moment: Hashable = None
        self._kept: OrderedDict[Hashable, Counts] = OrderedDict()

    def get(self, moment: Hashable, histogram: Histogram, count: Callable[[], Counts]) -> Counts:
        """The counts at `moment`, a state of the facts: kept from before, or counted now."""
        key = _key(histogram)
        found = self._known(moment, key)
        if found is not None:
            return found
        with self._counting:
            # Who had to wait may find that the one before counted the same.
            found = self._known(moment, key)
            if found is None:
                found = count()
                self._keep(moment, key, found)
            return found

    def forget(self) -> None:
        """Keeps nothing of what was counted so far."""
        with self._lock:
            self._kept.clear()

    def _known(self, moment: Hashable, key: Hashable) -> Counts | None:
        with self._lock:
            if moment != self._moment:
                self._kept.clear()
                self._moment = moment
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def _keep(self, moment: Hashable, key: Hashable, found: Counts) -> None:
        with self._lock:
            if moment != self._moment:
                return  # The facts moved on in the meantime.
            self._kept[key] = found
            held = sum(len(cells) for _, cells in self._kept.values())
            while held > self._most_cells:
                held -= len(self._kept.popitem(last=False)[1][1])


def _key(histogram: Histogram) -> Hashable:
    return (
        histogram.questions,
        histogram.dimensions,
        histogram.every,
        histogram.stretches,
        tuple(histogram.where.items()),
        histogram.weighted,
    )
