"""Years that are watched again by a job: for which scope, with which settings, and what was found."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from luister.estimates.estimate import Estimate
from luister.estimates.report import Period
from luister.estimates.watched import WarningSettings
from luister.events.replay import CoursePoint, FoundAgain, ReplayedSeries
from luister.store import jobs
from luister.store.alarms import alarm_from
from luister.store.home import Store
from luister.store.jobs import Job
from luister.store.moment_text import moment_of, text_of
from luister.store.truth import Row, Truth
from luister.store.watching import settings_from

KIND = "replay_year"
Scope = Mapping[str, tuple[str, ...]]
_COLUMNS = "id, job, scope, settings, made_at, found"
_TAKEN_AWAY = (
    "EXISTS (SELECT 1 FROM store_log l WHERE l.kind IN ('undo', 'erase') "
    "AND l.position > coalesce(store_replay_run.position, 0))"
)


@dataclass(frozen=True, slots=True)
class ReplayRun:
    """A year to watch again with these settings.

    `found` is None until it is done, and where it `is_stale`: answers that it counted were taken away since.
    """

    id: int
    job: int
    scope: Scope
    settings: WarningSettings
    made_at: datetime
    found: FoundAgain | None
    is_stale: bool


def begin(store: Store, settings: WarningSettings, *, scope: Scope, now: datetime) -> int:
    """The number of the run; of the one under way where the same is being run for this scope."""
    truth, whose, how = store.truth, scope_text(scope), _text(asdict(settings))
    with truth.transaction():
        job = jobs.enqueue(truth, KIND, {}, now=now, dedupe=f"{KIND} {whose} {how}")
        if job is None:
            return _under_way(truth, whose, how)
        rows = truth.execute(
            "INSERT INTO store_replay_run (job, scope, settings, made_at) VALUES (?, ?, ?, ?) "
            "RETURNING id",
            (job, whose, how, text_of(now)),
        )
    return int(rows[0][0])


def run_of(store: Store, number: int, *, scope: Scope) -> tuple[ReplayRun, Job] | None:
    """A run of exactly this scope, with its job; None where there is none, or it was let go."""
    return _with_job(store, "id = ? AND scope = ?", (number, scope_text(scope)))


def run_of_job(store: Store, job: int) -> tuple[ReplayRun, Job] | None:
    """The run that a job carries out, whatever its scope; None where it carries out none."""
    return _with_job(store, "job = ?", (job,))


def runs_of_jobs(store: Store, *, scope: Scope) -> dict[int, int]:
    """The numbers of the runs of this scope, by the numbers of their jobs."""
    rows = store.truth.execute(
        "SELECT job, id FROM store_replay_run WHERE scope = ?", (scope_text(scope),)
    )
    return {int(job): int(number) for job, number in rows}


def newest_run(store: Store, *, scope: Scope) -> int | None:
    """The last run of this scope."""
    rows = store.truth.execute(
        "SELECT max(id) FROM store_replay_run WHERE scope = ?", (scope_text(scope),)
    )
    return None if rows[0][0] is None else int(rows[0][0])


def keep_found(store: Store, run: ReplayRun, found: FoundAgain, *, position: int) -> None:
    """Keeps what a run found in the answers up to this place in the log; done twice, it is the same."""
    store.truth.execute(
        "UPDATE store_replay_run SET found = ?, position = ? WHERE id = ?",
        (_text(asdict(found)), position, run.id),
    )


def tidy(store: Store) -> None:
    """Lets go of runs whose job was let go, and of what was found in answers that were taken away."""
    store.truth.execute("DELETE FROM store_replay_run WHERE job NOT IN (SELECT id FROM store_job)")
    store.truth.execute(f"UPDATE store_replay_run SET found = NULL WHERE {_TAKEN_AWAY}")


def scope_text(scope: Scope) -> str:
    """The scope as text; the same for the same answers.

    >>> scope_text({"team": ("South", "North")}) == scope_text({"team": ("North", "South")})
    True
    """
    return _text({name: sorted(values) for name, values in sorted(scope.items())})


def _text(plain: Mapping[str, Any]) -> str:
    return json.dumps(plain, ensure_ascii=False, default=str)


def _under_way(truth: Truth, whose: str, how: str) -> int:
    rows = truth.execute(
        "SELECT max(id) FROM store_replay_run WHERE scope = ? AND settings = ?", (whose, how)
    )
    return int(rows[0][0])


def _with_job(
    store: Store, which: str, values: tuple[int | str, ...]
) -> tuple[ReplayRun, Job] | None:
    rows = store.truth.execute(
        f"SELECT {_COLUMNS}, {_TAKEN_AWAY} FROM store_replay_run WHERE {which}", values
    )
    if not rows:
        return None
    job = jobs.job_of(store, int(rows[0][1]))
    return (_run(rows[0], is_done=job.state == "done"), job) if job else None


def _run(row: Row, *, is_done: bool) -> ReplayRun:
    scope = {name: tuple(values) for name, values in json.loads(row[2]).items()}
    made_at = moment_of(row[4])
    assert made_at is not None  # The column is never empty.
    is_stale = is_done and bool(row[6])
    found = None if row[5] is None or is_stale else _found(json.loads(row[5]))
    settings = settings_from(json.loads(row[3]))
    return ReplayRun(int(row[0]), int(row[1]), scope, settings, made_at, found, is_stale)


def _found(plain: Mapping[str, Any]) -> FoundAgain:
    shown = tuple(
        ReplayedSeries(
            alarms=tuple(alarm_from(alarm) for alarm in one["alarms"]),
            every=one["every"],
            points=tuple(_point(point) for point in one["points"]),
        )
        for one in plain["shown"]
    )
    return FoundAgain(**{**plain, "shown": shown})


def _point(plain: Mapping[str, Any]) -> CoursePoint:
    days = plain["period"]
    first, last = date.fromisoformat(days["first"]), date.fromisoformat(days["last"])
    estimate = plain["estimate"] and Estimate(**plain["estimate"])
    return CoursePoint(Period(first, last, days["label"]), estimate, plain["is_hidden"])
