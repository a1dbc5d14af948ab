"""The page of a run: how far it is, what it found, and its buttons."""

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luister.errors import LuisterError, UnknownNameError
from luister.exports.file_form import FileForm
from luister.loop import order_run, oversee_jobs
from luister.loop.export import KINDS
from luister.loop.export_model import model_file
from luister_web.access.audit import record
from luister_web.access.models import Action
from luister_web.access.rights import Right, has_right, needs, person, scope
from luister_web.current_home import home
from luister_web.dashboard.filters import dimension_label
from luister_web.jobs.kind_words import words_of_error
from luister_web.structure.order_page import KIND
from luister_web.structure.shown_components import shown_components
from luister_web.structure.shown_model import (
    shown_fit,
    shown_groups,
    shown_hints,
    shown_steps,
)
from luister_web.structure.words import ESTIMATORS, fault_words, remarks, verdict_words

Run = order_run.OrderedRun


@needs(Right.UNDERSTAND)
@never_cache
@require_safe
def run(request: HttpRequest, run: int) -> HttpResponse:
    """How far it is, and what it found; htmx asks for the middle part alone, every second."""
    found = _run(request, run)
    told = json.loads(found.result) if found.result else None
    group = str(found.settings["group"])
    context = {
        "run": found,
        "percent": round(found.share * 100),
        "is_open": found.is_open,
        "problem": words_of_error(found.problem),
        "hint": words_of_error(found.hint),
        "is_worked_on": oversee_jobs.is_worked_on(home(), now=timezone.now()),
        "may_export": has_right(request.user, Right.EXPORT),
        "estimator": ESTIMATORS[str(found.settings["estimator"])],
        "group": dimension_label(group) if group else "",
        **(_found(told) if told else {}),
    }
    is_part = "HX-Request" in request.headers
    if is_part and not found.is_open:  # The heading and the buttons above are others now.
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "structure/run_part.html" if is_part else "structure/run.html", context)


def _found(told: dict[str, Any]) -> dict[str, Any]:
    is_sound = told["converged"] and told["proper"]
    return {
        "told": told,
        "is_sound": is_sound,
        "problems": [fault_words(one) for one in told["problems"]],
        "verdict": verdict_words(told),
        "remarks": remarks(told),
        "fit": shown_fit(told) if is_sound else [],
        "groups": shown_groups(told) if is_sound else [],
        "components": shown_components(told) if is_sound else [],
        "steps": shown_steps(told),
        "hints": shown_hints(told),
    }


@needs(Right.UNDERSTAND)
@require_POST
def cancel(request: HttpRequest, run: int) -> HttpResponse:
    """Stops it; nothing of it is kept."""
    found = _run(request, run)
    try:
        order_run.cancel(home(), found.id, scope=_scope(request), now=timezone.now())
    except LuisterError:
        messages.error(request, _("It is over, so it cannot be cancelled."))
    return redirect("structure:run", run)


@needs(Right.UNDERSTAND)
@require_POST
def again(request: HttpRequest, run: int) -> HttpResponse:
    """Begins it anew."""
    found = _run(request, run)
    try:
        order_run.again(home(), found.id, scope=_scope(request), now=timezone.now())
    except LuisterError:
        messages.error(
            request, _("It cannot be tried again: it is done, or the same is being run.")
        )
    return redirect("structure:run", run)


@needs(Right.UNDERSTAND)
@require_POST
def remove(request: HttpRequest, run: int) -> HttpResponse:
    """Takes it away for all who see it."""
    found = _run(request, run)
    order_run.remove(home(), found.id, scope=_scope(request), now=timezone.now())
    record(person(request), Action.MADE, f"model {found.id} removed")
    messages.success(request, _("The model was taken away."))
    return redirect("structure:list")


@needs(Right.UNDERSTAND)
@needs(Right.EXPORT)
@never_cache
@require_safe
def workbook(request: HttpRequest, run: int) -> HttpResponseBase:
    """What it found, as a workbook."""
    found = _run(request, run)
    if not found.result:
        raise Http404
    form = FileForm(generated_at=timezone.now(), translate=_, time_zone=home().time_zone)
    record(person(request), Action.EXPORTED, "model", f"run {found.id} as xlsx")
    response = StreamingHttpResponse(
        model_file(found, json.loads(found.result), form), content_type=KINDS["xlsx"].content_type
    )
    name = f"{_('Model')}-{found.settings['survey']}.xlsx"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def _run(request: HttpRequest, number: int) -> Run:
    """A model within exactly the reader's scope; 404 where there is none."""
    try:
        found = order_run.progress_of(home(), number, scope=_scope(request))
    except UnknownNameError:
        raise Http404 from None
    if found.kind != KIND:
        raise Http404
    return found


def _scope(request: HttpRequest) -> order_run.Scope:
    return dict(scope(person(request)))
