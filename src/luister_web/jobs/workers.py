"""Threads that do jobs for as long as a process lives."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

_AGAIN = 5.0  # seconds until a worker that broke begins anew: the database may be away for a while
_log = logging.getLogger(__name__)


class Workers:
    """Some threads that all do the same work until they are stopped."""

    def __init__(self, work: Callable[[int, threading.Event], None], count: int) -> None:
        """Each of `count` threads calls `work` with its place and the event that tells it to stop."""
        self._work = work
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._keep_on, args=(place,), name=f"worker-{place}")
            for place in range(count)
        ]

    def start(self) -> None:
        """Begins."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Tells all to stop, and waits until they have: a job under way is first brought to an end."""
        self._stop.set()
        for thread in self._threads:
            if thread.is_alive():
                thread.join()

    def _keep_on(self, place: int) -> None:
        with ThreadPoolExecutor(1, thread_name_prefix=f"worker-{place}") as executor:
            while not self._stop.is_set():
                error = executor.submit(self._work, place, self._stop).exception()
                if error is not None:
                    _log.error("A worker broke; it begins anew.", exc_info=error)
                    self._stop.wait(_AGAIN)
