"""The pages on which an organisation defines metrics of its own."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luister.errors import LuisterError
from luister.events.answer import Scale
from luister.loop import measure
from luister_web.access.audit import record
from luister_web.access.models import Action
from luister_web.access.rights import Right, needs, person
from luister_web.current_home import home
from luister_web.goals.choices import scales
from luister_web.goals.own_metric_form import OwnMetricForm, initial_of, values_of
from luister_web.imports.meanings import scale_words


@needs(Right.GOALS)
@require_safe
def own_metrics(request: HttpRequest) -> HttpResponse:
    """The organisation's own metrics, and the scales for which another can be made."""
    definitions = measure.metric_definitions(home())
    found = [
        {"name": metric.id, "label": metric.label, "scale": _scale_words(definitions[metric.id])}
        for metric in measure.own_metrics(home())
    ]
    offered = [{"code": scale.code, "words": scale_words(scale.code)} for scale in scales()]
    context = {"own": found, "scales": offered, "page": "own_metrics"}
    return render(request, "goals/own_metrics.html", context)


@needs(Right.GOALS)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, name: str = "") -> HttpResponse:
    """The form for a new metric of `?scale=`, or for the one called `name`."""
    scale, initial = _begun(request, name)
    form = OwnMetricForm(request.POST or None, scale=scale, is_new=not name, initial=initial)
    if request.method == "POST" and form.is_valid() and _is_kept(request, form, name):
        return redirect("goals:own_metrics")
    words = scale_words(scale.code)
    context = {"form": form, "name": name, "scale_words": words, "page": "own_metrics"}
    return render(request, "goals/own_metric.html", context, status=422 if form.errors else 200)


def _begun(request: HttpRequest, name: str) -> tuple[Scale, dict[str, Any]]:
    if name:
        definition = measure.metric_definitions(home()).get(name)
        if definition is None:
            raise Http404
        return initial_of(name, definition)
    known = {scale.code: scale for scale in scales()}
    scale = known.get(request.GET.get("scale", ""))
    if scale is None or not values_of(scale):
        raise Http404
    return scale, {}


def _is_kept(request: HttpRequest, form: OwnMetricForm, name: str) -> bool:
    """True once the metric is kept; what the catalogue objects to is told in the form."""
    wanted = form.cleaned_data["name"]
    if not name and wanted in measure.metric_definitions(home()):
        form.add_error("name", _("There is a metric with this short name already."))
        return False
    try:
        measure.keep_metric(home(), wanted, form.definition())
    except LuisterError as error:
        form.add_error("name", _("This cannot be used: %(why)s") % {"why": str(error)})
        return False
    record(person(request), Action.CHANGED if name else Action.MADE, f"metric {wanted}")
    messages.success(request, _("The metric is kept. It stands among the others from now on."))
    return True


@needs(Right.GOALS)
@require_POST
def remove(request: HttpRequest, name: str) -> HttpResponse:
    """Takes an own metric away."""
    measure.keep_metric(home(), name, "")
    record(person(request), Action.REMOVED, f"metric {name}")
    messages.success(request, _("The metric is removed. No answer was touched."))
    return redirect("goals:own_metrics")


def _scale_words(definition: str) -> str:
    scale, _fields = initial_of("", definition)
    return scale_words(scale.code)
