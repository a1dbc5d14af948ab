"""Invite: a sample is invited by a job, part by part; broken off, it goes on where it was."""

import random
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from luister.errors import UnknownNameError
from luister.loop import ask
from luister.loop.draw import chosen_contacts
from luister.loop.standing import Wish, plan_of
from luister.store import contact_ledger as ledger
from luister.store import invite_runs as runs
from luister.store import jobs
from luister.store.home import Store

KIND = runs.KIND
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Invitation:
    """How far a sample is: `state` is waiting, running, done, failed or cancelled.

    Of `drawn` people so many are `done`. `problem` says why it waits for another attempt, or failed.
    """

    id: int
    job: int
    state: str
    survey: str
    wave: str
    channel: str
    drawn: int
    done: int
    invited: int
    gave_way: int
    held_back: Mapping[str, int]
    problem: str
    hint: str

    @property
    def is_open(self) -> bool:
        """True while it waits or runs."""
        return self.state in ("waiting", "running")

    @property
    def share(self) -> float:
        """The share done, from 0 to 1."""
        return self.done / self.drawn if self.drawn else float(self.state == "done")


def begin(
    store: Store,
    wish: Wish,
    selection: ask.Selection,
    *,
    seed: int,
    now: datetime,
    due_at: datetime | None = None,
) -> int:
    """The number of the run that invites this sample; a worker does it.

    Where the same wave of the survey is being invited already, that run's number: it is begun once.

    Raises:
        MappingError: the survey's plan has no words to send.
    """
    ask.check_words(store, wish.survey)
    plain = {
        "keys": None if selection.keys is None else list(selection.keys),
        "where": {name: list(values) for name, values in selection.where.items()},
        "sample": asdict(selection.sample),
        "seed": seed,
        "reason": wish.reason,
        "kind": wish.kind,
    }
    order = runs.Order(wish.survey, wish.wave, wish.channel, plain, due_at)
    return runs.begin(store, order, now=now)


def is_large(store: Store, survey: str, selection: ask.Selection, *, seed: int) -> bool:
    """True where a sample is drawn of more people than are invited in one part: work for a job."""
    drawn = chosen_contacts(store, selection, plan_of(store, survey), random.Random(seed))
    return len(drawn) > _AT_ONCE


def carry_out(
    store: Store,
    job: int,
    *,
    now: Callable[[], datetime],
    should_stop: Callable[[], bool],
    tell: Callable[[float], None],
) -> None:
    """Invites what is left of a sample; each part and the note of it are kept together.

    Done twice, or broken off and taken up, it invites and counts everybody once.
    """
    found = runs.run_of_job(store, job)
    if found is None:
        return
    run, order = found[0], found[0].order
    wish, selection, chance = _meant(order)
    plan = plan_of(store, order.survey)
    chosen = chosen_contacts(store, selection, plan, chance)
    run = runs.drawn_again(store.truth, run, [one.customer for one in chosen])
    while run.done < len(chosen) and not should_stop():
        part = chosen[run.done : run.done + _AT_ONCE]
        with ledger.everybody(store.truth):
            result = ask.invite_part(store, part, wish, plan, now=now(), due_at=order.due_at)
            run = runs.keep_part(
                store.truth,
                run,
                done=run.done + len(part),
                invited=result.invited,
                gave_way=result.gave_way,
                held_back=result.held_back,
            )
        tell(run.done / len(chosen))


def progress_of(store: Store, number: int) -> Invitation:
    """How far a run is.

    Raises:
        UnknownNameError: there is no such run, or it was done long ago.
    """
    found = runs.run_of(store, number)
    if found is None:
        raise UnknownNameError(
            f"There is no run {number} of invitations.", hint="It may be done for a week."
        )
    run, job = found
    return Invitation(
        run.id, run.job, job.state, run.order.survey, run.order.wave, run.order.channel,
        run.drawn, run.done, run.invited, run.gave_way, run.held_back, job.error or "",
        job.hint or "",
    )  # fmt: skip


def newest(store: Store, survey: str) -> Invitation | None:
    """The last run of a survey; None where there is none."""
    number = runs.newest_run(store, survey)
    return progress_of(store, number) if number and runs.run_of(store, number) else None


def runs_by_job(store: Store) -> dict[int, tuple[int, str]]:
    """The number of the run and its survey, by the number of its job."""
    return runs.runs_of_jobs(store)


def forget_old(store: Store) -> None:
    """Lets go of runs whose job was let go."""
    runs.tidy(store)


def cancel(store: Store, number: int, *, now: datetime) -> None:
    """Stops a run after the part that it is at; who was invited by then stays invited.

    Raises:
        StoreError: it is over.
    """
    jobs.cancel(store, progress_of(store, number).job, now=now)


def again(store: Store, number: int, *, now: datetime) -> None:
    """Lets a run that failed or was cancelled go on where it was.

    Raises:
        StoreError: it is done, or the same wave is being invited by another run.
    """
    jobs.retry(store, progress_of(store, number).job, now=now)


def _meant(order: runs.Order) -> tuple[Wish, ask.Selection, random.Random]:
    plain: Mapping[str, Any] = order.selection
    wish = Wish(
        survey=order.survey,
        channel=order.channel,
        wave=order.wave,
        kind=plain["kind"],
        reason=plain["reason"],
    )
    where = {name: tuple(values) for name, values in plain["where"].items()}
    keys = plain.get("keys")
    selection = ask.Selection(
        keys=None if keys is None else tuple(keys),
        where=where,
        sample=ask.Draw(**plain["sample"]),
    )
    return wish, selection, random.Random(plain["seed"])
