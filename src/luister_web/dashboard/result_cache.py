"""Results kept for the next reader, as long as the data are those they were made of."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

_Result = TypeVar("_Result")


@dataclass(slots=True)
class _Kept:
    """A result, or the promise of one: who holds the lock makes it, the others wait for it."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    version: int = -1
    result: Any = None


class ResultCache:
    """At most `most` results by key. Threads that ask for the same thing make it once."""

    def __init__(self, *, most: int) -> None:
        """An empty cache."""
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()

    def get(
        self,
        key: Hashable,
        version: int,
        make: Callable[[], _Result],
        still: Callable[[_Result], bool] | None = None,
    ) -> _Result:
        """The result of `make` for a version from 0 on, made now or kept from before.

        `still` tells of a result of another version whether it would come out the same now. What `make` raises is
        not kept.
        """
        kept = self._place(key)
        with kept.lock:
            if kept.version != version:
                if kept.version < 0 or still is None or not still(kept.result):
                    kept.result = make()
                kept.version = version
            result: _Result = kept.result
            return result

    def clear(self) -> None:
        """Forgets everything."""
        with self._lock:
            self._kept.clear()

    def __len__(self) -> int:
        """How many results are kept."""
        return len(self._kept)

    def _place(self, key: Hashable) -> _Kept:
        """The place of a key, now the youngest; the eldest goes where there are too many."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is None:
                kept = self._kept[key] = _Kept()
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
            return kept


class SteadyVersion:
    """A version that readers follow at once, but no faster than once in `hold` seconds.

    On a busy day the data change with every answer. Nobody reads that fast, and numbers made anew
    for every answer would keep the house busy with nothing else. A page always tells the version
    its numbers are of, so that it knows when it is behind.
    """

    def __init__(self, *, hold: float, clock: Callable[[], float]) -> None:
        """Nothing seen yet; `clock` gives seconds that only grow."""
        self._hold = hold
        self._clock = clock
        self._lock = threading.Lock()
        self._shown: dict[Hashable, tuple[int, float]] = {}

    def shown(self, home: Hashable, newest: int) -> int:
        """The version to show of a home whose newest is this."""
        with self._lock:
            shown, moved_at = self._shown.get(home, (newest, float("-inf")))
            now = self._clock()
            if newest != shown and now - moved_at >= self._hold:
                shown, moved_at = newest, now
            self._shown[home] = shown, moved_at
            return shown
