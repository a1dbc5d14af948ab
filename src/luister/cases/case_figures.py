"""The figures of cases: how soon, how often in time, why, and what is left to do."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from luister.cases.states import CLOSED
from luister.cases.waiting_time import Step, Wait, median_wait, still_waiting
from luister.cases.within_time import Promise, share_of, share_within
from luister.estimates.estimate import Estimate

_HOUR = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTimes:
    """What the figures need of a case: moments, how it ended, and whether it came back from another."""

    state: str
    opened_at: datetime
    contact_due_at: datetime
    solve_due_at: datetime
    due_at: datetime | None
    contacted_at: datetime | None
    solved_at: datetime | None
    closed_at: datetime | None
    outcome: str
    root_cause: str
    came_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFigures:
    """The figures of cases opened since a day; an estimate is None where nothing can be said yet.

    `first_contact` is a median in hours of the clock, as the customer waits; `curve` the share still waiting.
    `causes` and `outcomes` count closed cases, the most frequent first.
    """

    opened: int
    under_way: int
    overdue: int
    closed: int
    not_contacted: int
    first_contact: Estimate | None
    curve: tuple[Step, ...]
    contacted_in_time: Estimate | None
    solved_in_time: Estimate | None
    came_back: Estimate | None
    causes: tuple[tuple[str, int], ...]
    outcomes: tuple[tuple[str, int], ...]


def case_figures(cases: Sequence[CaseTimes], *, now: datetime) -> CaseFigures:
    """The figures. A case that was closed without any contact waits for ever, and counts as not in time."""
    waits = [_wait(one, now) for one in cases]
    closed = [one for one in cases if one.state == CLOSED]
    return CaseFigures(
        opened=len(cases),
        under_way=len(cases) - len(closed),
        overdue=sum(one.due_at is not None and one.due_at < now for one in cases),
        closed=len(closed),
        not_contacted=sum(not one.is_over for one in waits),
        first_contact=median_wait(waits),
        curve=tuple(still_waiting(waits)),
        contacted_in_time=share_within(
            (Promise(one.contact_due_at, one.contacted_at) for one in cases), now=now
        ),
        solved_in_time=share_within(
            (Promise(one.solve_due_at, one.solved_at) for one in cases), now=now
        ),
        came_back=share_of(sum(one.came_back for one in closed), len(closed)) if closed else None,
        causes=_counted(one.root_cause for one in closed),
        outcomes=_counted(one.outcome for one in closed),
    )


def _wait(one: CaseTimes, now: datetime) -> Wait:
    end = one.contacted_at or now
    return Wait((end - one.opened_at).total_seconds() / _HOUR, one.contacted_at is not None)


def _counted(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(names).items(), key=lambda one: (-one[1], one[0])))
