"""How much processor time a job costs that does nothing, against bare commits of as many rows."""

import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime

from measured import Finding, Work

from luister.loop.work import run_due
from luister.store import jobs
from luister.store.home import Store

JOBS = 400
LIMIT = 20.0  # A job is two commits, a look for the next one and a turn of a thread.


def findings(work: Work) -> list[Finding]:
    """Processor seconds of bare commits and of jobs, and how the two compare."""
    folder = work.folder / "jobs"
    bare = min(_processor(_bare(folder.with_suffix(f".{n}.sqlite3"))) for n in range(3))
    store = Store(folder)
    done = min(_processor(_jobs(store)) for _ in range(3))
    store.close()
    note = f"processor time; {JOBS / done:,.0f} jobs per processor second"
    per_job, per_commit = 1000 * done / JOBS, 1000 * bare / JOBS
    return [Finding("a job that does nothing", per_job, per_commit, "ms", LIMIT, True, note)]


def _processor(act: Callable[[], None]) -> float:
    before = time.process_time()
    act()
    return time.process_time() - before


def _bare(path: object) -> Callable[[], None]:
    connection = sqlite3.connect(str(path), isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE IF NOT EXISTS job (id INTEGER PRIMARY KEY, payload TEXT)")

    def act() -> None:
        for _ in range(JOBS):
            connection.execute("INSERT INTO job (payload) VALUES ('{}')")

    return act


def _jobs(store: Store) -> Callable[[], None]:
    now = datetime.now(UTC)
    with store.truth.transaction():
        for _ in range(JOBS):
            jobs.enqueue(store.truth, "nothing", {}, now=now)

    def act() -> None:
        handlers = {"nothing": lambda *_given: None}
        tried = run_due(store, handlers, clock=lambda: datetime.now(UTC))
        assert tried == JOBS, tried

    return act
