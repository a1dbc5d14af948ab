"""Oversee: for who steers, goals against targets, whether the loop is closed in time, and whether it is used."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from luister.cases.waiting_time import Wait, median_wait
from luister.cases.within_time import share_of
from luister.errors import LuisterError
from luister.estimates.estimate import Estimate
from luister.estimates.report import ReportRequest, ReportRow
from luister.events.response import Response
from luister.loop import measure
from luister.store import action_feed, cases
from luister.store.case_rows import Case
from luister.store.home import Store
from luister.store.responses import responses

SMALLEST_UNIT = 5
"""Below so many accounts a unit's use would be that of persons."""

_HIGHEST_DETRACTOR = 6
_NPS = "nps"
_HOUR = timedelta(hours=1)
Scope = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Goal:
    """A process that has a target for a metric, and how it stands."""

    process: str
    metric: str
    row: ReportRow


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopHealth:
    """Whether detractors hear from us.

    `detractors` were counted among the answers, `with_case` have a case. `in_time` is the share of the
    detractors, those whose deadline is still to come left out, that were contacted before it. `hours`
    is the median time to the first contact of all cases, those still waiting counted as waiting.
    """

    detractors: int
    with_case: int
    in_time: Estimate | None
    hours: Estimate | None
    cases: int


@dataclass(frozen=True, slots=True)
class Account:
    """An account: the unit it counts for, and in which of the last weeks it signed in; 0 is the last."""

    name: str
    unit: str
    weeks: frozenset[int]


@dataclass(frozen=True, slots=True)
class Use:
    """How a unit uses Luister: accounts, how many signed in by week (the last week first), cases, actions."""

    unit: str
    accounts: int
    signed_in: tuple[int, ...]
    cases: int
    actions: int


def goals(store: Store, scope: Scope, days: tuple[date, date], *, today: date) -> list[Goal]:
    """Each process with a target, the worst standing first as the caller sorts it."""
    found = []
    for metric in dict.fromkeys(line.metric for line in measure.targets(store)):
        asked = ReportRequest(
            metric=metric, by=("process",), first=days[0], last=days[1], scope=scope
        )
        try:
            rows = measure.report(store, asked, today=today).rows
        except LuisterError:
            continue  # A metric whose questions nobody answered yet.
        found += [Goal(row.group["process"], metric, row) for row in rows if row.target]
    return found


def loop_health(
    store: Store, scope: Scope, *, days: tuple[date, date], now: datetime, today: date
) -> LoopHealth:
    """How the loop with customers stands, over cases opened since and answers in these days."""
    since = now - timedelta(days=(days[1] - days[0]).days + 1)
    opened = cases.every(store.truth, scope, since=since)
    about = _about_detractors(store, opened)
    detractors = max(_detractors(store, scope, days, today=today), len(about))
    pending = [one for one in about if one.contacted_at is None and one.contact_due_at >= now]
    kept = [one for one in about if _in_time(one)]
    decided = detractors - len(pending)
    return LoopHealth(
        detractors=detractors,
        with_case=len(about),
        in_time=share_of(len(kept), decided) if decided > 0 else None,
        hours=median_wait([_wait(one, now) for one in opened]) if opened else None,
        cases=len(opened),
    )


def use(
    store: Store, accounts: Sequence[Account], *, weeks: int, now: datetime, small: str
) -> list[Use]:
    """The whole under no name, then each unit; those too small stand together as `small`.

    Where these together are still few, the smallest unit joins them: else the whole less the others
    would tell of persons.
    """
    groups: dict[str, list[Account]] = {}
    for one in accounts:
        groups.setdefault(one.unit, []).append(one)
    few: list[Account] = []
    for name in sorted(groups, key=lambda name: len(groups[name])):
        if len(groups[name]) < SMALLEST_UNIT or 0 < len(few) < SMALLEST_UNIT:
            few += groups.pop(name)
    groups |= {small: few, "": list(accounts)}
    since = now - timedelta(weeks=weeks)
    worked, ended = action_feed.worked_by(store.truth, since=since)
    return [
        Use(
            unit=name,
            accounts=len(people),
            signed_in=tuple(sum(week in one.weeks for one in people) for week in range(weeks)),
            cases=sum(worked.get(one.name, 0) for one in people),
            actions=sum(ended.get(one.name, 0) for one in people),
        )
        for name, people in sorted(groups.items())
        if len(people) >= SMALLEST_UNIT
    ]


def _detractors(store: Store, scope: Scope, days: tuple[date, date], *, today: date) -> int:
    """How many customers answered 0 to 6; 0 where that is hidden or was not asked."""
    asked = ReportRequest(metric="nps", by=("survey",), first=days[0], last=days[1], scope=scope)
    try:
        rows = measure.report(store, asked, today=today).rows
    except LuisterError:
        return 0
    return sum(n for row in rows for value, n in row.counts.items() if value <= _HIGHEST_DETRACTOR)


def _about_detractors(store: Store, opened: Sequence[Case]) -> list[Case]:
    """The cases that come from an answer of 0 to 6 to the question for NPS."""
    store.projection.catch_up()
    numbers = [int(one.response) for one in opened if one.response]
    unhappy = {form.id for form in responses(store, numbers) if _is_detractor(form)}
    return [one for one in opened if one.response in unhappy]


def _is_detractor(form: Response) -> bool:
    return any(
        one.value is not None
        and one.value <= _HIGHEST_DETRACTOR
        and one.scale.partition(":")[0] == _NPS
        for one in form.answers
    )


def _in_time(case: Case) -> bool:
    return case.contacted_at is not None and case.contacted_at <= case.contact_due_at


def _wait(case: Case, now: datetime) -> Wait:
    return Wait(
        ((case.contacted_at or now) - case.opened_at) / _HOUR, case.contacted_at is not None
    )
