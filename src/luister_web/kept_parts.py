"""Parts of pages that show what people and jobs wrote, and not the answers: kept until something was written.

While answers stream in something is written all the time; then a part is made anew once a second. What a person does on
a page shows on the next one, whatever the second.
"""

import threading
import time
from collections.abc import Callable, Hashable
from typing import TypeVar

from django.conf import settings

from luister.loop import keep
from luister_web.current_home import home
from luister_web.dashboard.result_cache import ResultCache, SteadyVersion

_Part = TypeVar("_Part")
HOLD_SECONDS = 1.0
PARTS = ResultCache(most=500)
_MOMENT = SteadyVersion(hold=HOLD_SECONDS, clock=time.monotonic)
_lock = threading.Lock()
_acts = [0]


def kept(key: tuple[Hashable, ...], make: Callable[[], _Part]) -> _Part:
    """What `make` gives, made now or kept. The key names all that it depends on beside what is written in the home."""
    place = str(settings.LUISTER.home)
    moment = _MOMENT.shown(place, keep.moment(home()))
    return PARTS.get((place, _acts[0], *key), moment, make)


def acted() -> None:
    """Tells that a person did something: nothing that was kept is shown any more."""
    with _lock:
        _acts[0] += 1
