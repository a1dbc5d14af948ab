"""Reads the columns that pages count, once, as soon as somebody opens a page of a running server.

An idle server holds nothing of them, and the first reader of a day waits for the columns of one
page only.
"""

import logging
import threading

from luister.errors import LuisterError
from luister.loop import measure
from luister_web.current_home import home

_log = logging.getLogger(__name__)


class ReadingAhead:
    """One reading at most; nothing is read before `allow` or after `stop`."""

    def __init__(self) -> None:
        """Not allowed yet: only a server has a use for it."""
        self._lock = threading.Lock()
        self._is_allowed = False
        self._thread: threading.Thread | None = None

    def allow(self) -> None:
        """Lets the next page begin it."""
        with self._lock:
            self._is_allowed = True

    def begin(self) -> None:
        """Begins, if it may and has not yet."""
        with self._lock:
            if not self._is_allowed:
                return
            self._is_allowed = False
            self._thread = threading.Thread(target=_read_ahead, name="read-ahead", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Waits until what was begun has ended; the home may be closed then."""
        with self._lock:
            self._is_allowed, thread = False, self._thread
        if thread:
            thread.join()


def _read_ahead() -> None:
    try:
        measure.read_ahead(home())
    except LuisterError as error:
        _log.warning("The columns could not be read ahead: %s", error)


READING = ReadingAhead()
