"""Pages of the dashboard with twenty people at work, and the memory of a server with none."""

import random
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from demo_home import demo_home
from measured import Finding, Work, seconds_of
from server import Server, demo_login, serving, signed_in

USERS, VISITS = 20, 15
_IDLE_SECONDS = 5.0
PAGES = (
    "/",
    "/?metric=nps&every=month",
    "/?metric=ces&every=month",
    "/?metric=nps&channel=telephone",
    "/?metric=nps&region=Drenthe",
    "/?metric=nps&product=variable&every=quarter",
    "/?metric=mark&every=month&compare=last-year",
)
"""The first page, and views of it that filter and cut by time."""


def findings(work: Work) -> list[Finding]:
    """The 95th percentile of a page's seconds, and the idle server's megabytes."""
    home = demo_home(work)
    with serving(home) as server:
        time.sleep(_IDLE_SECONDS)
        idle = server.megabytes()
        login, password = demo_login(home, "director")
        visitor = signed_in(server, login, password)
        first = [seconds_of(partial(_read, visitor, server, page)) for page in PAGES]
        taken, wall = _crowd(server, visitor)
        busy = server.megabytes()
    p95 = sorted(taken)[int(0.95 * len(taken))]
    note = f"{work.answers:,} forms; {USERS} users, {len(taken)} pages, {len(taken) / wall:.1f}/s"
    alone = sorted(first)[len(first) // 2]
    return [
        Finding("dashboard page, p95", p95, None, "s", 0.5, False, note),
        Finding("dashboard page, one visitor", alone, None, "s", None, False, "first visit"),
        Finding("idle server", idle, None, "MB", 250.0, False, f"{busy:.0f} MB after the crowd"),
    ]


def _crowd(server: Server, visitor: urllib.request.OpenerDirector) -> tuple[list[float], float]:
    started = time.perf_counter()
    with ThreadPoolExecutor(USERS) as people:
        visits = list(people.map(lambda seed: _visits(server, visitor, seed), range(USERS)))
    return [seconds for visit in visits for seconds in visit], time.perf_counter() - started


def _visits(server: Server, visitor: urllib.request.OpenerDirector, seed: int) -> list[float]:
    pages = random.Random(seed).choices(PAGES, k=VISITS)
    return [seconds_of(partial(_read, visitor, server, page)) for page in pages]


def _read(visitor: urllib.request.OpenerDirector, server: Server, page: str) -> None:
    with visitor.open(server.address + page, timeout=120) as answer:
        if answer.status != 200 or "/account/login" in answer.geturl():
            raise SystemExit(f"{page} answers {answer.status} at {answer.geturl()}")
        answer.read()
