"""Team: signals, cases, coaching and who may want a hand, of the teams that the reader may see."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from luister.errors import UnknownNameError
from luister_web.access.rights import Right, has_right, needs, person
from luister_web.dashboard.reading_ahead import READING
from luister_web.digests.words import signal_line
from luister_web.look.page_file import page_file
from luister_web.team.team_tables import tables_of
from luister_web.team.whole_team import DAYS, WholeTeam, cases_named, loads_named, whole_team


@needs(Right.SEE_CUSTOMERS)
@require_safe
def team(request: HttpRequest) -> HttpResponseBase:
    """One team; `?team=` chooses among those the reader may see."""
    READING.begin()
    found, now = _found(request), timezone.now()
    context = {
        "team": found.team,
        "teams": found.teams,
        "days": DAYS,
        "signals": [(one, signal_line(one)) for one in found.signals],
        "signal_count": found.signal_count,
        "cases": cases_named(found.cases),
        "case_count": found.case_count,
        "now": now,
        "hands": found.hands,
        "coaching": found.coaching,
        "loads": loads_named(found.loads),
        "remarks": found.remarks,
        "may_export": has_right(request.user, Right.EXPORT),
    }
    return render(request, "team/team.html", context)


@needs(Right.EXPORT)
@needs(Right.SEE_CUSTOMERS)
@never_cache
@require_safe
def team_file(request: HttpRequest) -> HttpResponseBase:
    """The same as a workbook."""
    found = _found(request)
    return page_file(request, tables_of(found), name=_("Team"), about=found.team or "-")


def _found(request: HttpRequest) -> WholeTeam:
    try:
        return whole_team(person(request), request.GET.get("team"), now=timezone.now())
    except UnknownNameError:
        raise Http404 from None
