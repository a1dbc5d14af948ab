"""Put aside: what takes minutes is done beside a worker's other jobs, one at a time."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

_log = logging.getLogger(__name__)


class Aside:
    """Where a worker does a long job, while it goes on with others."""

    def __init__(self) -> None:
        """No thread is made before there is a long job: then one for it, and one that holds its lease."""
        self._executor = ThreadPoolExecutor(2, thread_name_prefix="long-job")
        self._seen_through: Future[None] | None = None

    def __enter__(self) -> "Aside":
        """Itself."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Waits for the job at hand, which is told to stop as others are."""
        self._executor.shutdown()

    @property
    def is_free(self) -> bool:
        """True where no long job is at hand."""
        return self._seen_through is None or self._seen_through.done()

    def take(self, see_through: Callable[[ThreadPoolExecutor], None]) -> None:
        """Sees a job through; where even noting its end fails, its lease runs out and another takes it."""
        self._seen_through = self._executor.submit(see_through, self._executor)
        self._seen_through.add_done_callback(_log_broken)


def _log_broken(seen_through: "Future[None]") -> None:
    if (error := seen_through.exception()) is not None:
        _log.error("A long job could not be seen through.", exc_info=error)
