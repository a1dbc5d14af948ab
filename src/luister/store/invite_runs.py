"""Samples that are invited by a job: the order, and how far it came, part by part."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from luister.errors import StoreError
from luister.store import jobs
from luister.store.home import Store
from luister.store.jobs import Job
from luister.store.moment_text import moment_of, text_of
from luister.store.truth import Row, Truth

KIND = "invite_sample"
_COLUMNS = "id, job, survey, wave, channel, selection, due_at, draw, drawn, done, invited, gave_way, held_back"


@dataclass(frozen=True, slots=True)
class Order:
    """Who is to be invited to what; `selection` is plain data, with the seed of the draw."""

    survey: str
    wave: str
    channel: str
    selection: Mapping[str, Any]
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class InviteRun:
    """An order and its job; of `drawn` people so many are `done`, each invited or held back by a rule."""

    id: int
    job: int
    order: Order
    draw: str
    drawn: int
    done: int
    invited: int
    gave_way: int
    held_back: Mapping[str, int]


def begin(store: Store, order: Order, *, now: datetime) -> int:
    """The number of the run; of the one under way where this wave is being invited already."""
    truth = store.truth
    dedupe = f"{KIND} {json.dumps([order.survey, order.wave])}"
    with truth.transaction():
        job = jobs.enqueue(truth, KIND, {}, now=now, dedupe=dedupe)
        if job is None:
            return _under_way(truth, order)
        rows = truth.execute(
            "INSERT INTO store_invite_run (job, survey, wave, channel, selection, made_at, due_at, "
            "draw, drawn, done, invited, gave_way, held_back) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, '', 0, 0, 0, 0, '{}') RETURNING id",
            (
                job, order.survey, order.wave, order.channel, json.dumps(order.selection),
                text_of(now), text_of(order.due_at) if order.due_at else None,
            ),
        )  # fmt: skip
    return int(rows[0][0])


def run_of(store: Store, number: int) -> tuple[InviteRun, Job] | None:
    """A run with its job; None where there is none, or it was let go."""
    return _with_job(store, "id = ?", number)


def run_of_job(store: Store, job: int) -> tuple[InviteRun, Job] | None:
    """The run that a job carries out; None where it carries out none."""
    return _with_job(store, "job = ?", job)


def runs_of_jobs(store: Store) -> dict[int, tuple[int, str]]:
    """The number and survey of the run of each job."""
    rows = store.truth.execute("SELECT job, id, survey FROM store_invite_run")
    return {int(job): (int(number), survey) for job, number, survey in rows}


def newest_run(store: Store, survey: str) -> int | None:
    """The last run of a survey."""
    rows = store.truth.execute("SELECT max(id) FROM store_invite_run WHERE survey = ?", (survey,))
    return None if rows[0][0] is None else int(rows[0][0])


def drawn_again(truth: Truth, run: InviteRun, customers: Sequence[int]) -> InviteRun:
    """The run with its draw: from where it was if it draws the same people, else from the start.

    Raises:
        StoreError: others are drawn now, and there is no wave by which to know who was invited.
    """
    draw = hashlib.sha256(repr(list(customers)).encode()).hexdigest()
    if draw == run.draw:
        return run
    if run.done and not run.order.wave:
        raise StoreError(
            "The contacts changed while they were being invited, and the wave has no name.",
            hint="Invite the others under a wave: in one wave nobody is invited twice.",
        )
    # Who was invited already is now told of as held back by that rule; the rest is counted anew.
    fresh = replace(run, draw=draw, drawn=len(customers), done=0, held_back={})
    truth.execute(
        "UPDATE store_invite_run SET draw = ?, drawn = ?, done = 0, held_back = '{}' WHERE id = ?",
        (draw, fresh.drawn, run.id),
    )
    return fresh


def keep_part(
    truth: Truth, run: InviteRun, *, done: int, invited: int, gave_way: int,
    held_back: Mapping[str, int],
) -> InviteRun:  # fmt: skip
    """The run after another part; call in the transaction that keeps the part itself.

    Raises:
        StoreError: another worker took the run over and went on; the part is not to be kept.
    """
    after = replace(
        run,
        done=done,
        invited=run.invited + invited,
        gave_way=run.gave_way + gave_way,
        held_back=dict(Counter(run.held_back) + Counter(held_back)),
    )
    rows = truth.execute(
        "UPDATE store_invite_run SET done = ?, invited = ?, gave_way = ?, held_back = ? "
        "WHERE id = ? AND done = ? RETURNING id",
        (
            after.done, after.invited, after.gave_way, json.dumps(after.held_back), run.id, run.done,
        ),
    )  # fmt: skip
    if not rows:
        raise StoreError("Another worker invites these people.", hint="Nothing is to be done.")
    return after


def tidy(store: Store) -> None:
    """Lets go of runs whose job was let go."""
    store.truth.execute("DELETE FROM store_invite_run WHERE job NOT IN (SELECT id FROM store_job)")


def _under_way(truth: Truth, order: Order) -> int:
    rows = truth.execute(
        "SELECT max(id) FROM store_invite_run WHERE survey = ? AND wave = ?",
        (order.survey, order.wave),
    )
    return int(rows[0][0])


def _with_job(store: Store, which: str, number: int) -> tuple[InviteRun, Job] | None:
    rows = store.truth.execute(f"SELECT {_COLUMNS} FROM store_invite_run WHERE {which}", (number,))
    if not rows:
        return None
    run = _run(rows[0])
    job = jobs.job_of(store, run.job)
    return (run, job) if job else None


def _run(row: Row) -> InviteRun:
    order = Order(row[2], row[3], row[4], json.loads(row[5]), moment_of(row[6]))
    drawn, done, invited, gave_way = (int(number) for number in row[8:12])
    held_back = json.loads(row[12])
    return InviteRun(
        int(row[0]), int(row[1]), order, row[7], drawn, done, invited, gave_way, held_back
    )
