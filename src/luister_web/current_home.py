"""The one open home of this process."""

import threading

from django.conf import settings

from luister.loop import keep

_lock = threading.Lock()
_open: list[keep.Home] = []


def home() -> keep.Home:
    """The home that the configuration names; opened at the first call, then shared by all threads."""
    with _lock:
        if not _open:
            _open.append(keep.open_home(settings.LUISTER.home))
        return _open[0]


def open_one() -> keep.Home | None:
    """The home where it is open already; None where nobody asked for it yet."""
    return next(iter(_open), None)


def close() -> None:
    """Closes the home, if it was opened; the next call of `home` opens it again."""
    with _lock:
        while _open:
            _open.pop().close()
