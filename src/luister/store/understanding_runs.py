"""Calculations that somebody ordered and that are kept: of which kind, with which settings, and what was found.

A kind is `drivers`, `sem` or `factors`; what its settings and its result hold is text in JSON that the store does not
look into.
Same settings, seed and version of the data give the same result, to the byte.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from luister.store import jobs
from luister.store.home import Store
from luister.store.jobs import Job
from luister.store.moment_text import moment_of, text_of
from luister.store.replay_runs import scope_text
from luister.store.truth import Row

KIND = "understand"
"""The kind of the jobs that carry these calculations out."""

Scope = Mapping[str, tuple[str, ...]]
_COLUMNS = (
    "id, kind, job, scope, settings, seed, ordered_by, made_at, done_at, version, result, "
    "problem, hint"
)
_MOST_LISTED = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderstandingRun:
    """A calculation and how far it is: `state` is waiting, running, done, refused, failed or cancelled.

    `share` is how much of it is done, from 0 to 1; `version` and `result` are None until it is. `problem` and `hint`
    say why there is no result that could be relied on (then `result` stays None and `done_at` tells when that was
    found), or why its job waits for another attempt, or failed. `settings` and `result` are JSON as kept; `version` is
    the place in the log of the answers it was made from.
    """

    id: int
    kind: str
    job: int
    scope: Scope
    settings: Mapping[str, Any]
    seed: int
    ordered_by: str
    made_at: datetime
    done_at: datetime | None
    version: int | None
    result: str | None
    problem: str
    hint: str
    state: str
    share: float

    @property
    def is_open(self) -> bool:
        """True while it waits or runs."""
        return self.state in ("waiting", "running")

    @property
    def told(self) -> Any:  # noqa: ANN401 - JSON as it was kept
        """The result as plain values; None where there is none."""
        return json.loads(self.result) if self.result else None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOrder:
    """What is ordered: a calculation of this kind, with these settings, within what its reader may see."""

    kind: str
    settings: Mapping[str, Any]
    scope: Scope
    seed: int
    ordered_by: str


def begin(store: Store, order: RunOrder, *, now: datetime) -> int:
    """The number of the run; of the one under way where this scope has ordered just the same."""
    truth = store.truth
    same = (order.kind, scope_text(order.scope), settings_text(order.settings), order.seed)
    with truth.transaction():
        dedupe = " ".join((KIND, *map(str, same)))
        job = jobs.enqueue(truth, KIND, {}, now=now, dedupe=dedupe)
        if job is None:
            rows = truth.execute(
                "SELECT max(id) FROM store_understanding_run WHERE kind = ? AND scope = ? "
                "AND settings = ? AND seed = ?",
                same,
            )
            if rows[0][0] is not None:
                return int(rows[0][0])
            # That run was taken away while its job is at its end: this one has a job of its own.
            job = jobs.enqueue(truth, KIND, {}, now=now)
        rows = truth.execute(
            "INSERT INTO store_understanding_run (kind, scope, settings, seed, job, ordered_by, made_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
            (*same, job, order.ordered_by, text_of(now)),
        )
    return int(rows[0][0])


def settings_text(settings: Mapping[str, Any]) -> str:
    """Settings as they are kept: the same for the same settings.

    >>> settings_text({"b": 1, "a": ["x"]})
    '{"a": ["x"], "b": 1}'
    """
    return json.dumps(settings, ensure_ascii=False, sort_keys=True, default=str)


def run_of(store: Store, number: int, *, scope: Scope) -> UnderstandingRun | None:
    """A run of exactly this scope; None where there is none."""
    return _one(store, "id = ? AND scope = ?", (number, scope_text(scope)))


def run_numbered(store: Store, number: int) -> UnderstandingRun | None:
    """A run, whatever its scope: for who carries it out."""
    return _one(store, "id = ?", (number,))


def run_of_job(store: Store, job: int) -> UnderstandingRun | None:
    """The run that a job carries out, whatever its scope."""
    return _one(store, "job = ?", (job,))


def runs(store: Store, kind: str, *, scope: Scope) -> list[UnderstandingRun]:
    """The runs of this kind and scope, the last first; a job is let go a week after it is over."""
    rows = store.truth.execute(
        f"SELECT {_COLUMNS} FROM store_understanding_run WHERE kind = ? AND scope = ? "
        "ORDER BY id DESC LIMIT ?",
        (kind, scope_text(scope), _MOST_LISTED),
    )
    return [_run(store, row) for row in rows]


def newest_found(store: Store, kind: str) -> int:
    """The number of the run of this kind, of any scope, that found something last; 0 where none did."""
    rows = store.truth.execute(
        "SELECT max(id) FROM store_understanding_run WHERE kind = ? AND result IS NOT NULL",
        (kind,),
    )
    return int(rows[0][0] or 0)


def found_runs(store: Store, kind: str, *, scope: Scope, most: int) -> list[UnderstandingRun]:
    """The runs of this kind and scope that found something, the last first; not more than `most`."""
    rows = store.truth.execute(
        f"SELECT {_COLUMNS} FROM store_understanding_run WHERE kind = ? AND scope = ? "
        "AND result IS NOT NULL ORDER BY id DESC LIMIT ?",
        (kind, scope_text(scope), most),
    )
    return [_run(store, row) for row in rows]


def keep_result(store: Store, number: int, result: str, *, version: int, now: datetime) -> None:
    """Keeps what a run found in the answers up to `version`; done twice, it is the same."""
    store.truth.execute(
        "UPDATE store_understanding_run SET result = ?, version = ?, done_at = ?, problem = NULL, "
        "hint = NULL WHERE id = ?",
        (result, version, text_of(now), number),
    )


def keep_refusal(store: Store, number: int, *, problem: str, hint: str, now: datetime) -> None:
    """Keeps that there is no result, and why: an answer too, which no other attempt would better."""
    store.truth.execute(
        "UPDATE store_understanding_run SET problem = ?, hint = ?, done_at = ? WHERE id = ?",
        (problem, hint, text_of(now), number),
    )


def remove(store: Store, number: int, *, scope: Scope) -> None:
    """Takes a run of this scope away."""
    store.truth.execute(
        "DELETE FROM store_understanding_run WHERE id = ? AND scope = ?",
        (number, scope_text(scope)),
    )


def _one(store: Store, which: str, values: tuple[int | str, ...]) -> UnderstandingRun | None:
    rows = store.truth.execute(
        f"SELECT {_COLUMNS} FROM store_understanding_run WHERE {which}", values
    )
    return _run(store, rows[0]) if rows else None


def _run(store: Store, row: Row) -> UnderstandingRun:
    made_at, done_at, result = moment_of(row[7]), moment_of(row[8]), row[10]
    assert made_at is not None  # The column is never empty.
    job = jobs.job_of(store, int(row[2]))
    return UnderstandingRun(
        id=int(row[0]),
        kind=str(row[1]),
        job=int(row[2]),
        scope={name: tuple(values) for name, values in json.loads(row[3]).items()},
        settings=json.loads(row[4]),
        seed=int(row[5]),
        ordered_by=str(row[6]),
        made_at=made_at,
        done_at=done_at,
        version=None if row[9] is None else int(row[9]),
        result=result,
        problem=row[11] or (job.error if job and job.error else ""),
        hint=row[12] or (job.hint if job and job.hint else ""),
        state=_state(job) if done_at is None else "refused" if result is None else "done",
        share=job.progress if job else 0.0,
    )


def _state(job: Job | None) -> str:
    return "cancelled" if job is None else job.state
