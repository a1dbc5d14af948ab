"""How often a key may call: a bucket of tokens that fills up again."""

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

_MOST_BUCKETS = 10_000


@dataclass(slots=True)
class _Bucket:
    tokens: float
    filled_at: float


class RateLimit:
    """At most `burst` calls at once and `per_minute` in the long run, for each name apart.

    Kept in memory, so each server process counts for itself.
    """

    def __init__(
        self, *, per_minute: float, burst: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Begins with full buckets; `clock` is in seconds."""
        self._rate = per_minute / 60
        self._burst = float(burst)
        self._clock = clock
        self._buckets: dict[str, _Bucket] = {}
        self._lock = threading.Lock()

    def wait(self, name: str) -> int:
        """Nought where `name` may call now, else the seconds until it may."""
        with self._lock:
            now = self._clock()
            bucket = self._buckets.pop(name, None) or _Bucket(self._burst, now)
            bucket.tokens += (now - bucket.filled_at) * self._rate
            bucket.tokens = min(self._burst, bucket.tokens)
            bucket.filled_at = now
            self._buckets[name] = bucket  # Last again, so that the first is the longest unused.
            if len(self._buckets) > _MOST_BUCKETS:
                del self._buckets[next(iter(self._buckets))]
            if bucket.tokens < 1:
                return math.ceil((1 - bucket.tokens) / self._rate)
            bucket.tokens -= 1
            return 0
