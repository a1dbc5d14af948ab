"""Which ids were met before, for tens of millions of them in a few bytes each."""

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.int64]


class SeenIds:
    """A growing bag of ids, kept as sorted runs that double in length, so that adding stays cheap.

    >>> seen = SeenIds()
    >>> seen.add(np.array([7, 7, 3], dtype=np.int64))
    >>> seen.count(np.array([7, 4], dtype=np.int64)).tolist()
    [2, 0]
    """

    def __init__(self) -> None:
        """Starts empty."""
        self._runs: list[Ids] = []

    def count(self, ids: Ids) -> Ids:
        """How often each of `ids` was added before."""
        total = np.zeros(len(ids), dtype=np.int64)
        for run in self._runs:
            total += np.searchsorted(run, ids, "right") - np.searchsorted(run, ids, "left")
        return total

    def add(self, ids: Ids) -> None:
        """Adds `ids`; the same id may come again."""
        self._runs.append(np.sort(ids))
        while len(self._runs) > 1 and len(self._runs[-2]) <= 2 * len(self._runs[-1]):
            last = self._runs.pop()
            self._runs[-1] = np.sort(np.concatenate((self._runs[-1], last)), kind="stable")


def earlier_occurrences(ids: Ids) -> Ids:
    """For each id, how often it stands earlier in `ids` itself.

    >>> earlier_occurrences(np.array([5, 9, 5, 5])).tolist()
    [0, 0, 1, 2]
    """
    order = np.argsort(ids, kind="stable")
    ordered = ids[order]
    starts = np.r_[True, ordered[1:] != ordered[:-1]] if len(ids) else np.zeros(0, dtype=bool)
    first = np.maximum.accumulate(np.where(starts, np.arange(len(ids)), 0))
    result = np.empty(len(ids), dtype=np.int64)
    result[order] = np.arange(len(ids)) - first
    return result
