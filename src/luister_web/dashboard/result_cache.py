"""Results kept for the next reader, as long as they are the newest or only just made."""

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
    made_at: float = float("-inf")
    result: Any = None


class ResultCache:
    """At most `most` results by key. Threads that ask for the same thing make it once.

    A result is good while the version of the data is the one it was made of, and in any case for
    `rest` seconds: on a busy day the version moves with every answer, and nobody reads that fast.
    """

    def __init__(self, *, most: int, rest: float, clock: Callable[[], float]) -> None:
        """An empty cache; `clock` gives seconds that only grow."""
        self._most = most
        self._rest = rest
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()

    def get(self, key: Hashable, version: int, make: Callable[[], _Result]) -> _Result:
        """The result of `make`, made now or kept from before. What `make` raises is not kept."""
        kept = self._place(key)
        with kept.lock:
            if not self._is_good(kept, version):
                kept.result = make()
                kept.version = version
                kept.made_at = self._clock()
            result: _Result = kept.result
            return result

    def clear(self) -> None:
        """Forgets everything."""
        with self._lock:
            self._kept.clear()

    def __len__(self) -> int:
        """How many results are kept."""
        return len(self._kept)

    def _is_good(self, kept: _Kept, version: int) -> bool:
        if kept.version < 0:
            return False
        return kept.version == version or self._clock() - kept.made_at < self._rest

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
