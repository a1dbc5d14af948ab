"""Runs Django's pages on a few long-lived threads behind an event loop.

Bodies are read to the end before a thread is taken, and finished pages are sent without one, so a
slow line keeps no thread. Only an answer that is made while it is sent (an export) keeps its thread.
"""

import asyncio
import tempfile
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO, Any, TypeVar

from luister_web.asgi_types import Receive, Scope, Send, answer, passed_over, too_large
from luister_web.wsgi_environ import environ

_Given = TypeVar("_Given")
_Found = TypeVar("_Found")
IN_MEMORY = 1024 * 1024
_QUEUE_PER_THREAD = 32

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class TooLargeError(Exception):
    """A body larger than its sender may send: so many bytes."""

    limit: int


@dataclass(slots=True)
class _Answer:
    """What the application said; `content` is None where it was sent piece by piece."""

    status: int = 500
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    content: bytes | None = None

    def start(self, status: str, headers: list[tuple[str, str]], _error: object = None) -> None:
        """WSGI's start_response."""
        self.status = int(status.split(" ", 1)[0])
        self.headers = [
            (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers
        ]

    @property
    def first_message(self) -> dict[str, Any]:
        return {"type": "http.response.start", "status": self.status, "headers": self.headers}


class WsgiPool:
    """An ASGI application around a WSGI one."""

    def __init__(
        self,
        application: Wsgi,
        *,
        threads: int,
        upload_limit: int,
        may_upload: Callable[[Scope], bool],
        open_limit: Callable[[Scope], int] = lambda _scope: IN_MEMORY,
        plain_limit: int = 0,
    ) -> None:
        """Bodies over IN_MEMORY bytes are for whom `may_upload` knows, up to `upload_limit` bytes.

        `open_limit` tells how many bytes anybody may send there, where it is more than IN_MEMORY; `plain_limit` how
        many of what is no form with files, which Django holds in memory; 0 is as many as of files.
        """
        self._application = application
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix="page")
        self._room = threads * (1 + _QUEUE_PER_THREAD)
        self._upload_limit = upload_limit
        self._may_upload = may_upload
        self._open_limit = open_limit
        self._plain_limit = plain_limit or upload_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if self._room <= 0:
            await answer(send, 503, "Too busy.", (b"retry-after", b"2"))
            return
        self._room -= 1
        try:
            with tempfile.SpooledTemporaryFile(IN_MEMORY) as body:
                await self._answered(scope, receive, send, body)
        except TooLargeError as error:
            await too_large(scope, send, error.limit)
        finally:
            self._room += 1

    async def run(self, function: Callable[[_Given], _Found], given: _Given) -> _Found:
        """What `function` returns, called on one of the threads."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, function, given)

    def close(self) -> None:
        """Lets go of the threads; what runs, ends."""
        self._executor.shutdown(wait=False, cancel_futures=True)

    async def _answered(self, scope: Scope, receive: Receive, send: Send, body: IO[bytes]) -> None:
        length = await self._read(scope, receive, body)
        if length is None:
            return  # The sender went away half-way.
        body.seek(0)
        gone = threading.Event()
        watch = asyncio.ensure_future(_watch(receive, gone))
        call = _Call(self._application, asyncio.get_running_loop(), send, gone)
        try:
            said = await self.run(call.run, environ(scope, body, length))
        finally:
            watch.cancel()
            with suppress(asyncio.CancelledError):
                await watch
        if said.content is not None:
            await send(said.first_message)
            await send({"type": "http.response.body", "body": said.content})

    async def _read(self, scope: Scope, receive: Receive, body: IO[bytes]) -> int | None:
        """How long the body is, once it was read; None where its sender went away."""
        length, limit = 0, IN_MEMORY
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            piece = message.get("body", b"")
            length += len(piece)
            if length > limit:
                try:
                    limit = await self._larger_limit(scope, length)
                except TooLargeError:
                    await passed_over(receive, message)
                    raise
            await self._write(body, piece, length)
            if not message.get("more_body", False):
                return length

    async def _larger_limit(self, scope: Scope, length: int) -> int:
        if length <= (allowed := self._open_limit(scope)):
            return allowed
        # A stranger must not be able to fill the disk.
        if not await self.run(self._may_upload, scope):
            raise TooLargeError(max(allowed, IN_MEMORY))
        limit = self._upload_limit if _has_files(scope) else self._plain_limit
        if length > limit:
            raise TooLargeError(limit)
        return limit

    async def _write(self, body: IO[bytes], piece: bytes, length: int) -> None:
        if length <= IN_MEMORY:
            body.write(piece)
        else:  # On disk by now, and a disk may be slow: the event loop does not wait for it.
            await asyncio.to_thread(body.write, piece)


@dataclass(frozen=True, slots=True)
class _Call:
    """One call of the application; `run` happens on a thread of the pool."""

    application: Wsgi
    loop: asyncio.AbstractEventLoop
    send: Send
    gone: threading.Event

    def run(self, environment: dict[str, Any]) -> _Answer:
        said = _Answer()
        pieces = self.application(environment, said.start)
        try:
            if environment["REQUEST_METHOD"] == "HEAD":
                said.content = b""
            elif getattr(pieces, "streaming", True):
                self._stream(said, pieces)
            else:
                said.content = b"".join(pieces)
        finally:
            # Here and not on the event loop: Django lets go of this thread's connection in it.
            getattr(pieces, "close", lambda: None)()
        return said

    def _stream(self, said: _Answer, pieces: Iterable[bytes]) -> None:
        self._say(said.first_message)
        for piece in pieces:
            if self.gone.is_set():
                return
            self._say({"type": "http.response.body", "body": piece, "more_body": True})
        self._say({"type": "http.response.body", "body": b"", "more_body": False})

    def _say(self, message: dict[str, Any]) -> None:
        # Waits until the line has taken it, so that a slow reader slows the export, not fills memory.
        asyncio.run_coroutine_threadsafe(_sent(self.send, message), self.loop).result()


def _has_files(scope: Scope) -> bool:
    kind = dict(scope["headers"]).get(b"content-type", b"")
    return bool(kind.lower().startswith(b"multipart/form-data"))


async def _sent(send: Send, message: dict[str, Any]) -> None:
    # granian's send is awaitable but no coroutine; the loop's other half asks for one.
    await send(message)


async def _watch(receive: Receive, gone: threading.Event) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    gone.set()
