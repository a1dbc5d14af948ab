"""Run again: the last year is watched again by a job, with progress; what it found is kept for its scope."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from luister.errors import LuisterError, UnknownNameError
from luister.estimates.report import ReportRequest
from luister.estimates.watched import WarningSettings
from luister.events.alarm import Alarm
from luister.events.replay import CoursePoint, FoundAgain, Replay, ReplayedSeries, ReplayRequest
from luister.loop.measure import report, version
from luister.loop.replay import replay
from luister.store import jobs
from luister.store import replay_runs as runs
from luister.store.home import Store

KIND = runs.KIND
Scope = Mapping[str, tuple[str, ...]]
_MOST_SHOWN = 12
_BY_WEEK = 200  # days up to which a course is told by week


@dataclass(frozen=True, slots=True)
class YearAgain:
    """How far a year is: `state` is waiting, running, done, failed or cancelled.

    `settings` are those it is run with, ordered at `made_at`; `found` is there once it is done, until
    answers that it counted were taken away by an undone import or an erasure: then it `is_stale`.
    `problem` says why it waits for another attempt, or failed.
    """

    id: int
    job: int
    state: str
    share: float
    settings: WarningSettings
    made_at: datetime
    done_at: datetime | None
    found: FoundAgain | None
    is_stale: bool
    problem: str
    hint: str

    @property
    def is_open(self) -> bool:
        """True while it waits or runs."""
        return self.state in ("waiting", "running")


def begin(store: Store, settings: WarningSettings, *, scope: Scope, now: datetime) -> int:
    """The number of the run; a worker does it. The one under way where this scope has the same one."""
    return runs.begin(store, settings, scope=scope, now=now)


def carry_out(
    store: Store,
    job: int,
    *,
    should_stop: Callable[[], bool],
    tell: Callable[[float], None],
) -> None:
    """Watches the year again and keeps what was found; told to stop, it keeps nothing."""
    found = runs.run_of_job(store, job)
    if found is None:
        return
    run = found[0]
    # Before the answers are read: what is taken away while they are, is told as taken away since.
    position = version(store)
    request = ReplayRequest(settings=run.settings, scope=run.scope)
    again = replay(store, request, should_stop=should_stop, tell=tell)
    shown = []
    for alarms in latest_series(again.alarms)[:_MOST_SHOWN]:
        if should_stop():
            return
        shown.append(_shown(store, alarms, again, run.scope))
    if not should_stop():
        runs.keep_found(store, run, _kept(again, tuple(shown)), position=position)


def progress_of(store: Store, number: int, *, scope: Scope) -> YearAgain:
    """How far a run is.

    Raises:
        UnknownNameError: this scope has no such run, or it was done long ago.
    """
    found = runs.run_of(store, number, scope=scope)
    if found is None:
        raise UnknownNameError(f"There is no run {number}.", hint="It may be done for a week.")
    run, job = found
    return YearAgain(
        run.id, run.job, job.state, job.progress, run.settings, run.made_at, job.finished_at,
        run.found, run.is_stale, job.error or "", job.hint or "",
    )  # fmt: skip


def newest(store: Store, *, scope: Scope) -> YearAgain | None:
    """The last run of this scope; None where there is none."""
    number = runs.newest_run(store, scope=scope)
    if number is None or runs.run_of(store, number, scope=scope) is None:
        return None
    return progress_of(store, number, scope=scope)


def runs_by_job(store: Store, *, scope: Scope) -> dict[int, int]:
    """The numbers of the runs of this scope, by the numbers of their jobs."""
    return runs.runs_of_jobs(store, scope=scope)


def cancel(store: Store, number: int, *, scope: Scope, now: datetime) -> None:
    """Stops a run; StoreError where it is over."""
    jobs.cancel(store, progress_of(store, number, scope=scope).job, now=now)


def again(store: Store, number: int, *, scope: Scope, now: datetime) -> None:
    """Lets a run that failed or was cancelled begin anew; StoreError where it is done."""
    jobs.retry(store, progress_of(store, number, scope=scope).job, now=now)


def forget_old(store: Store) -> None:
    """Lets go of runs whose job was let go."""
    runs.tidy(store)


def latest_series(alarms: Sequence[Alarm]) -> list[list[Alarm]]:
    """The alarms by series, oldest first; the series whose last alarm is the latest comes first."""
    ordered = sorted(alarms, key=lambda one: (_series(one), one.raised_on))
    series = [list(several) for _key, several in groupby(ordered, _series)]
    return sorted(series, key=lambda several: several[-1].raised_on, reverse=True)


def _series(alarm: Alarm) -> tuple[object, ...]:
    return alarm.metric, alarm.question, alarm.surveys, sorted(alarm.group.items())


def _shown(store: Store, alarms: Sequence[Alarm], found: Replay, scope: Scope) -> ReplayedSeries:
    every, one = "week" if found.days < _BY_WEEK else "month", alarms[0]
    request = ReportRequest(
        metric=one.metric,
        survey=one.surveys[0] if len(one.surveys) == 1 else None,
        question=one.question or None,
        every=every,
        first=found.first,
        last=found.last,
        where={name: (value,) for name, value in one.group.items()},
        scope=scope,
    )
    try:
        rows = report(store, request, today=one.raised_on).rows
    except (
        LuisterError
    ):  # Its question or metric went meanwhile; the alarms are told all the same.
        rows = ()
    points = [CoursePoint(row.period, row.estimate, row.suppressed) for row in rows]
    points.sort(key=lambda point: point.period.first)
    return ReplayedSeries(alarms=tuple(alarms), every=every, points=tuple(points))


def _kept(found: Replay, shown: tuple[ReplayedSeries, ...]) -> FoundAgain:
    return FoundAgain(
        alarms_per_year=found.alarms_per_year,
        series=found.series,
        days=found.days,
        raised=len(found.alarms),
        shown=shown,
    )
