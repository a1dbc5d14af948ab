"""What Django remembers of a request, such as its language, without a lock that all threads share."""

import django.urls.base
import django.utils.timezone
import django.utils.translation.trans_real
from asgiref.local import Local

_HELD = (
    (django.utils.translation.trans_real, "_active"),
    (django.utils.timezone, "_active"),
    (django.urls.base, "_prefixes"),
    (django.urls.base, "_urlconfs"),
)
"""Looked at a thousand times a page, each time behind a lock so that a task may go on in another thread.

Our pages stay on the thread that they began on. With four of them a thread that is stopped inside the lock makes the
others queue for it: an eighth of the time of a page while answers stream in.
"""


def keep_apart() -> None:
    """Gives each thread its own; to be called before the first request."""
    for module, name in _HELD:
        setattr(module, name, Local(thread_critical=True))
