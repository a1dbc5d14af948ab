"""Pages of the dashboard with twenty people at work, and the memory of a server with none."""

import html
import random
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import product
from statistics import median

from demo_home import demo_home
from measured import Finding, Work, seconds_of
from server import Server, demo_login, serving, signed_in

USERS, VISITS = 20, 15
READING_SECONDS = 3.0
"""How long somebody looks at a page before asking for the next: on average, exponential."""
_IDLE_SECONDS = 5.0
_START_SHARE = 0.3
_METRICS = ("nps", "ces", "mark", "cas")
_PERIODS = ("", "last-month", "last-quarter", "last-year")
_FILTERS = (
    "",
    "channel:telephone",
    "channel:app",
    "region:Drenthe",
    "region:Groningen",
    "region:Utrecht",
    "product:variable",
    "product:dynamic",
    "segment:senior household",
)
_PROCESS_PAGE = re.compile(r'href="(/process[^"#]*)"')


def findings(work: Work) -> list[Finding]:
    """The 95th percentile of a page's seconds, and the idle server's megabytes.

    Twenty people at work are measured twice, each time on a server that has just started: people who
    read what they asked for, and people who ask for the next page the moment they have one.
    """
    home = demo_home(work)
    with serving(home) as server:
        time.sleep(_IDLE_SECONDS)
        idle = server.megabytes()
        visitor = signed_in(server, *demo_login(home, "director"))
        pages = pages_of(read(visitor, server, "/"))
        start, _ = _crowd(partial(visits, server, visitor, ["/"]))
        # First the harder crowd: it meets a server that knows none of the views yet.
        before = server.work_seconds()
        taken, wall = _crowd(partial(visits, server, visitor, pages))
        worked = server.work_seconds() - before
        busy = server.megabytes()
    with serving(home) as server:
        visitor = signed_in(server, *demo_login(home, "director"))
        calmly, read_wall = _crowd(partial(visits, server, visitor, pages, pause=READING_SECONDS))
    hard = f"no pause between pages; {len(taken)} pages, {len(taken) / wall:.1f}/s"
    calm = f"{READING_SECONDS:g} s a page; {len(calmly)} pages, {len(calmly) / read_wall:.1f}/s"
    size = f"{work.answers:,} forms; {USERS} users"
    first = f"{USERS} users on the same start page, no pause"
    return [
        Finding("start page, p95", _p95(start), None, "s", 0.5, False, first),
        Finding(
            "differing views, read, p95", _p95(calmly), None, "s", 0.5, False, f"{size}, {calm}"
        ),
        Finding(
            "differing views, read, median", median(calmly), None, "s", None, False, "as above"
        ),
        Finding("differing views, p95", _p95(taken), None, "s", 0.5, False, f"{size}, {hard}"),
        Finding("differing views, median", median(taken), None, "s", None, False, "as above"),
        Finding(
            "work a page",
            1000 * worked / len(taken),
            None,
            "ms",
            None,
            False,
            "of both cores together",
        ),
        Finding("idle server", idle, None, "MB", 250.0, False, f"{busy:.0f} MB after the crowd"),
    ]


def _crowd(visit: Callable[[int], list[float]]) -> tuple[list[float], float]:
    started = time.perf_counter()
    with ThreadPoolExecutor(USERS) as people:
        taken = [seconds for one in people.map(visit, range(USERS)) for seconds in one]
    return taken, time.perf_counter() - started


def _p95(taken: list[float]) -> float:
    return sorted(taken)[int(0.95 * len(taken))]


def pages_of(first: str) -> list[str]:
    """Views that differ, so that no cache knows them all, and the pages of single processes."""
    views = [
        "/?" + urllib.parse.urlencode([pair for pair in pairs if pair[1]])
        for pairs in product(
            (("metric", metric) for metric in _METRICS),
            (("period", period) for period in _PERIODS),
            (("where", one) for one in _FILTERS),
        )
    ]
    drilled = {html.unescape(address) for address in _PROCESS_PAGE.findall(first)}
    return [*views, *sorted(drilled) * (len(views) // max(1, len(drilled)))]


def visits(
    server: Server,
    visitor: urllib.request.OpenerDirector,
    pages: list[str],
    seed: int,
    *,
    pause: float = 0.0,
    count: int = VISITS,
) -> list[float]:
    """The seconds of each page that one person asks for, who reads each for `pause` on average."""
    chance, taken = random.Random(seed), []
    for _ in range(count):
        if pause:
            time.sleep(chance.expovariate(1 / pause))
        page = "/" if chance.random() < _START_SHARE else chance.choice(pages)
        taken.append(seconds_of(partial(read, visitor, server, page)))
    return taken


def read(visitor: urllib.request.OpenerDirector, server: Server, page: str) -> str:
    """The page, as text."""
    try:
        with visitor.open(server.address + page, timeout=120) as answer:
            if "/account/login" in answer.geturl():
                raise SystemExit(f"{page} asks to sign in again.")
            text: str = answer.read().decode()
            return text
    except urllib.error.HTTPError as error:
        raise SystemExit(f"{page} answers {error.code}; see benchmark-server.log.") from None
