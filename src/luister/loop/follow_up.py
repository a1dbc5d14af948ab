"""Follow up: a case is taken, moved on, noted on, handed over and closed; each change is kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from luister.cases.about import checked_words
from luister.cases.actor import Actor
from luister.cases.assignment import Member, least_loaded, member_named
from luister.cases.root_causes import checked_end
from luister.cases.service_level import (
    Deadlines,
    after_waiting,
    checked_priority,
    deadlines,
    due_at,
)
from luister.cases.states import ACCEPTED, CLOSED, CONTACTED, OPEN, SOLVED, WAITING, checked_move
from luister.errors import MappingError, UnknownNameError
from luister.loop.arrange_cases import arrangement
from luister.loop.tell_case import holding, tell
from luister.store import cases as kept
from luister.store.case_history import note
from luister.store.case_rows import Case
from luister.store.home import Store


@dataclass(frozen=True, slots=True)
class End:
    """How a case ended for the customer, and what lay behind it."""

    outcome: str
    root_cause: str


def move(  # noqa: PLR0913 - a move has these parts
    store: Store,
    number: int,
    to: str,
    *,
    by: Actor,
    now: datetime,
    words: str = "",
    end: End | None = None,
) -> None:
    """Brings a case into another state; to close it, `end` says how it ended.

    Who accepts a case that is nobody's, has it.

    Raises:
        UnknownNameError: there is no such case within the reader's scope.
        MappingError: the case cannot go there, or outcome or root cause is not known.
    """
    with holding(store, number, by) as case:
        move_held(store, case, to, by=by, now=now, words=words, end=end)


def move_held(  # noqa: PLR0913 - a move has these parts
    store: Store,
    case: Case,
    to: str,
    *,
    by: Actor,
    now: datetime,
    words: str = "",
    end: End | None = None,
) -> None:
    """As `move`, for a case that is held in a transaction already."""
    checked_move(case.state, to)
    arranged = arrangement(store)
    values: dict[str, Any] = {"state": to, "waiting_since": now if to == WAITING else None}
    solve = case.solve_due_at
    if case.waiting_since is not None:
        solve = after_waiting(arranged.calendar, solve, case.waiting_since, now)
        values["solve_due_at"] = solve
    if to == ACCEPTED and not case.owner:
        values |= {"owner": by.name, "employee": by.employee, "team": case.team or by.team}
    if to == CONTACTED and case.contacted_at is None:
        values["contacted_at"] = now
    if to in (SOLVED, CLOSED) and case.solved_at is None:
        values["solved_at"] = now
    if to == CONTACTED and case.state == SOLVED:
        values["solved_at"] = None
    if to == CLOSED:
        if end is None:
            raise MappingError("How did it end?", hint="Name an outcome and a root cause.")
        outcome, cause = checked_end(end.outcome, end.root_cause, arranged.causes)
        values |= {"closed_at": now, "outcome": outcome, "root_cause": cause}
    values |= _next_deadline(case, due_at(to, Deadlines(case.contact_due_at, solve)))
    kept.change(store.truth, case.id, values, now=now)
    details = {"before": case.state, **({"outcome": end.outcome} if end else {})}
    tell(store, case.id, to, by=by, now=now, words=checked_words(words), details=details)


def hand_over(
    store: Store, number: int, *, owner: str = "", queue: str = "", by: Actor, now: datetime
) -> None:
    """Gives a case to somebody, or to a queue and there to whom has the fewest.

    Raises:
        UnknownNameError: no such case, queue or member within the reader's scope.
    """
    arranged = arrangement(store)
    if queue and queue not in arranged.queues:
        raise UnknownNameError(
            f"There is no queue {queue!r}.", hint=f"There are: {', '.join(arranged.queues)}."
        )
    with holding(store, number, by) as case:
        if case.state == CLOSED:
            checked_move(case.state, OPEN)
        members = arranged.queue(queue or case.queue).members
        load = kept.load(store.truth)
        found = (
            member_named(members, owner, by)
            if owner
            else least_loaded(members, load, team=case.team, turn=number) or Member(name="")
        )
        values = {
            "owner": found.name,
            "employee": found.employee,
            "team": found.team or case.team,
            "queue": queue or case.queue,
        }
        kept.change(store.truth, number, values, now=now)
        details = {"owner": found.name, "before": case.owner, "queue": values["queue"]}
        note(store.truth, number, "handed_over", by=by.name, now=now, details=details)


def set_priority(store: Store, number: int, priority: str, *, by: Actor, now: datetime) -> None:
    """Gives a case another priority; its deadlines follow, counted from when it was opened.

    Raises:
        UnknownNameError: there is no such case within the reader's scope.
        MappingError: there is no such priority, or the case is closed.
    """
    checked_priority(priority)
    arranged = arrangement(store)
    with holding(store, number, by) as case:
        if case.state == CLOSED:
            checked_move(case.state, OPEN)
        times = deadlines(arranged.levels[priority], arranged.calendar, case.opened_at)
        values = {
            "priority": priority,
            "contact_due_at": times.contact,
            "solve_due_at": times.solve,
        }
        kept.change(
            store.truth, number, values | _next_deadline(case, due_at(case.state, times)), now=now
        )
        note(store.truth, number, "priority", by=by.name, now=now,
             details={"priority": priority, "before": case.priority})  # fmt: skip


def _next_deadline(case: Case, due: datetime | None) -> dict[str, Any]:
    """The deadline that counts from now on; who was told of another one is told anew of this."""
    return {"due_at": due, **({"told": 0} if due != case.due_at else {})}
