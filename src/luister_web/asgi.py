"""The web door as one ASGI application: the live line on the event loop, all pages on threads."""

import asyncio
import os
from collections.abc import Callable

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.utils.module_loading import import_string

from luister.loop import keep, measure
from luister_web import answer_line, current_home, live
from luister_web.asgi_types import Receive, Scope, Send, answer
from luister_web.dashboard.reading_ahead import READING
from luister_web.jobs.workers import Workers
from luister_web.own_threads import keep_apart
from luister_web.receiving.addresses import open_limit
from luister_web.wsgi_pool import IN_MEMORY, Wsgi, WsgiPool

IsKnown = Callable[[list[tuple[bytes, bytes]]], bool]
_MEGABYTE = 1024 * 1024


class Door:
    """Sends each request where it belongs."""

    def __init__(
        self,
        pages: Wsgi,
        *,
        version: Callable[[], int],
        is_known: IsKnown,
        threads: int,
        take: answer_line.Take | None = None,
        workers: Workers | None = None,
    ) -> None:
        """Serves `pages` on `threads` threads.

        `version` is looked at every second; `is_known` tells from headers whether a live line may
        be held and a large file sent. `take` keeps forms that programs send. `workers` do the jobs
        for as long as the server lives.
        """
        self.live = live.Live()
        self._version = version
        self._is_known = is_known
        self._workers = workers
        self._answers = answer_line.AnswerLine(take) if take else None
        self._pool = WsgiPool(
            pages,
            threads=threads,
            upload_limit=settings.LUISTER.upload_limit_mb * _MEGABYTE,
            may_upload=lambda scope: is_known(scope["headers"]),
            open_limit=lambda scope: open_limit(scope["path"], IN_MEMORY),
            plain_limit=settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request, or lives through the server's start and end."""
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] != "http":
            return
        elif live.is_asked(scope):
            await self._live(scope, receive, send)
        elif self._answers and answer_line.is_asked(scope):
            await self._answers(scope, receive, send)
        else:
            await self._pool(scope, receive, send)

    async def _live(self, scope: Scope, receive: Receive, send: Send) -> None:
        if await self._pool.run(self._is_known, scope["headers"]):
            await live.stream(self.live, receive, send)
        else:
            await answer(send, 401, "Sign in first.")

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        watch = asyncio.ensure_future(live.watch(self.live, self._version))
        READING.allow()
        if self._workers:
            self._workers.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self.live.close()
        self._pool.close()
        if self._answers:
            self._answers.close()
        await watch
        if self._workers:
            await asyncio.get_running_loop().run_in_executor(None, self._workers.stop)
        await asyncio.get_running_loop().run_in_executor(None, READING.stop)
        current_home.close()
        await send({"type": "lifespan.shutdown.complete"})


def door(threads: int = 4) -> Door:
    """The whole web door; a factory for any ASGI server, once `start.prepare` has been called."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luister_web.settings")
    keep_apart()
    keep.pace(current_home.home())
    return Door(
        get_wsgi_application(),
        version=lambda: measure.keep_up(current_home.home()),
        is_known=_is_known,
        threads=threads,
        take=import_string("luister_web.api.answer_calls.taken"),
        # By name, for they stand on the models too.
        workers=import_string("luister_web.jobs.own_workers.own_workers")(),
    )


def _is_known(headers: list[tuple[bytes, bytes]]) -> bool:
    close_old_connections()  # As Django does before each request: this thread's may have died.
    # By name, for it stands on the models, which are only there after `start.prepare`.
    return bool(import_string("luister_web.access.visitor.is_known")(headers))
