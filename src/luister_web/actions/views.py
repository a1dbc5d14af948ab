"""The pages of actions: listed, planned, followed, and their result told."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luister.errors import LuisterError, UnknownNameError
from luister.loop import show_cases, take_action
from luister.loop.show_cases import Actor
from luister.loop.take_action import Action, ActionFilter, Plan
from luister_web.access.audit import record
from luister_web.access.models import Action as Logged
from luister_web.access.models import User
from luister_web.access.rights import Right, needs, person
from luister_web.actions.forms import ActionForm
from luister_web.actions.own_people import employees_of, people_of, teams_of
from luister_web.actions.words import KIND_WORDS, LEVEL_WORDS, LINE_WORDS, STATE_WORDS
from luister_web.cases.actor import actor
from luister_web.cases.shown_case import names_of_people
from luister_web.current_home import home
from luister_web.imports.core_words import in_words

_VIEWS = ("active", "mine", "late", "ended")
_MOST = 200
_LONGEST = 1000


@needs(Right.WORK_CASES)
@never_cache
@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """The actions of this reader's own part of the organisation."""
    by = actor(person(request))
    view = request.GET.get("view", "")
    view = view if view in _VIEWS else "active"
    level = request.GET.get("level", "")
    wanted = ActionFilter(
        scope=by.scope,
        states=("done", "dropped") if view == "ended" else take_action.ACTIVE,
        level=level if level in take_action.LEVELS else "",
        owner=by.name if view == "mine" else None,
        late_on=timezone.localdate() if view == "late" else None,
    )
    total, found = take_action.actions(home(), wanted, limit=_MOST)
    names = names_of_people()
    context = {
        "view": view,
        "level": level,
        "levels": LEVEL_WORDS.items(),
        "total": total,
        "found": [shown(one, names) for one in found],
    }
    return render(request, "actions/list.html", context)


def shown(one: Action, names: dict[str, str]) -> dict[str, Any]:
    """An action in the reader's words."""
    is_late = (
        one.due_on is not None
        and one.due_on < timezone.localdate()
        and one.state in take_action.ACTIVE
    )
    return {
        "action": one,
        "level": LEVEL_WORDS[one.level],
        "kind": KIND_WORDS.get(one.kind, one.kind),
        "state": STATE_WORDS[one.state],
        "owner": names.get(one.owner, one.owner),
        "is_late": is_late,
    }


@needs(Right.WORK_CASES)
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form of a new action, begun from a case where the address names one."""
    user = person(request)
    by = actor(user)
    form = ActionForm(
        request.POST if request.method == "POST" else None,
        people=[(one.username, str(one)) for one in _first(people_of(by), by)],
        employees=employees_of(by),
        teams=teams_of(by),
        initial=_from_case(request, by),
    )
    if request.method == "POST" and form.is_valid():
        try:
            number = take_action.plan(
                home(), with_owner(form.plan(), by), by=by, now=timezone.now()
            )
        except LuisterError as error:
            form.add_error(None, in_words(str(error)))
        else:
            record(user, Logged.MADE, f"action {number}")
            messages.success(request, _("The action is planned."))
            return redirect("actions:one", number)
    status = 422 if form.errors else 200
    return render(request, "actions/new.html", {"form": form}, status=status)


def with_owner(plan: Plan, by: Actor) -> Plan:
    """The plan with the value by which answers know its owner, so that the owner sees it.

    Raises:
        UnknownNameError: the owner or employee lies outside the reader's own part of the organisation.
    """
    if plan.employee and plan.employee not in employees_of(by):
        raise UnknownNameError(
            f"There is no employee {plan.employee!r} of yours.", hint="Choose one."
        )
    if not plan.owner or plan.owner == by.name:
        return replace(plan, owner="")
    owner = next((one for one in people_of(by) if one.username == plan.owner), None)
    if owner is None:
        raise UnknownNameError(
            f"There is nobody called {plan.owner!r} of yours.", hint="Choose one."
        )
    return replace(plan, owner_employee=actor(owner).employee)


def _first(people: list[User], by: Actor) -> list[User]:
    return sorted(people, key=lambda one: one.username != by.name)


def _from_case(request: HttpRequest, by: Actor) -> dict[str, Any]:
    """What the form begins with: the case, and the kind that suits what it is about, or what another page prepared."""
    given = request.GET.get("case", "")
    kind = request.GET.get("kind", "")
    prepared = {name: request.GET.get(name, "")[:_LONGEST] for name in ("title", "expected")}
    if not (given.isascii() and given.isdecimal() and len(given) < 16):
        return {"kind": kind, **prepared}
    try:
        found = show_cases.case(home(), int(given), by=by).case
    except UnknownNameError:
        return {"kind": kind}
    return {"case": found.id, "kind": kind, "process": found.process, "team": found.team}


@needs(Right.WORK_CASES)
@never_cache
@require_safe
def one(request: HttpRequest, number: int) -> HttpResponse:
    """One action: what, by whom and when, what it should bring, how far it is."""
    return _page(request, number)


def _page(
    request: HttpRequest, number: int, *, problem: str = "", status: int = 200
) -> HttpResponse:
    try:
        view = take_action.action(home(), number, by=actor(person(request)))
    except UnknownNameError:
        raise Http404 from None
    names = names_of_people()
    lines = [
        {
            "at": one.at,
            "who": names.get(one.who, one.who),
            "words": one.words,
            "what": LINE_WORDS.get(one.what, one.what),
        }
        for one in reversed(view.history)
    ]
    context = {
        "shown": shown(view.action, names),
        "action": view.action,
        "lines": lines,
        "moves": view.moves,
        "problem": problem,
    }
    return render(request, "actions/one.html", context, status=status)


def _done(request: HttpRequest, number: int, work: Callable[[], None]) -> HttpResponse:
    try:
        work()
    except UnknownNameError:
        raise Http404 from None
    except LuisterError as error:
        return _page(request, number, problem=in_words(str(error)), status=422)
    return redirect("actions:one", number)


@needs(Right.WORK_CASES)
@require_POST
def progress(request: HttpRequest, number: int) -> HttpResponse:
    """Keeps how far an action is."""
    by, words = actor(person(request)), request.POST.get("words", "")
    return _done(
        request,
        number,
        lambda: take_action.progress(home(), number, words, by=by, now=timezone.now()),
    )


@needs(Right.WORK_CASES)
@require_POST
def move(request: HttpRequest, number: int, to: str) -> HttpResponse:
    """Brings an action into another state."""
    if to not in take_action.STATES:
        raise Http404
    by, result = actor(person(request)), request.POST.get("result", "")
    return _done(
        request,
        number,
        lambda: take_action.move(home(), number, to, result=result, by=by, now=timezone.now()),
    )
