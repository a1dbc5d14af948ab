"""The words of ASGI, as types."""

import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


_PASSED_OVER = 64 * 1024 * 1024


async def too_large(scope: Scope, send: Send, limit: int) -> None:
    """Says that a body is too large, and how much may be sent there."""
    told = f"Too large: at most {limit / 2**20:g} MB may be sent here."
    status, kind, close = 413, b"text/plain; charset=utf-8", (b"connection", b"close")
    body = told.encode()
    if scope["path"].startswith("/api/"):
        kind = b"application/json"
        body = json.dumps({"error": told, "hint": "Send it in smaller parts."}).encode()
    headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode()), close]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def passed_over(receive: Receive, message: Message) -> None:
    """Lets what follows `message` of a body go by unread, within bounds: who still sends hears no answer."""
    length, is_more = 0, bool(message.get("more_body", False))
    while is_more and length <= _PASSED_OVER:
        message = await receive()
        length += len(message.get("body", b""))
        is_more = bool(message.get("more_body", False))


async def answer(send: Send, status: int, text: str, *headers: tuple[bytes, bytes]) -> None:
    """Sends a short plain answer."""
    given = [(b"content-type", b"text/plain; charset=utf-8"), *headers]
    await send({"type": "http.response.start", "status": status, "headers": given})
    await send({"type": "http.response.body", "body": text.encode()})
