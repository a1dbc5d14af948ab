"""My results: the page of an employee, the remarks on it, and whether colleagues are shown."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luister.errors import MappingError, UnknownNameError
from luister.loop import mirror, show_cases, support
from luister.loop.reply import BESIDE_ANSWER, BESIDE_RESULT, LONGEST, Said, reply
from luister_web.access.audit import record
from luister_web.access.models import Action, Role
from luister_web.access.rights import Right, Scope, needs, person
from luister_web.current_home import home
from luister_web.dashboard import days as chosen_days
from luister_web.dashboard.answers_page import answers_of
from luister_web.dashboard.page import bar, shared
from luister_web.dashboard.reader import reader_of
from luister_web.mine.own_results import (
    cards,
    employee_of,
    praise_first,
    team_of,
    valued_touchpoints,
)

MOST_COMMENTS, LOOKED_THROUGH = 8, 40


@needs(Right.SEE_DASHBOARD)
@require_safe
def results(request: HttpRequest) -> HttpResponseBase:
    """The page of an employee; others are told whom it is for."""
    reader = reader_of(request)
    known = chosen_days.all_known(reader)
    is_employee = reader.user.role == Role.EMPLOYEE
    if known is None or not is_employee:
        empty = {"is_employee": is_employee}
        return render(request, "mine/empty.html", shared(reader) | empty)
    reader = replace(reader, view=replace(reader.view, sort="name"))
    days = chosen_days.days_of(reader, known)
    answers = answers_of(reader, known, limit=LOOKED_THROUGH)
    context = {
        "bar": bar(reader, known, is_compared=False),
        "cards": cards(reader),
        "team": team_of(reader.user),
        "fewest": mirror.FEWEST_TOGETHER,
        "is_ranked": mirror.ranks_colleagues(home()),
        "valued": valued_touchpoints(reader, days.period),
        "answers": praise_first(answers, MOST_COMMENTS),
        "longest": LONGEST,
        "cases": _own_cases(reader.user.username, reader.scope),
        "actions": support.own_actions(home(), reader.scope),
    }
    return render(request, "mine/results.html", shared(reader) | context)


@needs(Right.SEE_DASHBOARD)
@require_POST
def say(request: HttpRequest) -> HttpResponseBase:
    """Keeps the remark of an employee beside an answer or result of their own."""
    user = person(request)
    employee = employee_of(user)
    subject, about = request.POST.get("subject", ""), request.POST.get("about", "")
    if user.role != Role.EMPLOYEE or not employee or not about or len(about) > 300:
        raise Http404
    if subject not in (BESIDE_ANSWER, BESIDE_RESULT):
        raise Http404
    said = Said(
        employee=employee,
        subject=subject,
        about=about,
        words=request.POST.get("words", ""),
        writer=user.username,
        written_at=None,
        changed_at=None,
    )
    try:
        reply(home(), said, now=timezone.now())
    except UnknownNameError:
        raise Http404 from None
    except MappingError:
        messages.error(request, _("Keep your remark to %(most)s signs.") % {"most": LONGEST})
    else:
        record(request, Action.CHANGED, f"remark beside {subject} {about}")
        is_kept = bool(said.words.strip())
        messages.success(
            request, _("Your remark is kept.") if is_kept else _("Your remark is taken back.")
        )
    return redirect(_back(request))


@needs(Right.PEOPLE)
@require_http_methods(["GET", "POST"])
def colleagues(request: HttpRequest) -> HttpResponseBase:
    """Whether employees see the results of the others in their team; an administrator decides."""
    if request.method == "POST":
        on = request.POST.get("ranking") == "on"
        mirror.set_ranking(home(), on=on)
        detail = "on" if on else "off"
        record(request, Action.CHANGED, "results of colleagues on My results", detail)
        messages.success(request, _("Your choice is kept."))
        return redirect("mine:colleagues")
    context = {"is_on": mirror.ranks_colleagues(home())}
    return render(request, "mine/colleagues.html", context)


def _own_cases(name: str, allowed: Scope) -> tuple[show_cases.Case, ...]:
    wanted = show_cases.CaseFilter(scope=allowed, owner=name, states=show_cases.UNDER_WAY)
    return tuple(show_cases.cases(home(), wanted, limit=MOST_COMMENTS)[1])


def _back(request: HttpRequest) -> str:
    """The page the remark was written on, where it is one of ours; else My results."""
    back = request.POST.get("back", "")
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if is_ours else "mine:results"
