"""All that the team page tells, of one team that the reader may see; page, file and API show the same."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils import timezone

from luister.errors import LuisterError, UnknownNameError
from luister.estimates.report import ReportRequest
from luister.loop import act, measure, reply, show_cases, support
from luister_web.access.models import User
from luister_web.access.rights import Right, Scope, rights_of, scope
from luister_web.cases.shown_case import names_of_people
from luister_web.current_home import home
from luister_web.dashboard import measured
from luister_web.dashboard.metric_words import metric_label
from luister_web.dashboard.reader import subjects_within
from luister_web.dashboard.subjects import PROCESS, aimed_at, headline

DAYS = 90
_MOST = 10


@dataclass(frozen=True, slots=True)
class HandLine:
    """Somebody who may want a hand, with the metric in words."""

    hand: support.Hand
    label: str
    is_under: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeTeam:
    """What the page tells. Lists of signals and cases are cut to a few, counts are whole; no team is an empty name."""

    team: str
    teams: tuple[str, ...]
    signals: tuple[act.Signal, ...]
    signal_count: int
    cases: tuple[show_cases.Case, ...]
    case_count: int
    hands: tuple[HandLine, ...]
    coaching: tuple[support.Open, ...]
    loads: tuple[support.Load, ...]
    remarks: tuple[reply.Said, ...]


def whole_team(user: User, wanted: str | None, *, now: datetime) -> WholeTeam:
    """What is told of one team; of the first that the reader may see where none is named.

    Raises:
        UnknownNameError: it is no team of which there are answers that the reader may see.
    """
    allowed = dict(scope(user))
    teams = _teams(allowed)
    team = wanted if wanted is not None else (teams[0] if teams else "")
    if team and team not in teams:
        raise UnknownNameError(f"There is no team {team!r}.", hint="It may be another unit's.")
    within = {"team": (team,)}
    page = act.signals(home(), act.Filter(scope=within), now=now, limit=_MOST)
    own_cases = show_cases.CaseFilter(scope=within, states=show_cases.UNDER_WAY)
    total, found = show_cases.cases(home(), own_cases, limit=_MOST)
    may_read = Right.SEE_COMMENTS in rights_of(user)
    return WholeTeam(
        team=team,
        teams=teams,
        signals=tuple(page.signals),
        signal_count=page.total,
        cases=tuple(found),
        case_count=total,
        hands=tuple(_hands(allowed, team)) if team else (),
        coaching=tuple(support.coaching(home(), within)),
        loads=tuple(support.loads(home(), within, now=now)),
        remarks=tuple(reply.beside_results(home(), _employees(team))) if may_read else (),
    )


def cases_named(cases: Sequence[show_cases.Case]) -> list[show_cases.Case]:
    """The cases, with owners called as people call them in the place of the names of their accounts."""
    names = names_of_people()
    return [replace(one, owner=names.get(one.owner, one.owner)) for one in cases]


def loads_named(loads: Sequence[support.Load]) -> list[support.Load]:
    """Who carries how much, with owners called as people call them."""
    names = names_of_people()
    return [replace(one, owner=names.get(one.owner, one.owner)) for one in loads]


def _teams(allowed: Scope) -> tuple[str, ...]:
    """The teams that the reader may see and of which there are answers."""
    if not allowed:
        return tuple(measured.values("team"))
    return tuple(sorted(allowed.get("team", ())))


def _employees(team: str) -> list[str]:
    """Those of a team whose own number may be shown."""
    asked = ReportRequest(metric="responses", by=("employee",), where={"team": (team,)})
    found = measured.found(asked)
    rows = found.rows if found else ()
    return [row.group["employee"] for row in rows if row.group["employee"]]


def _hands(allowed: Scope, team: str) -> list[HandLine]:
    chosen, targets = measure.headlines(home()), measure.targets(home())
    today = timezone.localdate()
    days = (today - timedelta(days=DAYS - 1), today)
    metric_of = {
        one.name: headline(one, {}, chosen, aimed_at(one, targets))
        for one in subjects_within(allowed)
        if one.kind == PROCESS
    }
    found = []
    for metric in dict.fromkeys(metric_of.values()):
        try:
            hands = support.hands(home(), team, metric, days, today=today)
        except LuisterError:
            continue
        found += [
            HandLine(one, metric_label(metric), one.why == support.UNDER)
            for one in hands
            if metric_of.get(one.process) == metric
        ]
    return sorted(found, key=lambda line: (line.hand.employee, line.hand.process))
