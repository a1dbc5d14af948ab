"""The pages on which an organisation says what it wants to reach."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from luister.errors import UnknownNameError
from luister.estimates.goal_line import TargetLine
from luister.loop import measure
from luister_web.access.audit import record
from luister_web.access.models import Action
from luister_web.access.rights import Right, needs, person
from luister_web.current_home import home
from luister_web.dashboard.metric_words import metric_label
from luister_web.goals.choices import metric_choices, processes
from luister_web.goals.forms import HeadlinesForm, MarkForm, TargetForm


@needs(Right.GOALS)
@require_http_methods(["GET", "POST"])
def targets(request: HttpRequest) -> HttpResponse:
    """The targets with their history, and a form for another one."""
    form = TargetForm(
        request.POST or None,
        metrics=metric_choices(),
        processes=processes(),
        initial={"valid_from": timezone.localdate(), **request.GET.dict()},
    )
    if request.method == "POST" and form.is_valid():
        _keep_target(request, form.cleaned_data)
        return redirect("goals:targets")
    groups = target_groups(measure.targets(home()), timezone.localdate())
    return _page(request, "targets", {"form": form, "groups": groups})


def _keep_target(request: HttpRequest, given: dict[str, Any]) -> None:
    line = TargetLine(id=0, **given | {"process": given["process"] or None})
    measure.set_target(home(), line)
    subject = f"target {line.metric} {line.process or '*'}"
    detail = f"{line.value:g} ({line.lower_bound}) from {line.valid_from}"
    record(person(request), Action.CHANGED, subject, detail=detail)
    messages.success(request, _("The target is kept. The colours follow it at once."))


def target_groups(lines: Iterable[TargetLine], today: date) -> list[dict[str, Any]]:
    """The targets by metric, each with whether it holds today; the latest of a process first."""
    ordered = sorted(lines, key=lambda line: (line.metric, line.process or "", -_days(line)))
    holding = {
        next((line.id for line in found if line.valid_from <= today), None)
        for _key, found in groupby(ordered, key=lambda line: (line.metric, line.process))
    }
    units = {metric: unit for metric, _label, unit, _direction in metric_choices()}
    return [
        {
            "label": metric_label(metric),
            "unit": units.get(metric, ""),
            "lines": [
                {"line": line, "holds": line.id in holding, "is_future": line.valid_from > today}
                for line in found
            ],
        }
        for metric, found in groupby(ordered, key=lambda line: line.metric)
    ]


def _days(line: TargetLine) -> int:
    return line.valid_from.toordinal()


@needs(Right.GOALS)
@require_POST
def remove_target(request: HttpRequest, target: int) -> HttpResponse:
    """Takes a target away."""
    try:
        measure.remove_target(home(), target)
    except UnknownNameError:
        messages.info(request, _("That target was gone already."))
        return redirect("goals:targets")
    record(person(request), Action.REMOVED, f"target {target}")
    messages.success(request, _("The target is removed."))
    return redirect("goals:targets")


@needs(Right.GOALS)
@require_http_methods(["GET", "POST"])
def marks(request: HttpRequest) -> HttpResponse:
    """What happened on which day, and a form for another mark."""
    form = MarkForm(
        request.POST or None, processes=processes(), initial={"day": timezone.localdate()}
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        measure.add_mark(home(), given["day"], given["label"], given["process"] or None)
        subject = f"mark {given['label']}"
        record(person(request), Action.MADE, subject, detail=f"{given['day']}")
        messages.success(request, _("The event is kept. It stands in every trend of that day."))
        return redirect("goals:marks")
    return _page(request, "marks", {"form": form, "marks": measure.marks(home())[::-1]})


@needs(Right.GOALS)
@require_POST
def remove_mark(request: HttpRequest, mark: int) -> HttpResponse:
    """Takes a mark away."""
    try:
        measure.remove_mark(home(), mark)
    except UnknownNameError:
        messages.info(request, _("That event was gone already."))
        return redirect("goals:marks")
    record(person(request), Action.REMOVED, f"mark {mark}")
    messages.success(request, _("The event is removed."))
    return redirect("goals:marks")


@needs(Right.GOALS)
@require_http_methods(["GET", "POST"])
def headlines(request: HttpRequest) -> HttpResponse:
    """Which metric stands largest on the tile of each process."""
    chosen = {process: measure.headlines(home()).get(process) for process in processes()}
    form = HeadlinesForm(request.POST or None, metrics=metric_choices(), chosen=chosen)
    if request.method == "POST" and form.is_valid():
        for process, metric in form.choices_made().items():
            if metric and metric != chosen[process]:
                measure.choose_headline(home(), process, metric)
                record(person(request), Action.CHANGED, f"headline {process}", detail=metric)
        messages.success(request, _("The tiles show the metrics you chose."))
        return redirect("goals:headlines")
    return _page(request, "headlines", {"form": form})


def _page(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    form = context.get("form")
    status = 422 if form is not None and form.is_bound and not form.is_valid() else 200
    return render(request, f"goals/{name}.html", {**context, "page": name}, status=status)
