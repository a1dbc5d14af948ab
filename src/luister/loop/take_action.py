"""Take action: something is planned on one of four levels, followed, and its result told."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from luister.cases import actions as room
from luister.cases.about import checked_words
from luister.cases.actions import (
    BUSY,
    DONE,
    DROPPED,
    EMPLOYEE,
    UNDER_WAY,
    checked_action_move,
    checked_kind,
)
from luister.cases.actor import Actor
from luister.errors import MappingError, UnknownNameError
from luister.store import actions as kept
from luister.store import cases
from luister.store.actions import NewAction
from luister.store.case_history import note as note_case
from luister.store.home import Store

Action = kept.Action
ActionEntry = kept.ActionEntry
ActionFilter = kept.ActionFilter
LEVELS, KINDS, STATES = room.LEVELS, room.KINDS, room.STATES
ACTIVE = UNDER_WAY
next_states = room.next_states
proposed = room.proposed
_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """An action that somebody plans. `employee` is whom coaching is about; `owner` does it, oneself if empty."""

    level: str
    kind: str
    title: str
    owner: str = ""
    owner_employee: str = ""
    employee: str = ""
    team: str = ""
    process: str = ""
    case: int | None = None
    due_on: date | None = None
    expected: str = ""


@dataclass(frozen=True, slots=True)
class ActionView:
    """An action, its history, and where it may go."""

    action: Action
    history: tuple[ActionEntry, ...]
    moves: tuple[str, ...]


def plan(store: Store, wanted: Plan, *, by: Actor, now: datetime) -> int:
    """The number of a new action, within the reader's own part of the organisation.

    An action on a case takes the case's team, process and customer along.

    Raises:
        MappingError: level, kind or title cannot be, or coaching names no employee.
        UnknownNameError: the case is not there, or team or employee lie outside the reader's scope.
    """
    title = " ".join(wanted.title.split())
    if not title or len(title) > _LONGEST_TITLE:
        raise MappingError("An action needs a title.", hint=f"Of 1 to {_LONGEST_TITLE} signs.")
    level, kind = checked_kind(wanted.level, wanted.kind)
    if level == EMPLOYEE and not wanted.employee:
        raise MappingError("Which employee is it about?", hint="Name one.")
    truth = store.truth
    with truth.transaction():
        truth.hold_order()
        case = cases.held(truth, wanted.case, by.scope) if wanted.case is not None else None
        new = NewAction(
            level=level, kind=kind, title=title, owner=wanted.owner or by.name,
            owner_employee=wanted.owner_employee if wanted.owner else by.employee,
            employee=wanted.employee, team=wanted.team or (case.team if case else ""),
            process=wanted.process or (case.process if case else ""),
            customer=case.customer if case else None, case_id=wanted.case,
            signal=case.signal if case else None, due_on=wanted.due_on,
            expected=checked_words(wanted.expected), made_by=by.name, made_at=now,
        )  # fmt: skip
        number = kept.add(truth, _inside(new, by))
        kept.note(truth, number, "planned", "", who=by.name, now=now)
        if case is not None:
            note_case(truth, case.id, "action", by=by.name, now=now, words=title,
                      details={"action": number})  # fmt: skip
    return number


def actions(
    store: Store, wanted: ActionFilter, *, limit: int = 100, offset: int = 0
) -> tuple[int, list[Action]]:
    """How many actions fit, and one page of them; what is due first stands first."""
    return kept.listed(store.truth, wanted, limit=limit, offset=offset)


def action(store: Store, number: int, *, by: Actor) -> ActionView:
    """One action; UnknownNameError where there is none within the reader's scope."""
    found = kept.action_of(store.truth, number, by.scope)
    lines = tuple(kept.history(store.truth, number))
    return ActionView(found, lines, next_states(found.state))


def progress(store: Store, number: int, words: str, *, by: Actor, now: datetime) -> None:
    """Keeps how far an action is; one that was planned is begun by that.

    Raises:
        UnknownNameError: there is no such action within the reader's scope.
        MappingError: there are no words, or too many.
    """
    if not words.strip():
        raise MappingError("The note is empty.", hint="Write something.")
    truth = store.truth
    with truth.transaction():
        found = kept.action_of(truth, number, by.scope, held=True)
        kept.note(truth, number, "progress", checked_words(words), who=by.name, now=now)
        if found.state == room.PLANNED:
            kept.change(truth, number, {"state": BUSY}, now=now)


def move(
    store: Store, number: int, to: str, *, result: str = "", by: Actor, now: datetime
) -> None:
    """Brings an action into another state; done, it tells its result.

    Raises:
        UnknownNameError: there is no such action within the reader's scope.
        MappingError: it cannot go there, or it is done without a result.
    """
    if to == DONE and not result.strip():
        raise MappingError("What came of it?", hint="Write the result, also where it is nothing.")
    truth = store.truth
    with truth.transaction():
        found = kept.action_of(truth, number, by.scope, held=True)
        checked_action_move(found.state, to)
        ended = now if to in (DONE, DROPPED) else None
        values = {"state": to, "ended_at": ended, "result": checked_words(result) or found.result}
        kept.change(truth, number, values, now=now)
        kept.note(truth, number, to, checked_words(result), who=by.name, now=now)


def of_case(store: Store, case: int, *, by: Actor) -> Sequence[Action]:
    """The actions on a case that the reader may see."""
    return kept.listed(store.truth, ActionFilter(scope=by.scope, case_id=case))[1]


def as_plain(found: Action) -> dict[str, Any]:
    """An action as programs get it."""
    plain = asdict(found)
    return {
        **{name: value for name, value in plain.items() if name not in ("customer", "case_id")},
        "case": found.case_id,
    }


def _inside(new: NewAction, by: Actor) -> NewAction:
    """The action where its maker will see it: in an own team, or as their own."""
    if "employee" in by.scope:
        own = by.scope["employee"]
        if not own or (new.employee and new.employee not in own) or new.owner != by.name:
            raise UnknownNameError("That is not yours to plan.", hint="Plan for yourself.")
        return replace(new, team=by.team or new.team)
    teams = by.scope.get("team")
    if teams is None:
        return new
    if (new.team and new.team not in teams) or not teams:
        raise UnknownNameError(f"There is no team {new.team!r} of yours.", hint="Choose one.")
    return replace(new, team=new.team or teams[0])
