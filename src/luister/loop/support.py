"""Support: for a team leader, whom the customers' answers suggest to sit down with, and who carries how much.

Named are people whose level, leaned on the team, is surely under the goal or surely fell. It is no ranking:
they come in the order of the alphabet, and who is not named is not compared.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from luister.errors import NotEnoughError
from luister.estimates.counts import Counts, unweighted
from luister.estimates.report import ReportRequest, Target
from luister.events.answer import Scale
from luister.loop.measure import own_metrics, report
from luister.metrics.catalogue import metric as metric_named
from luister.metrics.metric import Metric
from luister.metrics.shrinkage import Shrunk, shrunk_changes, shrunk_estimates
from luister.metrics.target_status import status
from luister.store import cases
from luister.store.action_feed import OpenAction, open_actions
from luister.store.case_rows import Case, CaseFilter
from luister.store.home import Store

UNDER, FALLING = "under", "falling"
Open = OpenAction
_MOST_CASES = 2000


@dataclass(frozen=True, slots=True)
class Hand:
    """Somebody who may want a hand: in which process, why (UNDER or FALLING), and what is known."""

    employee: str
    process: str
    metric: str
    why: str
    leaned: Shrunk
    target: Target | None


@dataclass(frozen=True, slots=True)
class Load:
    """How many cases somebody has under way, and how many of them are overdue."""

    owner: str
    under_way: int
    overdue: int


def hands(
    store: Store, team: str, metric: str, days: tuple[date, date], *, today: date
) -> list[Hand]:
    """The people of a team who may want a hand, by name; compared with as many days before.

    Raises:
        UnknownNameError: there is no such metric, or several questions fit.
    """
    first, last = days
    found = metric_named(metric, own_metrics(store))
    now = _counts(store, team, metric, (first, last), today=today)
    back = (first - (last - first) - timedelta(days=1), first - timedelta(days=1))
    before = _counts(store, team, metric, back, today=today)
    hands_found = [
        hand
        for process, group in now.items()
        for hand in _in_process(found, process, group, before.get(process))
    ]
    return sorted(hands_found, key=lambda one: (one.employee, one.process))


def loads(store: Store, scope: Mapping[str, tuple[str, ...]], *, now: datetime) -> list[Load]:
    """Who has how many cases under way, by name; cases that nobody owns stand under no name."""
    states = ("open", "accepted", "contacted", "waiting")
    _, found = cases.listed(store.truth, CaseFilter(scope=scope, states=states), limit=_MOST_CASES)
    all_of = Counter(one.owner for one in found)
    late = Counter(one.owner for one in found if _is_late(one, now))
    return [Load(owner, all_of[owner], late[owner]) for owner in sorted(all_of)]


def coaching(store: Store, scope: Mapping[str, tuple[str, ...]]) -> list[Open]:
    """Coaching that is planned or under way."""
    return open_actions(store.truth, scope, level="employee")


def own_actions(store: Store, scope: Mapping[str, tuple[str, ...]]) -> list[Open]:
    """All actions under way that a reader may see."""
    return open_actions(store.truth, scope)


@dataclass(frozen=True, slots=True)
class _Group:
    scale: str
    counts: dict[str, Counts]
    target: Target | None


def _counts(
    store: Store, team: str, metric: str, days: tuple[date, date], *, today: date
) -> dict[str, _Group]:
    """By process, the answers of each of the team whose own number may be shown."""
    asked = ReportRequest(
        metric=metric,
        by=("process", "employee"),
        first=days[0],
        last=days[1],
        where={"team": (team,)},
    )
    found = report(store, asked, today=today)
    groups: dict[str, _Group] = {}
    for row in found.rows:
        if row.estimate is not None and row.group["employee"]:
            fresh = _Group(found.scale, {}, row.target)
            group = groups.setdefault(row.group["process"], fresh)
            group.counts[row.group["employee"]] = unweighted(row.counts)
    return groups


def _in_process(metric: Metric, process: str, now: _Group, before: _Group | None) -> list[Hand]:
    scale = Scale.from_code(now.scale)
    try:
        levels = shrunk_estimates(metric, now.counts, scale)
    except NotEnoughError:
        return []
    found = {
        name: Hand(name, process, metric.id, UNDER, leaned, now.target)
        for name, leaned in levels.items()
        if _is_under(metric, leaned, now.target)
    }
    for name, leaned in _changes(metric, now, before, scale).items():
        if _fell(metric, leaned) and name not in found:
            found[name] = Hand(name, process, metric.id, FALLING, leaned, None)
    return list(found.values())


def _changes(
    metric: Metric, now: _Group, before: _Group | None, scale: Scale
) -> dict[str, Shrunk]:
    if before is None or before.scale != now.scale:
        return {}
    try:
        return shrunk_changes(metric, now.counts, before.counts, scale)
    except NotEnoughError:
        return {}


def _is_under(metric: Metric, leaned: Shrunk, target: Target | None) -> bool:
    if target is None:
        return False
    higher = metric.higher_is_better
    return status(leaned.estimate, target, higher_is_better=higher) == "surely under"


def _fell(metric: Metric, leaned: Shrunk) -> bool:
    moved = leaned.estimate
    return moved.high < 0 if metric.higher_is_better else moved.low > 0


def _is_late(case: Case, now: datetime) -> bool:
    return case.due_at is not None and case.due_at < now
