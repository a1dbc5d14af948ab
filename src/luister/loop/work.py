"""Work: what was put off is done by a worker, each job at least once, each duty once a turn."""

import logging
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from luister.errors import LuisterError
from luister.loop import act, escalate, heed, invite, notify, run_again, trigger_ask
from luister.loop.put_aside import Aside
from luister.loop.watch import watch
from luister.store import job_care, jobs
from luister.store.home import Store

Job = jobs.Job
LEASE = timedelta(seconds=30)
_HEARTBEAT = 8.0  # seconds between two renewals of a lease: three are missed before it is over
_PAUSE = 0.5  # seconds between two looks where nothing was due
_REPORT = timedelta(seconds=0.5)  # between two notes of progress
_KEPT = timedelta(days=7)
_LARGE = timedelta(
    seconds=0.5
)  # work that took longer leaves memory behind that is worth giving back
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Work:
    """What a handler has of its job: clock and chance, whether to stop, and a way to tell how far it is."""

    now: Callable[[], datetime]
    chance: Callable[[], float]
    job: Job
    _store: Store
    _stop: threading.Event
    _told: datetime
    _is_lost: threading.Event = field(default_factory=threading.Event)
    is_broken_off: bool = False

    def should_stop(self) -> bool:
        """True where the worker is told to stop, or another has taken the job over.

        A handler that is told so returns soon; its job is then done again, by the next worker.
        """
        self.is_broken_off = self._stop.is_set() or self._is_lost.is_set()
        return self.is_broken_off

    def progress(self, share: float) -> None:
        """Tells the share done, from 0 to 1; it is kept twice a second at most."""
        now = self.now()
        if now >= self._told:
            self._told = now + _REPORT
            self.renew(share)

    def renew(self, share: float | None = None) -> None:
        """Holds the job for another lease; the worker does so by itself too."""
        if not jobs.renew(self._store, self.job, now=self.now(), lease=LEASE, progress=share):
            self._is_lost.set()


Handler = Callable[[Store, Mapping[str, Any], Work], object]
"""Does a job. It may be done twice, so it must bear that; what it returns is not looked at."""


def tidy_jobs(store: Store, _payload: Mapping[str, Any], work: Work) -> None:
    """Lets go of jobs that were done a week ago, and of messages that were a month ago."""
    job_care.tidy(store, before=work.now() - _KEPT)
    invite.forget_old(store)
    run_again.forget_old(store)
    notify.forget_old(store, now=work.now())


def deliver_webhooks(store: Store, _payload: Mapping[str, Any], work: Work) -> None:
    """Sends the messages that are due."""
    notify.deliver_webhooks(store, now=work.now, chance=work.chance, should_stop=work.should_stop)


def trigger_asks(store: Store, _payload: Mapping[str, Any], work: Work) -> None:
    """Invites those whom an event made due."""
    while not work.should_stop() and trigger_ask.work_due(store, now=work.now()):
        work.renew()


def invite_sample(store: Store, _payload: Mapping[str, Any], work: Work) -> None:
    """Invites a sample that somebody ordered."""
    invite.carry_out(
        store, work.job.id, now=work.now, should_stop=work.should_stop, tell=work.renew
    )


def replay_year(store: Store, _payload: Mapping[str, Any], work: Work) -> None:
    """Watches a year again that somebody ordered."""
    run_again.carry_out(store, work.job.id, should_stop=work.should_stop, tell=work.progress)


def case_deadlines(store: Store, _payload: Mapping[str, Any], work: Work) -> None:
    """Tells of cases that are overdue."""
    escalate.tell_overdue(store, now=work.now(), should_stop=work.should_stop)


def heed_answers(store: Store, _payload: Mapping[str, Any], work: Work) -> None:
    """Holds answers that came in against the rules on single customers."""
    heed.heed_answers(store, now=work.now())


def rank_signals(store: Store, _payload: Mapping[str, Any], work: Work) -> None:
    """Ranks signals that are new or were weighed otherwise; brings back what was put away until now."""
    act.tend(store, now=work.now())


def watch_series(store: Store, _payload: Mapping[str, Any], work: Work) -> None:
    """Raises what moved since the last look."""
    watch(store, now=work.now())


HANDLERS: Mapping[str, Handler] = {
    "case_deadlines": case_deadlines,
    "deliver_webhooks": deliver_webhooks,
    "heed_answers": heed_answers,
    invite.KIND: invite_sample,
    "rank_signals": rank_signals,
    run_again.KIND: replay_year,
    "tidy_jobs": tidy_jobs,
    "trigger_asks": trigger_asks,
    "watch": watch_series,
}
"""What is done for each kind of job."""

EVERY: Mapping[str, int] = {
    "case_deadlines": 60,
    "deliver_webhooks": 15,
    "heed_answers": 5,
    "rank_signals": 60,
    "tidy_jobs": 3600,
    "trigger_asks": 5,
    "watch": 30,
}
"""The duties that come back by themselves, and after how many seconds."""


LONG = frozenset({invite.KIND, run_again.KIND})
"""What may take minutes: a worker does one of these at a time beside its other jobs, so that no duty waits for it."""


@dataclass(frozen=True, slots=True)
class Worker:
    """Who works: a name of its own among all workers, its clock and its chance (from 0 to 1)."""

    name: str
    clock: Callable[[], datetime]
    chance: Callable[[], float]
    handlers: Mapping[str, Handler] = field(default_factory=lambda: HANDLERS)
    every: Mapping[str, int] = field(default_factory=lambda: EVERY)


def run_due(
    store: Store,
    handlers: Mapping[str, Handler] = HANDLERS,
    *,
    clock: Callable[[], datetime],
    worker: str = "worker",
    chance: Callable[[], float] = lambda: 0.5,
) -> int:
    """How many jobs were tried: all that are due by the clock, one after another."""
    who, stop = Worker(worker, clock, chance, handlers, {}), threading.Event()
    with ThreadPoolExecutor(1, thread_name_prefix="job") as executor:
        return _run_due(store, who, stop, executor)


def serve_jobs(store: Store, stop: threading.Event, worker: Worker) -> None:
    """Works until `stop` is set: does what is due, plans the duties, looks again."""
    jobs.plan_duties(store.truth, worker.every, now=worker.clock())
    with ThreadPoolExecutor(1, thread_name_prefix="job") as executor, Aside() as aside:
        while not stop.is_set():
            _run_due(store, worker, stop, executor, aside)
            stop.wait(_PAUSE)


def _run_due(
    store: Store,
    worker: Worker,
    stop: threading.Event,
    executor: ThreadPoolExecutor,
    aside: Aside | None = None,
) -> int:
    tried, now = 0, worker.clock
    while not stop.is_set():
        kinds = worker.handlers.keys() - (frozenset() if aside is None or aside.is_free else LONG)
        job = jobs.claim(store, kinds=kinds, now=now(), lease=LEASE, worker=worker.name)
        if job is None:
            break
        work = Work(now, worker.chance, job, store, stop, now())
        if aside is not None and job.kind in LONG:
            aside.take(partial(_see_through, store, worker, work))
        else:
            _see_through(store, worker, work, executor)
        tried += 1
    return tried


def _see_through(store: Store, worker: Worker, work: Work, executor: ThreadPoolExecutor) -> None:
    """Runs one job on a thread of its own, holds its lease meanwhile, and keeps what came of it."""
    job, began = work.job, worker.clock()
    running = executor.submit(worker.handlers[job.kind], store, job.payload, work)
    while not wait((running,), timeout=_HEARTBEAT).done:
        work.renew()
    error = running.exception()
    if error is not None:
        problem, hint = _told(job, running, error)
        jobs.fail(store, job, error=problem, hint=hint, now=worker.clock(), chance=worker.chance())
    elif work.is_broken_off:
        jobs.release(store, job, now=worker.clock())
    else:
        jobs.finish(store, job, now=worker.clock())
    if worker.clock() - began > _LARGE:
        store.rest()


def _told(job: Job, running: "Future[object]", error: BaseException) -> tuple[str, str]:
    """What went wrong and the hint; what nobody foresaw goes to the log, with nothing of it on a page."""
    if isinstance(error, LuisterError):
        return error.problem, error.hint
    _log.error("Job %s (%s) broke.", job.id, job.kind, exc_info=running.exception())
    return f"Something nobody foresaw: {type(error).__name__}.", "See the server's log."
