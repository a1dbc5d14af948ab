"""How often those who read take in what came in since."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Pace:
    """How often what was added is taken in: at once by default; when set so `most` times in a row, then `a_second`.

    With hundreds of answers a second every look would find news, and a page looks a dozen times.
    """

    a_second: float = float("inf")
    most: float = 10.0
    clock: Callable[[], float] = time.monotonic
    _left: float = 10.0
    _at: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def may_follow(self) -> bool:
        """True where what was added may be taken in now."""
        if self.a_second == float("inf"):
            return True
        with self._lock:
            now = self.clock()
            self._left = min(self.most, self._left + (now - self._at) * self.a_second)
            self._at = now
            if self._left < 1:
                return False
            self._left -= 1
            return True

    def is_pressed(self) -> bool:
        """True while so much comes in that who reads can do with what others took in a moment ago."""
        return self._left < self.most / 2
