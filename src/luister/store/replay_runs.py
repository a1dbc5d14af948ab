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


@dataclass(frozen=True, slots=True)
class ReplayRun:
    """A year to watch again with these settings; `found` is None until it is done."""

    id: int
    job: int
    scope: Scope
    settings: WarningSettings
    made_at: datetime
    found: FoundAgain | None


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


def keep_found(store: Store, run: ReplayRun, found: FoundAgain) -> None:
    """Keeps what a run found; done twice, it is the same."""
    store.truth.execute(
        "UPDATE store_replay_run SET found = ? WHERE id = ?", (_text(asdict(found)), run.id)
    )


def tidy(store: Store) -> None:
    """Lets go of runs whose job was let go."""
    store.truth.execute("DELETE FROM store_replay_run WHERE job NOT IN (SELECT id FROM store_job)")


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
    rows = store.truth.execute(f"SELECT {_COLUMNS} FROM store_replay_run WHERE {which}", values)
    if not rows:
        return None
    run = _run(rows[0])
    job = jobs.job_of(store, run.job)
    return (run, job) if job else None


def _run(row: Row) -> ReplayRun:
    scope = {name: tuple(values) for name, values in json.loads(row[2]).items()}
    made_at = moment_of(row[4])
    assert made_at is not None  # The column is never empty.
    found = None if row[5] is None else _found(json.loads(row[5]))
    return ReplayRun(
        int(row[0]), int(row[1]), scope, settings_from(json.loads(row[3])), made_at, found
    )


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
