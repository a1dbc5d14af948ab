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
    """The 95th percentile of a page's seconds, and the idle server's megabytes."""
    home = demo_home(work)
    with serving(home) as server:
        time.sleep(_IDLE_SECONDS)
        idle = server.megabytes()
        visitor = signed_in(server, *demo_login(home, "director"))
        pages = _pages(_read(visitor, server, "/"))
        start, _ = _crowd(partial(_visits, server, visitor, ["/"]))
        taken, wall = _crowd(partial(_visits, server, visitor, pages))
        busy = server.megabytes()
    note = f"{work.answers:,} forms; {USERS} users, {len(taken)} pages, {len(taken) / wall:.1f}/s"
    first = f"{USERS} users on the same start page"
    return [
        Finding("start page, p95", _p95(start), None, "s", 0.5, False, first),
        Finding("differing views, p95", _p95(taken), None, "s", 0.5, False, note),
        Finding("differing views, median", median(taken), None, "s", None, False, "as above"),
        Finding("idle server", idle, None, "MB", 250.0, False, f"{busy:.0f} MB after the crowd"),
    ]


def _crowd(visit: Callable[[int], list[float]]) -> tuple[list[float], float]:
    started = time.perf_counter()
    with ThreadPoolExecutor(USERS) as people:
        taken = [seconds for visits in people.map(visit, range(USERS)) for seconds in visits]
    return taken, time.perf_counter() - started


def _p95(taken: list[float]) -> float:
    return sorted(taken)[int(0.95 * len(taken))]


def _pages(first: str) -> list[str]:
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


def _visits(
    server: Server, visitor: urllib.request.OpenerDirector, pages: list[str], seed: int
) -> list[float]:
    chance = random.Random(seed)
    chosen = (
        "/" if chance.random() < _START_SHARE else chance.choice(pages) for _ in range(VISITS)
    )
    return [seconds_of(partial(_read, visitor, server, page)) for page in chosen]


def _read(visitor: urllib.request.OpenerDirector, server: Server, page: str) -> str:
    try:
        with visitor.open(server.address + page, timeout=120) as answer:
            if "/account/login" in answer.geturl():
                raise SystemExit(f"{page} asks to sign in again.")
            text: str = answer.read().decode()
            return text
    except urllib.error.HTTPError as error:
        raise SystemExit(f"{page} answers {error.code}; see benchmark-server.log.") from None
