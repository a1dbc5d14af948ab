"""Tells open pages when a number may have moved: server-sent events with the version of the data."""

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from luister_web.asgi_types import Receive, Scope, Send

_EVERY = 1.0  # seconds between two looks at the data
_HEARTBEAT = 15.0  # seconds of silence after which proxies begin to doubt a line
_RENEWALS = 50  # pages a second that renew themselves, at most
_REST = (1000, 5000)  # milliseconds that a page rests between two renewals: at least, and at most
_LONGEST = 600.0  # seconds; then the page connects again, and is asked again who it is
_HEADERS = [
    (b"content-type", b"text/event-stream"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]
_log = logging.getLogger(__name__)


class Live:
    """The version of the data as last seen, and those who wait for the next; on one event loop."""

    def __init__(self) -> None:
        """Begins at version 0, which nobody is told."""
        self.version = 0
        self.readers = 0
        self.is_closed = False
        self._changed = asyncio.Event()
        self._closed = asyncio.Event()

    @property
    def rest(self) -> int:
        """Milliseconds that each page is to rest between two renewals: the longer, the more there are."""
        least, most = _REST
        return min(max(self.readers * 1000 // _RENEWALS, least), most)

    def tell(self, version: int) -> None:
        """Wakes all who wait, where the version is a new one."""
        if version != self.version:
            self.version = version
            self._wake()

    def close(self) -> None:
        """Ends all lines."""
        self.is_closed = True
        self._closed.set()
        self._wake()

    async def closed(self, seconds: float) -> None:
        """Waits until all lines end, `seconds` at most."""
        await _set(self._closed, seconds)

    @property
    def changed(self) -> asyncio.Event:
        """What is set once another version follows that of the moment of asking."""
        return self._changed

    def _wake(self) -> None:
        event, self._changed = self._changed, asyncio.Event()
        event.set()


async def watch(live: Live, version: Callable[[], int]) -> None:
    """Looks at the data every second and tells; a look that fails is logged once and tried again."""
    loop = asyncio.get_running_loop()
    failing = False
    with ThreadPoolExecutor(1, thread_name_prefix="live") as executor:
        while not live.is_closed:
            look = loop.run_in_executor(executor, version)
            (found,) = await asyncio.gather(look, return_exceptions=True)
            if isinstance(found, int):
                live.tell(found)
            elif not failing:
                _log.error("The data cannot be looked at.", exc_info=found)
            failing = not isinstance(found, int)
            await live.closed(_EVERY)  # A server that is told to stop waits for no look.


async def stream(live: Live, receive: Receive, send: Send) -> None:
    """Sends the version now, and each next one, with how long to rest between two, until the reader goes."""
    gone = asyncio.ensure_future(_gone(receive))
    ends = time.monotonic() + _LONGEST
    live.readers += 1
    try:
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        await _say(send, "retry: 2000\n\n")
        told = -1
        while not (gone.done() or live.is_closed or time.monotonic() > ends):
            # Both are taken before anything is waited for: what is told meanwhile is told here next.
            version, changed = live.version, live.changed
            news = f"event: version\ndata: {version} {live.rest}\n\n"
            await _say(send, news if version != told else ":\n\n")
            told = version
            waiting = asyncio.ensure_future(_set(changed, _HEARTBEAT))
            await asyncio.wait({gone, waiting}, return_when=asyncio.FIRST_COMPLETED)
            waiting.cancel()
        await send({"type": "http.response.body", "body": b""})
    finally:
        live.readers -= 1
        gone.cancel()


def is_asked(scope: Scope) -> bool:
    """True for the address of the live line."""
    return bool(scope["path"] == "/live" and scope["method"] == "GET")


async def _set(event: asyncio.Event, seconds: float) -> None:
    """Waits until the event is set, `seconds` at most."""
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _say(send: Send, text: str) -> None:
    await send({"type": "http.response.body", "body": text.encode(), "more_body": True})
