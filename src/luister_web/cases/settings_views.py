"""The pages on which cases are arranged: hours and promises, queues, rules, causes, templates."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from luister.errors import LuisterError
from luister.loop import arrange_cases, measure
from luister.loop.arrange_cases import Member, Queue, arrangement
from luister_web.access.audit import record
from luister_web.access.models import Action, User
from luister_web.access.rights import Right, needs
from luister_web.cases import words
from luister_web.cases.actor import actor
from luister_web.cases.settings_forms import (
    HoursForm,
    PromiseForm,
    RuleForm,
    hours_of,
    rule_words,
)
from luister_web.cases.text_forms import TemplateForm, causes_from
from luister_web.current_home import home
from luister_web.imports.core_words import in_words

PRESENCES = (
    ("", gettext_lazy("not here")),
    ("0", gettext_lazy("away")),
    ("0.5", gettext_lazy("half the week")),
    ("1", gettext_lazy("all week")),
)
_HEARS = ("leaders", "managers")


def _kept(request: HttpRequest, keep: Callable[[], object], what: str) -> str:
    """What is wrong; empty where it was kept, which the log book and the page then tell."""
    try:
        keep()
    except LuisterError as error:
        return in_words(str(error))
    record(request, Action.CHANGED, f"cases: {what}")
    messages.success(request, _("The changes were kept."))
    return ""


@needs(Right.WARNING)
@never_cache
@require_http_methods(["GET", "POST"])
def hours(request: HttpRequest) -> HttpResponse:
    """Working hours, promises and who hears of what is late."""
    arranged = arrangement(home())
    given = request.POST if request.method == "POST" else None
    form = HoursForm(given, initial=hours_of(arranged.calendar))
    promises = PromiseForm(given, arranged=arranged)
    problem = ""
    if given is not None and form.is_valid() and promises.is_valid():

        def keep() -> None:
            calendar, levels = form.calendar(), promises.levels()
            late = promises.escalation()
            arrange_cases.set_calendar(home(), calendar)
            arrange_cases.set_levels(home(), levels)
            arrange_cases.set_escalation(home(), late)

        problem = _kept(request, keep, "hours and promises")
        if not problem:
            return redirect("cases:settings")
    is_wrong = bool(problem or form.errors or promises.errors)
    context = {"form": form, "promises": promises, "problem": problem, "page": "hours"}
    return render(request, "cases/hours.html", context, status=422 if is_wrong else 200)


@needs(Right.WARNING)
@never_cache
@require_http_methods(["GET", "POST"])
def queues(request: HttpRequest) -> HttpResponse:
    """Who works each queue, how much they are there, and who hears of what is late."""
    problem = ""
    if request.method == "POST":
        name = request.POST.get("queue", "").strip()
        if request.POST.get("do") == "remove":
            problem = _kept(
                request, lambda: arrange_cases.remove_queue(home(), name), f"queue {name}"
            )
        else:
            queue = _queue(request, name)
            problem = _kept(
                request, lambda: arrange_cases.keep_queue(home(), queue), f"queue {name}"
            )
        if not problem:
            return redirect("cases:queues")
    people = list(User.objects.filter(is_active=True))
    lines = [_queue_line(one, people) for one in arrangement(home()).queues.values()]
    context = {"lines": lines, "presences": PRESENCES, "problem": problem, "page": "queues"}
    return render(request, "cases/queues.html", context, status=422 if problem else 200)


def _queue(request: HttpRequest, name: str) -> Queue:
    """The queue with its people as they were typed; only people who may sign in."""
    members, hears = [], dict[str, list[str]](leaders=[], managers=[])
    for user in User.objects.filter(is_active=True):
        presence = request.POST.get(f"presence:{user.username}", "")
        if presence in {value for value, _label in PRESENCES if value}:
            known = actor(user)
            members.append(
                Member(
                    name=user.username,
                    employee=known.employee,
                    team=known.team,
                    presence=float(presence),
                )
            )
        if (hear := request.POST.get(f"hears:{user.username}", "")) in hears:
            hears[hear].append(user.username)
    leaders, managers = (tuple(hears[one]) for one in _HEARS)
    return Queue(name=name, members=tuple(members), leaders=leaders, managers=managers)


def _queue_line(queue: Queue, people: list[User]) -> dict[str, Any]:
    presences = {one.name: f"{one.presence:g}" for one in queue.members}
    rows = [
        {
            "user": one,
            "presence": presences.get(one.username, ""),
            "hears": next((h for h in _HEARS if one.username in getattr(queue, h)), ""),
        }
        for one in people
    ]
    return {"queue": queue, "name": words.queue_words(queue.name), "rows": rows}


@needs(Right.WARNING)
@never_cache
@require_http_methods(["GET", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    """The rules in their order, and a new one."""
    arranged = arrangement(home())
    adds = request.method == "POST" and request.POST.get("do") == "add"
    dimensions = tuple(measure.dimensions(home()))
    form = RuleForm(request.POST if adds else None, arranged=arranged, dimensions=dimensions)
    problem = ""
    if adds and form.is_valid():
        problem = _kept(
            request,
            lambda: arrange_cases.set_rules(home(), [*arranged.rules, form.rule()]),
            "a new rule",
        )
    elif request.method == "POST" and not adds:
        problem = _kept(request, lambda: _reordered(request, arranged), "order of rules")
    if request.method == "POST" and not problem and not form.errors:
        return redirect("cases:rules")
    lines = [
        {
            "rule": one,
            "conditions": rule_words(one),
            "queue": words.queue_words(one.queue),
            "priority": words.PRIORITIES.get(one.priority, ""),
        }
        for one in arranged.rules
    ]
    context = {"lines": lines, "form": form, "problem": problem, "page": "rules"}
    is_wrong = bool(problem or form.errors)
    return render(request, "cases/rules.html", context, status=422 if is_wrong else 200)


def _reordered(request: HttpRequest, arranged: arrange_cases.Arrangement) -> None:
    found, place = list(arranged.rules), request.POST.get("place", "")
    number = int(place) if place.isascii() and place.isdecimal() and len(place) < 5 else -1
    if not 0 <= number < len(found):
        return
    rule = found.pop(number)
    if request.POST.get("do") == "up":
        found.insert(max(0, number - 1), rule)
    arrange_cases.set_rules(home(), found)


@needs(Right.WARNING)
@never_cache
@require_http_methods(["GET", "POST"])
def causes(request: HttpRequest) -> HttpResponse:
    """The root causes in both languages; one that is used no more is retired, never lost."""
    arranged = arrangement(home())
    problem = ""
    if request.method == "POST":
        found = causes_from(request.POST.dict(), arranged.causes)
        problem = _kept(request, lambda: arrange_cases.set_causes(home(), found), "root causes")
        if not problem:
            return redirect("cases:causes")
    lines = [
        {"cause": one, "nl": one.words.get("nl", ""), "en": one.words.get("en", "")}
        for one in arranged.causes
    ]
    mains = [(one.id, words.cause_words(one)) for one in arranged.causes if not one.parent]
    context = {"lines": lines, "mains": mains, "problem": problem, "page": "causes"}
    return render(request, "cases/causes.html", context, status=422 if problem else 200)


@needs(Right.WARNING)
@never_cache
@require_http_methods(["GET", "POST"])
def templates(request: HttpRequest) -> HttpResponse:
    """The replies to begin with, in both languages."""
    arranged = arrangement(home())
    problem = ""
    if request.method == "POST":
        before = request.POST.get("before", "")
        rest = [one for one in arranged.templates if one.name != before]
        form = TemplateForm(request.POST)
        if request.POST.get("do") != "remove" and form.is_valid():
            made = form.template()
            place = next(
                (n for n, one in enumerate(arranged.templates) if one.name == before), len(rest)
            )
            rest.insert(place, made)
        problem = " ".join(str(error) for errors in form.errors.values() for error in errors)
        if request.POST.get("do") == "remove" or not problem:
            problem = _kept(
                request, lambda: arrange_cases.set_templates(home(), rest), "templates"
            )
        if not problem:
            return redirect("cases:templates")
    forms = [
        {
            "form": TemplateForm(template=one),
            "name": one.name,
            "label": words.TEMPLATES.get(one.name, one.name),
        }
        for one in arranged.templates
    ]
    places = [f"{{{one}}}" for one in arrange_cases.PLACES]
    context = {
        "forms": forms,
        "fresh": TemplateForm(),
        "places": places,
        "problem": problem,
        "page": "templates",
    }
    return render(request, "cases/templates.html", context, status=422 if problem else 200)
