"""Django's pages on threads behind an event loop: bodies, streams, HEAD, and readers who leave."""

import asyncio
import threading
from typing import Any

import pytest

from luister_web.wsgi_pool import IN_MEMORY, WsgiPool

MEGABYTE = 1024 * 1024


class Pages:
    """A WSGI answer that is finished, as Django's are."""

    streaming = False

    def __init__(self, *pieces: bytes):
        self.pieces = pieces
        self.closed_on = ""

    def __iter__(self):
        return iter(self.pieces)

    def close(self):
        self.closed_on = threading.current_thread().name


def answers(*pieces: bytes, status: str = "200 OK", headers=(("X-One", "1"),)):
    given = Pages(*pieces)

    def application(environ, start_response):
        application.environ = environ
        application.body = environ["wsgi.input"].read()
        start_response(status, list(headers))
        return given

    application.answer = given
    return application


def ask(application, *pieces: bytes, known: bool = True, leaves_after: int | None = None, **scope):
    """What the pool sends for one request; the reader leaves after so many messages."""
    return asyncio.run(_asked(application, pieces, known, leaves_after, scope))


async def _asked(application, pieces, known, leaves_after, scope) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []
    left = asyncio.Event()
    waiting = [
        {"type": "http.request", "body": piece, "more_body": number < len(pieces)}
        for number, piece in enumerate(pieces or (b"",), start=1)
    ]

    async def receive():
        if waiting:
            return waiting.pop(0)
        await left.wait()
        return {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)
        if leaves_after is not None and len(sent) >= leaves_after:
            left.set()
            await asyncio.sleep(0.05)

    pool = WsgiPool(
        application, threads=1, upload_limit=3 * MEGABYTE, may_upload=lambda scope: known
    )
    request = {
        "type": "http",
        "method": "GET",
        "path": "/",
        "query_string": b"",
        "http_version": "1.1",
        "headers": [],
    }
    await pool(request | scope, receive, send)
    pool.close()
    return sent


def test_a_page_comes_as_a_start_and_a_body():
    start, body = ask(answers(b"hello ", b"you"))
    assert (start["status"], start["headers"]) == (200, [(b"x-one", b"1")])
    assert body["body"] == b"hello you"


def test_the_answer_is_closed_on_the_thread_that_made_it():
    application = answers(b"x")
    ask(application)
    assert application.answer.closed_on.startswith("page")


def test_the_request_reads_as_wsgi_wants_it():
    application = answers(b"x")
    headers = [
        (b"host", b"luister.example"),
        (b"cookie", b"a=1"),
        (b"cookie", b"b=2"),
        (b"accept", b"text/html"),
        (b"accept", b"*/*"),
        (b"x_forwarded_for", b"203.0.113.9"),
        (b"content-type", b"text/plain"),
    ]
    ask(
        application,
        b"ab",
        b"c",
        method="POST",
        path="/zoë/",
        query_string=b"q=1",
        headers=headers,
        client=("192.0.2.1", 5),
        scheme="https",
    )
    environ = application.environ
    assert application.body == b"abc"
    assert environ["CONTENT_LENGTH"] == "3"
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/zoë/"
    assert environ["HTTP_COOKIE"] == "a=1; b=2"
    assert environ["HTTP_ACCEPT"] == "text/html,*/*"
    assert environ["CONTENT_TYPE"] == "text/plain"
    assert environ["REMOTE_ADDR"] == "192.0.2.1"
    assert environ["wsgi.url_scheme"] == "https"
    assert "HTTP_X_FORWARDED_FOR" not in environ


def test_head_sends_the_headers_and_no_body():
    start, body = ask(answers(b"hello"), method="HEAD")
    assert start["status"] == 200
    assert body["body"] == b""


def test_a_stream_is_sent_piece_by_piece():
    def application(environ, start_response):
        start_response("200 OK", [])
        return (piece for piece in (b"1", b"2"))

    assert [message.get("body") for message in ask(application)] == [None, b"1", b"2", b""]


def test_a_stream_ends_when_its_reader_leaves():
    made = []

    def application(environ, start_response):
        start_response("200 OK", [])
        for number in range(1000):
            made.append(number)
            yield b"x"

    ask(application, leaves_after=3)
    assert len(made) < 10


def test_a_stream_that_breaks_is_not_told_as_whole():
    def application(environ, start_response):
        start_response("200 OK", [])
        yield b"1"
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="disk"):
        ask(application)


def test_who_leaves_while_sending_gets_no_page():
    async def leave():
        async def receive():
            return {"type": "http.disconnect"}

        pool = WsgiPool(answers(b"x"), threads=1, upload_limit=1, may_upload=lambda scope: True)
        sent: list[dict[str, Any]] = []
        await pool({"method": "POST"}, receive, sent.append)
        return sent

    assert asyncio.run(leave()) == []


def test_a_large_body_of_somebody_known_arrives_whole():
    application = answers(b"x")
    piece = b"a" * (MEGABYTE // 2)
    ask(application, *[piece] * 5, method="POST")
    assert len(application.body) == 5 * len(piece)


def test_a_large_body_of_a_stranger_is_refused():
    application = answers(b"x")
    start, _ = ask(application, b"a" * (IN_MEMORY + 1), known=False, method="POST")
    assert start["status"] == 413
    assert not hasattr(application, "body")


def test_a_small_body_of_a_stranger_is_read():
    application = answers(b"x")
    ask(application, b"a" * IN_MEMORY, known=False, method="POST")
    assert len(application.body) == IN_MEMORY


def test_who_sends_too_much_is_heard_out_before_the_answer():
    body = [b"a" * MEGABYTE] * 20
    sent = ask(answers(b"x"), *body, known=False, method="POST")
    assert [message.get("status") for message in sent] == [413, None]


def test_nobody_sends_more_than_the_limit():
    start, _ = ask(answers(b"x"), *[b"a" * MEGABYTE] * 4, method="POST")
    assert start["status"] == 413


def test_a_server_with_a_full_queue_says_so_at_once():
    release = threading.Event()

    def application(environ, start_response):
        release.wait(10)
        start_response("200 OK", [])
        return [b""]

    async def crowd():
        pool = WsgiPool(application, threads=1, upload_limit=1, may_upload=lambda scope: True)
        scope = {
            "method": "GET",
            "path": "/",
            "query_string": b"",
            "http_version": "1.1",
            "headers": [],
        }
        statuses = []

        async def receive():
            if asyncio.current_task() in seen:
                await asyncio.sleep(60)
            seen.add(asyncio.current_task())
            return {"type": "http.request"}

        async def send(message):
            statuses.append(message.get("status"))
            if message.get("status") == 503:
                release.set()

        seen: set[Any] = set()
        await asyncio.gather(*(pool(scope, receive, send) for _ in range(40)))
        return [status for status in statuses if status]

    statuses = asyncio.run(crowd())
    assert statuses.count(503) == 40 - 33
    assert statuses.count(200) == 33
