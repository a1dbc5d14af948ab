"""How often those who read take in what came in since."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Pace:
    """Whether who reads takes in what was added: at once by default; when set so not while much comes in.

    With hundreds of answers a second every look would find news, and every page would begin with taking them in: then
    the readers leave it to who looks `a_second`, and have the numbers of his last look.
    """

    a_second: float = float("inf")
    most: float = 4.0
    clock: Callable[[], float] = time.monotonic
    _left: float = 4.0
    _at: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def may_follow(self) -> bool:
        """True where a reader may take in what was added; not after half of `most` looks in a row that found news."""
        if self.a_second == float("inf"):
            return True
        with self._lock:
            self._refill()
            if self._left < self.most / 2:
                return False
            self._left -= 1
            return True

    def followed(self) -> None:
        """Counts a look that found news, of who looks `a_second` whatever comes in."""
        with self._lock:
            self._refill()
            self._left = max(0.0, self._left - 1)

    def _refill(self) -> None:
        now = self.clock()
        self._left = min(self.most, self._left + (now - self._at) * self.a_second)
        self._at = now
