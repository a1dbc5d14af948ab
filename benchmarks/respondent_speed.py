"""The respondent's page with fifty people at once, and what it weighs on the line."""

import gzip
import http.client
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from urllib.parse import urlsplit

from demo_home import demo_home
from measured import Finding, Work
from server import Server, serving

from luister.loop import design, keep

CLIENTS, VISITS = 50, 20
_FILES = re.compile(r'(?:href|src)="(/static/respond/[^"]+|/s/(?:look|logo)/[^"]+)"')


def findings(work: Work) -> list[Finding]:
    """The 95th percentile of a page's seconds at fifty clients and at one, in one run; and its weight."""
    home = demo_home(work)
    opened = keep.open_home(home)
    link = next(one.open_link for one in design.surveys(opened) if one.is_open and one.version)
    opened.close()
    with serving(home) as server:
        address = _filling(server, link)
        weight = _weight(server, address)
        alone = _visits(server, address, VISITS * 5)
        started = time.perf_counter()
        with ThreadPoolExecutor(CLIENTS) as people:
            told: Callable[[int], list[float]] = lambda _one: _visits(server, address, VISITS)  # noqa: E731
            taken = [seconds for visits in people.map(told, range(CLIENTS)) for seconds in visits]
        pace = len(taken) / (time.perf_counter() - started)
    note = f"{work.answers:,} forms; {CLIENTS} clients on their own connections, {pace:.0f}/s"
    # Fifty wait for one process and share its processors: a fortieth of a second for each, as on the dashboard.
    return [
        Finding("respondent page, p95", _p95(taken), None, "s", 1.25, False, note),
        Finding(
            "respondent page, median",
            median(taken),
            median(alone),
            "s",
            None,
            True,
            "bare: one client",
        ),
        Finding(
            "respondent page, weight", weight / 1000, None, "kB", 30.0, False, "without fonts"
        ),
    ]


def _filling(server: Server, link: str) -> str:
    connection = _connection(server)
    connection.request("GET", f"/s/{link}")
    answer = connection.getresponse()
    answer.read()
    return answer.headers["Location"]


def _visits(server: Server, address: str, visits: int) -> list[float]:
    connection = _connection(server)
    taken = []
    for _ in range(visits):
        before = time.perf_counter()
        connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        taken.append(time.perf_counter() - before)
        if answer.status != 200:
            raise SystemExit(f"The respondent's page answers {answer.status}.")
    return taken


def _weight(server: Server, address: str) -> int:
    """The bytes on the line of the page and all it loads but fonts."""
    page = _bytes(server, address)
    files = set(_FILES.findall(gzip.decompress(page).decode()))
    return len(page) + sum(len(_bytes(server, path)) for path in files)


def _bytes(server: Server, path: str) -> bytes:
    connection = _connection(server)
    connection.request(
        "GET", path, headers={"Accept-Encoding": "br, gzip" if "/static/" in path else "gzip"}
    )
    answer = connection.getresponse()
    if answer.status != 200:
        raise SystemExit(f"{path} answers {answer.status}.")
    return answer.read()


def _connection(server: Server) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=60)


def _p95(taken: list[float]) -> float:
    return sorted(taken)[int(0.95 * len(taken))]
