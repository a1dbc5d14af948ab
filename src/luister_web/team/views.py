"""Team: signals, cases, coaching and who may want a hand, of the teams that the reader may see."""

from dataclasses import dataclass
from datetime import timedelta

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from luister.errors import LuisterError
from luister.estimates.report import ReportRequest
from luister.loop import act, measure, show_cases, support
from luister.loop.reply import beside_results
from luister_web.access.rights import Right, needs, person, rights_of, scope
from luister_web.current_home import home
from luister_web.dashboard import measured
from luister_web.dashboard.metric_words import metric_label
from luister_web.dashboard.reader import Reader, reader_of
from luister_web.dashboard.subjects import PROCESS, aimed_at, headline
from luister_web.digests.words import signal_line

DAYS = 90
_MOST = 10


@dataclass(frozen=True, slots=True)
class HandLine:
    """Somebody who may want a hand, with the metric in words."""

    hand: support.Hand
    label: str
    is_under: bool


@needs(Right.SEE_CUSTOMERS)
@require_safe
def team(request: HttpRequest) -> HttpResponseBase:
    """One team; `?team=` chooses among those the reader may see."""
    user, reader = person(request), reader_of(request)
    teams = _teams(reader)
    wanted = request.GET.get("team", teams[0] if teams else "")
    if wanted and wanted not in teams:
        raise Http404
    allowed = {"team": (wanted,)}
    now = timezone.now()
    wanted_signals = act.Filter(scope=allowed)
    page = act.signals(home(), wanted_signals, now=now, limit=_MOST)
    own_cases = show_cases.CaseFilter(scope=allowed, states=show_cases.UNDER_WAY)
    total, found = show_cases.cases(home(), own_cases, limit=_MOST)
    may_read = Right.SEE_COMMENTS in rights_of(user)
    context = {
        "team": wanted,
        "teams": teams,
        "days": DAYS,
        "signals": [(one, signal_line(one)) for one in page.signals],
        "signal_count": page.total,
        "cases": found,
        "case_count": total,
        "now": now,
        "hands": _hands(reader, wanted) if wanted else [],
        "coaching": support.coaching(home(), allowed),
        "loads": support.loads(home(), allowed, now=now),
        "remarks": beside_results(home(), _employees(wanted)) if may_read else [],
        "sees_all": not scope(user),
    }
    return render(request, "team/team.html", context)


def _teams(reader: Reader) -> tuple[str, ...]:
    """The teams that the reader may see and of which there are answers."""
    if not reader.scope:
        return tuple(measured.values("team"))
    return tuple(sorted(reader.scope.get("team", ())))


def _employees(team: str) -> list[str]:
    """Those of a team whose own number may be shown."""
    asked = ReportRequest(metric="responses", by=("employee",), where={"team": (team,)})
    found = measured.found(asked)
    rows = found.rows if found else ()
    return [row.group["employee"] for row in rows if row.group["employee"]]


def _hands(reader: Reader, team: str) -> list[HandLine]:
    chosen, targets = measure.headlines(home()), measure.targets(home())
    today = timezone.localdate()
    days = (today - timedelta(days=DAYS - 1), today)
    metric_of = {
        one.name: headline(one, {}, chosen, aimed_at(one, targets))
        for one in reader.subjects
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
