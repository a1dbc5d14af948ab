"""Forms that programs send, taken many together: a key is looked up, and written to disk, once for all that wait.

A call of its own costs a page's thread, Django's whole way and a commit; with hundreds a second, readers would feel it.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from luister_web.asgi_types import Receive, Scope, Send, passed_over, too_large
from luister_web.page_policy import PLAIN_HEADERS

PATH = "/api/v1/responses"
LARGEST = 1024 * 1024
_TOGETHER = 500
_MOST_WAITING = 5000
_PAUSE, _LONG_PAUSE = 0.005, 0.02
"""Seconds between two groups: so short that no sender feels it, and more share a commit.

The long one where several send at once: who is alone would only wait, and many share a commit as it is.
"""
_SEVERAL = range(2, 16)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Call:
    """What a program sent: its key, and the form as bytes of JSON."""

    key: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Said:
    """The answer to a call: bytes of JSON; `wait` in seconds where the key is used too often."""

    status: int
    body: bytes
    wait: int = 0


_BROKEN = Said(
    500, b'{"error": "This did not work.", "hint": "See the server\'s log, and send it again."}'
)
_BUSY = Said(503, b'{"error": "Too busy.", "hint": "Send it again in a moment."}', 2)
Take = Callable[[Sequence[Call]], list[Said]]


class AnswerLine:
    """Gathers calls on the event loop and hands them, group by group, to one thread."""

    def __init__(self, take: Take) -> None:
        """`take` is called on a thread of its own, with at most 500 calls."""
        self._take = take
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="answers")
        self._waiting: list[tuple[Call, asyncio.Future[Said]]] = []
        self._work: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one call, once its form is durable."""
        body = await _body(receive)
        if body is None:
            await too_large(scope, send, LARGEST)
        elif len(self._waiting) >= _MOST_WAITING:
            await _say(send, _BUSY)
        else:
            await _say(send, await self._taken(Call(key_of(scope), body)))

    def close(self) -> None:
        """Lets go of the thread; what it does, ends."""
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _taken(self, call: Call) -> asyncio.Future[Said]:
        said: asyncio.Future[Said] = asyncio.get_running_loop().create_future()
        self._waiting.append((call, said))
        if self._work is None or self._work.done():
            self._work = asyncio.ensure_future(self._work_off())
        return said

    async def _work_off(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            group, self._waiting = self._waiting[:_TOGETHER], self._waiting[_TOGETHER:]
            calls = [call for call, _ in group]
            work = loop.run_in_executor(self._executor, self._take, calls)
            (found,) = await asyncio.gather(work, return_exceptions=True)
            if isinstance(found, BaseException):
                _log.error("Forms could not be taken.", exc_info=found)
                found = [_BROKEN] * len(group)
            for (_, said), answer in zip(group, found, strict=True):
                if not said.done():  # Its sender may have gone.
                    said.set_result(answer)
            await asyncio.sleep(_LONG_PAUSE if len(group) in _SEVERAL else _PAUSE)


def is_asked(scope: Scope) -> bool:
    """True for a form that is sent with a key; who is signed in instead goes the way of pages."""
    return scope["path"] == PATH and scope["method"] == "POST" and bool(key_of(scope))


def key_of(scope: Scope) -> str:
    """The key in the headers of a call; empty where there is none."""
    headers = dict(scope["headers"])
    bearer, _, key = headers.get(b"authorization", b"").decode("latin-1").partition(" ")
    given = key if bearer.lower() == "bearer" else ""
    return given.strip() or headers.get(b"x-api-key", b"").decode("latin-1").strip()


async def _body(receive: Receive) -> bytes | None:
    """The body; None where it is too large. Of a sender who went away, what came: it is no whole form."""
    pieces, length = [], 0
    while True:
        message = await receive()
        piece = message.get("body", b"")
        length += len(piece)
        if length > LARGEST:
            await passed_over(receive, message)
            return None
        pieces.append(piece)
        if not message.get("more_body", False):
            return b"".join(pieces)


async def _say(send: Send, said: Said) -> None:
    headers = [
        (b"content-type", b"application/json"),
        (b"cache-control", b"private, no-store"),
        (b"content-length", str(len(said.body)).encode()),
        *PLAIN_HEADERS,
    ]
    if said.wait:
        headers.append((b"retry-after", str(said.wait).encode()))
    await send({"type": "http.response.start", "status": said.status, "headers": headers})
    await send({"type": "http.response.body", "body": said.body})
