"""Jobs in the operational database: kept, claimed by one worker at a time, tried again, told of.

A job is claimed with a lease that its worker renews while it works. A worker that is killed renews no
more, and when the lease is over another claims the job: every job runs at least once, so what a job
does must bear being done twice.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from luister.errors import StoreError
from luister.store.home import Store
from luister.store.moment_text import moment_of, text_of
from luister.store.truth import Row, Truth

MOST_ATTEMPTS = 5
_WAITS = (10, 60, 300, 1800)  # seconds before the next attempt
_SPREAD = 0.2  # of a wait, either way, so that what failed together does not come back together
_NEVER = "9999"
_COLUMNS = (
    "id, kind, payload, every, state, due_at, attempts, progress, worker, leased_until, error, "
    "hint, made_at, started_at, finished_at"
)
_STUCK = "Its worker was stopped each time before the job was done."


@dataclass(frozen=True, slots=True)
class Job:
    """One job. `state` is waiting, running, done, failed or cancelled.

    `every` is in seconds, for a duty that comes back; `progress` is the share done, from 0 to 1.
    """

    id: int
    kind: str
    payload: Mapping[str, Any]
    every: int | None
    state: str
    due_at: datetime | None
    attempts: int
    progress: float
    worker: str | None
    leased_until: datetime | None
    error: str | None
    hint: str | None
    made_at: datetime | None
    started_at: datetime | None
    finished_at: datetime | None


def enqueue(
    truth: Truth,
    kind: str,
    payload: Mapping[str, Any],
    *,
    now: datetime,
    due_at: datetime | None = None,
    dedupe: str | None = None,
) -> int | None:
    """The number of the new job; None where one with the same `dedupe` waits or runs already.

    One statement: called inside a transaction, the job is there when that is committed, or not at
    all. The payload holds numbers and names of rows, never anything of a person.
    """
    rows = truth.execute(
        "INSERT INTO store_job (kind, payload, dedupe, state, due_at, attempts, progress, made_at) "
        "VALUES (?, ?, ?, 'waiting', ?, 0, 0, ?) ON CONFLICT DO NOTHING RETURNING id",
        (kind, json.dumps(payload), dedupe, text_of(due_at or now), text_of(now)),
    )
    return int(rows[0][0]) if rows else None


REST = timedelta(seconds=1)
"""Between two starts of a duty that is woken."""


def plan_duties(truth: Truth, every: Mapping[str, int], *, now: datetime) -> None:
    """Sees to it that each duty has its one row: however many workers there are, one does it a turn."""
    known = truth.execute("SELECT kind, every FROM store_job WHERE every IS NOT NULL")
    for kind, seconds in sorted(set(every.items()) - {(row[0], row[1]) for row in known}):
        truth.execute(
            "UPDATE store_job SET every = ? WHERE kind = ? AND every IS NOT NULL", (seconds, kind)
        )
        truth.execute(
            "INSERT INTO store_job (kind, payload, every, state, due_at, attempts, progress, made_at) "
            "VALUES (?, '{}', ?, 'waiting', ?, 0, 0, ?) ON CONFLICT DO NOTHING",
            (kind, seconds, text_of(now), text_of(now)),
        )


def wake(truth: Truth, kind: str, *, due_at: datetime, rest: timedelta = REST) -> None:
    """Brings a duty forward to `due_at`; one that runs just now is done once more after that.

    Between two starts lies a `rest` at least: a stream of answers wakes with each, and what a duty looks at before it
    knows what there is to do would keep the house busy. The first after a quiet time comes at once.
    Call it in the transaction that gives the duty something to do.
    """
    brought = "UPDATE store_job SET due_at = ? WHERE kind = ? AND every IS NOT NULL AND due_at > ?"
    at, later, rested = text_of(due_at), text_of(due_at + rest), text_of(due_at - rest)
    truth.execute(f"{brought} AND (started_at IS NULL OR started_at <= ?)", (at, kind, at, rested))
    truth.execute(brought, (later, kind, later))


def claim(
    store: Store, *, kinds: Collection[str], now: datetime, lease: timedelta, worker: str
) -> Job | None:
    """The job that has been due longest, now this worker's; None where nothing is due.

    First come jobs whose worker let its lease run out.
    """
    if not kinds:
        return None
    at, named = text_of(now), sorted(kinds)
    marks = ", ".join("?" * len(named))
    for is_due in ("state = 'running' AND leased_until <= ?", "state = 'waiting' AND due_at <= ?"):
        wanted = f"FROM store_job WHERE {is_due} AND kind IN ({marks})"
        # Looked at first: on SQLite even a claim that finds nothing would wait for the one writer.
        while store.truth.execute(f"SELECT 1 {wanted} LIMIT 1", (at, *named)):
            row = _claimed(store.truth, wanted, (at, *named), until=now + lease, worker=worker)
            if row is None or not _is_given_up(store, row, now=now):
                return _job(row) if row else None
    return None


def _claimed(
    truth: Truth, wanted: str, values: Sequence[str], *, until: datetime, worker: str
) -> Row | None:
    skip = "FOR UPDATE SKIP LOCKED" if truth.is_postgres else ""
    rows = truth.execute(
        "UPDATE store_job SET state = 'running', worker = ?, leased_until = ?, started_at = ?, "
        "attempts = attempts + 1, progress = 0, "
        f"due_at = CASE WHEN every IS NULL THEN due_at ELSE '{_NEVER}' END "
        f"WHERE id = (SELECT id {wanted} ORDER BY due_at, id LIMIT 1 {skip}) RETURNING {_COLUMNS}",
        (worker, text_of(until), values[0], *values),
    )
    return rows[0] if rows else None


def _is_given_up(store: Store, row: Row, *, now: datetime) -> bool:
    """True for a job that took its worker down too often: it would take down the next one too."""
    job = _job(row)
    if job.every is not None or job.attempts <= MOST_ATTEMPTS:
        return False
    _end(store, job, "failed", now=now, error=_STUCK, hint="See the server's log.")
    return True


def renew(
    store: Store, job: Job, *, now: datetime, lease: timedelta, progress: float | None = None
) -> bool:
    """True where the job is still this worker's, which may go on until `now + lease`."""
    rows = store.truth.execute(
        "UPDATE store_job SET leased_until = ?, progress = coalesce(?, progress) "
        "WHERE id = ? AND worker = ? AND state = 'running' RETURNING id",
        (text_of(now + lease), progress, job.id, job.worker),
    )
    return bool(rows)


def finish(store: Store, job: Job, *, now: datetime) -> bool:
    """True where the job is done by this worker; a duty waits for its next turn."""
    if job.every is None:
        return _end(store, job, "done", now=now)
    return _wait(store, replace(job, attempts=0), until=_next_turn(job.every, now), now=now)


def release(store: Store, job: Job, *, now: datetime) -> bool:
    """True where the job was given back unfinished, for the next worker; it counts as no attempt."""
    return _wait(store, replace(job, attempts=job.attempts - 1), until=now, now=now)


def fail(
    store: Store, job: Job, *, error: str, hint: str, now: datetime, chance: float = 0.5
) -> str:
    """The state after a failure: waiting for the next attempt, or failed after the last.

    A duty waits again each time, the longer the more often it failed. `chance` from 0 to 1 spreads.
    """
    if job.every is None and job.attempts >= MOST_ATTEMPTS:
        _end(store, job, "failed", now=now, error=error, hint=hint)
        return "failed"
    wait = _WAITS[min(job.attempts, len(_WAITS)) - 1] * (1 + _SPREAD * (2 * chance - 1))
    until = now + timedelta(seconds=wait)
    _wait(store, job, until=until, now=now, error=error, hint=hint)
    return "waiting"


def _wait(
    store: Store, job: Job, *, until: datetime, now: datetime, error: str = "", hint: str = ""
) -> bool:
    """Lets the job wait until then; a duty that was woken meanwhile until it was woken for."""
    rows = store.truth.execute(
        "UPDATE store_job SET state = 'waiting', worker = NULL, leased_until = NULL, "
        "attempts = ?, due_at = CASE WHEN every IS NOT NULL AND due_at < ? THEN due_at ELSE ? END, "
        "finished_at = ?, error = nullif(?, ''), hint = nullif(?, '') "
        "WHERE id = ? AND worker = ? AND state = 'running' RETURNING id",
        (job.attempts, *[text_of(until)] * 2, text_of(now), error, hint, job.id, job.worker),
    )
    return bool(rows)


def _end(
    store: Store, job: Job, state: str, *, now: datetime, error: str = "", hint: str = ""
) -> bool:
    rows = store.truth.execute(
        "UPDATE store_job SET state = ?, finished_at = ?, leased_until = NULL, "
        "progress = CASE WHEN ? = 'done' THEN 1 ELSE progress END, "
        "error = nullif(?, ''), hint = nullif(?, '') "
        "WHERE id = ? AND worker = ? AND state = 'running' RETURNING id",
        (state, text_of(now), state, error, hint, job.id, job.worker),
    )
    return bool(rows)


def retry(store: Store, job_id: int, *, now: datetime) -> None:
    """Lets a failed or cancelled job, or one that waits, begin anew at once.

    Raises:
        StoreError: it runs or is done, or another one for the same work waits already.
    """
    rows = store.truth.execute(
        "UPDATE store_job SET state = 'waiting', due_at = ?, attempts = 0, progress = 0 "
        "WHERE id = ? AND state IN ('failed', 'cancelled', 'waiting') AND NOT EXISTS (SELECT 1 "
        "FROM store_job other WHERE other.dedupe = store_job.dedupe AND other.id <> store_job.id "
        "AND other.state IN ('waiting', 'running')) RETURNING id",
        (text_of(now), job_id),
    )
    if not rows:
        raise StoreError(
            f"Job {job_id} cannot be tried again now.",
            hint="It runs, is done, or another one for the same work waits already.",
        )


def cancel(store: Store, job_id: int, *, now: datetime) -> None:
    """Takes a waiting job out of the queue, and a running one from its worker, which stops soon.

    Raises:
        StoreError: it is over, or it is a duty that comes back.
    """
    rows = store.truth.execute(
        "UPDATE store_job SET state = 'cancelled', finished_at = ?, leased_until = NULL "
        "WHERE id = ? AND state IN ('waiting', 'running') AND every IS NULL RETURNING id",
        (text_of(now), job_id),
    )
    if not rows:
        raise StoreError(
            f"Job {job_id} neither waits nor runs.",
            hint="Only a job that waits or runs can be cancelled.",
        )


def listed(store: Store, *, states: Collection[str], limit: int = 200) -> list[Job]:
    """The jobs in these states, what is due or happened last first; duties among them."""
    marks = ", ".join("?" * len(states))
    rows = store.truth.execute(
        f"SELECT {_COLUMNS} FROM store_job WHERE state IN ({marks}) "
        "ORDER BY coalesce(finished_at, started_at, due_at) DESC, id DESC LIMIT ?",
        (*states, limit),
    )
    return [_job(row) for row in rows]


def job_of(store: Store, job_id: int) -> Job | None:
    """The job with this number; None where there is none."""
    rows = store.truth.execute(f"SELECT {_COLUMNS} FROM store_job WHERE id = ?", (job_id,))
    return _job(rows[0]) if rows else None


def _next_turn(every: int, now: datetime) -> datetime:
    return now + timedelta(seconds=every - now.timestamp() % every)


def _job(row: Row) -> Job:
    return Job(
        id=int(row[0]),
        kind=row[1],
        payload=json.loads(row[2]),
        every=row[3],
        state=row[4],
        due_at=None if row[5] == _NEVER else moment_of(row[5]),
        attempts=row[6],
        progress=row[7],
        worker=row[8],
        leased_until=moment_of(row[9]),
        error=row[10],
        hint=row[11],
        made_at=moment_of(row[12]),
        started_at=moment_of(row[13]),
        finished_at=moment_of(row[14]),
    )
