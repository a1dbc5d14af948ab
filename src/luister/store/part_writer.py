"""Writes the parts of an import one after another, in a thread of its own, while the next is made."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from luister.store.truth import Truth


class PartWriter:
    """One write at a time, in the order given; an error comes out at the next `write` or `wait`."""

    def __init__(self, truth: Truth) -> None:
        """Starts its thread only when there is something to write."""
        self._truth = truth
        self._thread: ThreadPoolExecutor | None = None
        self._pending: Future[None] | None = None

    def write(self, work: Callable[[], None]) -> None:
        """Begins `work` once the work before it is done; so two parts at most are held."""
        self._settle()
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="part-writer")
        self._pending = self._thread.submit(work)

    def wait(self) -> None:
        """Returns once all is written, and lets the thread go."""
        try:
            self._settle()
        finally:
            if self._thread is not None:
                self._thread.submit(self._truth.release)
                self._thread.shutdown()
                self._thread = None

    def abandon(self) -> None:
        """Returns once nothing is being written any more; what failed no longer matters."""
        if self._pending is not None:
            self._pending.exception()
            self._pending = None
        self.wait()

    def _settle(self) -> None:
        pending, self._pending = self._pending, None
        if pending is not None:
            pending.result()
