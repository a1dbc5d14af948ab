"""The list of cases, a new one, and one case with its next step first."""

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luister.errors import LuisterError, UnknownNameError
from luister.loop import act, measure, open_case, show_cases, take_action, write_back
from luister.loop.arrange_cases import Arrangement, arrangement
from luister.loop.show_cases import Actor, CaseFilter, CaseView
from luister_web.access.audit import record
from luister_web.access.models import Action, User
from luister_web.access.rights import Right, has_right, needs, person, scope
from luister_web.actions.words import KIND_WORDS, STATE_WORDS
from luister_web.cases import words
from luister_web.cases.actor import actor, subject_for
from luister_web.cases.forms import CloseForm, NewCaseForm, ReplyForm
from luister_web.cases.shown_case import (
    letters_of,
    lines_of,
    names_of_people,
    people_for,
    shown,
)
from luister_web.current_home import home
from luister_web.dashboard.shown_answer import score_kind
from luister_web.imports.core_words import in_words
from luister_web.look.wording import number_words
from luister_web.post import office_now
from luister_web.signals.signal_words import title as signal_title

_ON_A_PAGE = 50
_VIEWS = ("mine", "all", "overdue", "unowned", "closed")
_LONGEST_SEARCH = 200


@needs(Right.WORK_CASES)
@never_cache
@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """The cases of this reader: their own, all, those that are late, nobody's, or closed."""
    user, now = person(request), timezone.now()
    by = actor(user)
    counts = show_cases.counts(home(), by=by, now=now)
    chosen = _chosen(request, counts)
    number = _page_number(request)
    total, found = show_cases.cases(
        home(), _filter(chosen, by), limit=_ON_A_PAGE, offset=(number - 1) * _ON_A_PAGE
    )
    names = names_of_people()
    arranged = arrangement(home())
    context = {
        **chosen,
        "counts": counts,
        "total": total,
        "found": [shown(one, user, names, now=now) for one in found],
        "queues": [(one, words.queue_words(one)) for one in arranged.queues],
        "priorities": words.PRIORITIES.items(),
        "before": _address(chosen, number - 1) if number > 1 else "",
        "after": _address(chosen, number + 1) if total > number * _ON_A_PAGE else "",
        "may_arrange": has_right(user, Right.WARNING),
    }
    return render(request, "cases/list.html", context)


def _chosen(request: HttpRequest, counts: dict[str, int]) -> dict[str, str]:
    given = {
        name: request.GET.get(name, "").strip()[:_LONGEST_SEARCH]
        for name in ("view", "queue", "priority", "q")
    }
    usual = "mine" if counts["mine"] else "all"
    return {**given, "view": given["view"] if given["view"] in _VIEWS else usual}


def _filter(chosen: dict[str, str], by: Actor) -> CaseFilter:
    view = chosen["view"]
    owners = {"mine": by.name, "unowned": ""}
    return CaseFilter(
        scope=by.scope,
        states=("closed",) if view == "closed" else show_cases.UNDER_WAY,
        owner=owners.get(view),
        overdue_at=timezone.now() if view == "overdue" else None,
        queue=chosen["queue"],
        priority=chosen["priority"],
        search=chosen["q"],
    )


def _page_number(request: HttpRequest) -> int:
    text = request.GET.get("page", "")
    is_number = text.isascii() and text.isdecimal()
    return min(max(int(text[:6]), 1), 100_000) if is_number else 1


def _address(chosen: dict[str, str], number: int) -> str:
    query = {name: value for name, value in chosen.items() if value} | {"page": str(number)}
    return f"{reverse('cases:list')}?{urlencode(query)}"


@needs(Right.WORK_CASES)
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form for a case by hand, and the case that it makes."""
    user = person(request)
    by, arranged = actor(user), arrangement(home())
    form = NewCaseForm(
        request.POST if request.method == "POST" else None,
        arranged=arranged,
        teams=_teams(by),
        may_name=has_right(user, Right.SEE_CUSTOMERS),
        initial={"before_case": request.GET.get("before"), "subject": request.GET.get("subject")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            number = open_case.by_hand(home(), form.wanted(), by=by, now=timezone.now())
        except LuisterError as error:
            form.add_error(None, in_words(str(error)))
        else:
            record(user, Action.MADE, f"case {number}")
            messages.success(request, _("Case %(number)s is open.") % {"number": number})
            return redirect("cases:one", number)
    before = request.POST.get("before_case") or request.GET.get("before")
    context = {"form": form, "before": before}
    return render(request, "cases/new.html", context, status=422 if form.errors else 200)


def _teams(by: Actor) -> tuple[str, ...]:
    """The teams that a case may be given: the reader's own, or all that answers know."""
    if "employee" in by.scope:
        return ()
    if "team" in by.scope:
        return by.scope["team"]
    return tuple(measure.values(home(), "team")) if "team" in measure.dimensions(home()) else ()


@needs(Right.WORK_CASES)
@require_POST
def from_answer(request: HttpRequest, response: int) -> HttpResponse:
    """Opens the case on an answer, or goes to the one that is there."""
    return _opened(request, open_case.from_answer, response, f"on answer {response}")


@needs(Right.WORK_CASES)
@require_POST
def from_signal(request: HttpRequest, signal: int) -> HttpResponse:
    """Opens the case on a signal, or goes to the one that is there."""
    if not has_right(person(request), Right.SEE_CUSTOMERS):
        raise PermissionDenied
    try:
        found = act.signal(home(), signal, scope=scope(person(request)), now=timezone.now())
    except UnknownNameError:
        raise Http404 from None
    places = [value for name, value in found.signal.group.items() if name != "process"]
    subject = ", ".join([signal_title(found.signal), *places])
    opening = partial(open_case.from_signal, subject=subject)
    return _opened(request, opening, signal, f"on signal {signal}")


def _opened(
    request: HttpRequest, opening: Callable[..., int], origin: int, told: str
) -> HttpResponse:
    user = person(request)
    if not has_right(user, Right.SEE_CUSTOMERS):
        raise PermissionDenied
    try:
        number = opening(home(), origin, by=actor(user), now=timezone.now())
    except UnknownNameError:
        raise Http404 from None
    record(user, Action.MADE, f"case {number}", detail=told)
    return redirect("cases:one", number)


@needs(Right.WORK_CASES)
@never_cache
@require_safe
def one(request: HttpRequest, number: int) -> HttpResponse:
    """One case: what to do next, who and what it is about, and all that happened."""
    return case_page(request, number)


def case_page(
    request: HttpRequest,
    number: int,
    *,
    closing: CloseForm | None = None,
    reply: ReplyForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a case, with a form as it was sent where that had a fault."""
    user, now = person(request), timezone.now()
    by, arranged = actor(user), arrangement(home())
    try:
        view = show_cases.case(home(), number, by=by)
    except UnknownNameError:
        raise Http404 from None
    names = names_of_people()
    context = {
        "shown": shown(view.case, user, names, now=now),
        "case": view.case,
        "view": view,
        "answer": _answer(view, user),
        "lines": lines_of(view, names),
        "letters": letters_of(view, names),
        "contact": view.contact,
        **_actions(view, by),
        "people": people_for(arranged, view.case.queue, by, names),
        "queues": [(one, words.queue_words(one)) for one in arranged.queues],
        "priorities": words.PRIORITIES.items(),
        "templates": _templates(arranged),
        "template": request.GET.get(
            "template", "thanks" if view.case.about == "praise" else "contact"
        ),
        "closing": closing or CloseForm(arranged=arranged),
        "reply": reply or _draft(request, view, by, user),
        "end": _end(view, arranged),
        "before_subject": subject_for(user, view.case),
    }
    return render(request, "cases/one.html", context, status=status)


def _answer(view: CaseView, user: User) -> dict[str, Any] | None:
    """The answer in front of the page; words only for who may read comments."""
    if view.answer is None:
        return None
    marks = [one for one in view.answer.answers if one.value is not None]
    first = marks[0] if marks else None
    may_read = has_right(user, Right.SEE_COMMENTS)
    texts = [one.text for one in view.answer.answers if one.scale == "text" and one.text]
    return {
        "response": view.answer,
        "score": number_words(first.value) if first and first.value is not None else "",
        "kind": score_kind(first),
        "label": first.label if first else "",
        "comments": texts if may_read else [],
        "about": [value for value in view.answer.dimensions.values() if value],
    }


def _actions(view: CaseView, by: Actor) -> dict[str, Any]:
    """The actions on a case, and those that suit what it is about."""
    case = view.case
    employee = view.answer.dimensions.get("employee") if view.answer else None
    return {
        "actions": [
            {
                "action": one,
                "kind": KIND_WORDS.get(one.kind, one.kind),
                "state": STATE_WORDS[one.state],
            }
            for one in take_action.of_case(home(), case.id, by=by)
        ],
        "proposed": [
            (f"{level}:{kind}", KIND_WORDS[kind])
            for level, kind in take_action.proposed(case.about, has_employee=bool(employee))
        ],
    }


def _templates(arranged: Arrangement) -> list[tuple[str, str]]:
    return [(one.name, str(words.TEMPLATES.get(one.name, one.name))) for one in arranged.templates]


def _draft(request: HttpRequest, view: CaseView, by: Actor, user: User) -> ReplyForm | None:
    """The reply to begin with, where there is somebody to write to; the template is chosen in the address."""
    if view.contact is None or not view.contact.email or view.case.state == "closed":
        return None
    usual = "thanks" if view.case.about == "praise" else "contact"
    chosen = request.GET.get("template", usual)
    try:
        found = write_back.draft(
            home(), view.case.id, chosen, office_now(), sender=str(user), by=by
        )
    except UnknownNameError:
        found = write_back.Draft(user.language or "nl", "", "")
    values = {"subject": found.subject, "text": found.text, "language": found.language}
    return ReplyForm(initial={**values, "once": write_back.new_token()})


def _end(view: CaseView, arranged: Arrangement) -> dict[str, Any] | None:
    if view.case.state != "closed":
        return None
    cause = next((one for one in arranged.causes if one.id == view.case.root_cause), None)
    return {
        "outcome": words.OUTCOMES.get(view.case.outcome, view.case.outcome),
        "cause": words.cause_words(cause) if cause else view.case.root_cause,
    }
