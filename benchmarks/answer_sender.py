"""Sends filled-in forms over HTTP, from a process of its own, and prints what came of it as JSON.

It writes and reads bare sockets, so that the sender takes little of the cores that the server has to share with it.
"""

import json
import secrets
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

_WAY = {201: "api", 303: "page", 200: "batch"}


@dataclass(slots=True)
class Sender:
    """So many lines to a server, each with one form under way, for so many seconds.

    A `pace` in forms a second is shared by the lines; 0 is as fast as answers come.
    """

    address: str
    way: str
    target: str
    lines: int
    pace: float
    seconds: float
    at_once: int
    body: dict[str, Any]
    taken: list[float] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)

    def run(self) -> dict[str, Any]:
        """How many forms were acknowledged, in how many seconds, and how long each waited.

        Who is told to stop before the time is over, stops after the forms under way.
        """
        started = time.perf_counter()
        signal.signal(signal.SIGTERM, lambda _number, _frame: setattr(self, "seconds", 0.0))
        threads = [
            threading.Thread(target=self._line, args=(one, started)) for one in range(self.lines)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        wall = time.perf_counter() - started
        return {
            "kept": len(self.taken) * self.at_once,
            "seconds": wall,
            "refused": sorted(set(self.refused)),
            "p95": sorted(self.taken)[int(0.95 * len(self.taken))] if self.taken else 0.0,
        }

    def _line(self, number: int, started: float) -> None:
        line, rest = _connected(self.address), 0.0
        gap = self.lines * self.at_once / self.pace if self.pace else 0.0
        due = started + gap * number / self.lines
        while (now := time.perf_counter()) < started + self.seconds:
            if gap and (rest := due - now) > 0:
                time.sleep(rest)
            due += gap
            request = _REQUESTS[self.way](self)
            before = time.perf_counter()
            line.sendall(request)
            status = _status(line)
            if _WAY.get(status) == self.way:
                self.taken.append(time.perf_counter() - before)
            else:
                self.refused.append(status)
        line.close()


def _one(sender: Sender) -> bytes:
    form = {**sender.body["form"], "key": secrets.token_hex(12)}
    return _post("/api/v1/responses", json.dumps(form).encode(), _json_headers(sender))


def _many(sender: Sender) -> bytes:
    forms = [{**sender.body["form"], "key": secrets.token_hex(12)} for _ in range(sender.at_once)]
    told = json.dumps({"responses": forms}).encode()
    return _post("/api/v1/responses/batch", told, _json_headers(sender))


def _page(sender: Sender) -> bytes:
    told = urlencode(sender.body["fields"], doseq=True).encode()
    kind = "Content-Type: application/x-www-form-urlencoded\r\n"
    return _post(f"/s/{sender.target}/{secrets.token_urlsafe(16)}", told, kind)


_REQUESTS: dict[str, Callable[[Sender], bytes]] = {"api": _one, "batch": _many, "page": _page}


def _json_headers(sender: Sender) -> str:
    return f"Content-Type: application/json\r\nAuthorization: Bearer {sender.target}\r\n"


def _post(path: str, body: bytes, headers: str) -> bytes:
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\n{headers}Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _connected(address: str) -> socket.socket:
    parts = urlsplit(address)
    line = socket.create_connection((parts.hostname or "", parts.port or 80), timeout=60)
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return line


def _status(line: socket.socket) -> int:
    """The status of the answer, once all of it was read."""
    told = b""
    while b"\r\n\r\n" not in told:
        told += _more(line)
    head, _, body = told.partition(b"\r\n\r\n")
    lengths = [
        int(one.split(b":")[1])
        for one in head.lower().split(b"\r\n")
        if one.startswith(b"content-length")
    ]
    while lengths and len(body) < lengths[0]:
        body += _more(line)
    while not lengths and not body.endswith(b"0\r\n\r\n"):
        body += _more(line)
    return int(head.split(b" ", 2)[1])


def _more(line: socket.socket) -> bytes:
    piece = line.recv(65536)
    if not piece:
        raise SystemExit("The server hung up.")
    return piece


if __name__ == "__main__":
    print(json.dumps(Sender(**json.loads(sys.argv[1])).run()))
