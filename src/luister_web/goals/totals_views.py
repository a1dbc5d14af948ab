"""The page of known totals: against what the answers to a survey are weighted, and what that does."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from luister.errors import UnknownNameError
from luister.estimates.frame import Frame
from luister.loop import measure, reach, weigh
from luister_web.access.audit import record
from luister_web.access.models import Action
from luister_web.access.rights import Right, needs, person
from luister_web.current_home import home
from luister_web.dashboard.filters import dimension_label
from luister_web.dashboard.twin import source_words
from luister_web.goals.totals_form import InvitedForm, TotalsForm

MOST_SILENT = 8


@needs(Right.GOALS)
@require_http_methods(["GET", "POST"])
def totals(request: HttpRequest) -> HttpResponse:
    """The known totals of each survey with what they do to its numbers, and forms for others."""
    form = TotalsForm(request.POST or None, surveys=_surveys(), dimensions=_dimensions())
    if request.method == "POST" and form.is_valid():
        return _kept(request, form.frame())
    return _page(request, form, _invited_form(None))


@needs(Right.GOALS)
@require_POST
def from_invited(request: HttpRequest) -> HttpResponse:
    """Counts all who were invited to a survey, and keeps that as its totals."""
    form = _invited_form(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            return _kept(request, weigh.frame_of_invited(home(), given["survey"], given["by"]))
        except UnknownNameError:
            form.add_error("by", _("No invitation to this survey carries all of these."))
    empty = TotalsForm(surveys=_surveys(), dimensions=_dimensions())
    return _page(request, empty, form, status=422)


@needs(Right.GOALS)
@require_POST
def remove_totals(request: HttpRequest) -> HttpResponse:
    """Takes the totals of a survey away."""
    survey = request.POST.get("survey", "")
    if survey not in weigh.frames(home()):
        messages.info(request, _("Those totals were gone already."))
        return redirect("goals:totals")
    weigh.remove_frame(home(), survey)
    record(person(request), Action.REMOVED, f"frame {survey}")
    messages.success(request, _("The totals are removed. No answer was touched."))
    return redirect("goals:totals")


def _kept(request: HttpRequest, frame: Frame) -> HttpResponse:
    weigh.keep_frame(home(), frame)
    record(person(request), Action.CHANGED, f"frame {frame.survey}", detail=frame.source)
    messages.success(request, _("The totals are kept. Weighted numbers follow them at once."))
    return redirect("goals:totals")


def _page(
    request: HttpRequest, form: TotalsForm, invited: InvitedForm, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "invited": invited,
        "frames": [_shown(frame) for frame in weigh.frames(home()).values()],
        "page": "totals",
    }
    bad = bool(form.errors or invited.errors)
    return render(request, "goals/totals.html", context, status=422 if bad else status)


def _shown(frame: Frame) -> dict[str, Any]:
    """A frame in words, with what the core says of it."""
    found = weigh.weights(home(), frame)
    silent = [
        " · ".join(f"{dimension_label(name)}: {value or _('unknown')}" for name, value in pairs)
        for pairs in (zip(names, part, strict=True) for names, part in found.silent)
    ]
    return {
        "survey": frame.survey,
        "source": source_words(frame.source),
        "is_raked": frame.method == "raked",
        "margins": [
            {
                "label": ", ".join(dimension_label(name) for name in margin.dimensions),
                "lines": [(" · ".join(part), size) for part, size in margin.totals.items()],
            }
            for margin in frame.margins
        ],
        "design_effect": found.design_effect,
        "largest": found.largest,
        "uncovered_percent": found.uncovered_percent,
        "silent": silent[:MOST_SILENT],
        "more_silent": len(silent[MOST_SILENT:]),
    }


def _invited_form(data: Mapping[str, Any] | None) -> InvitedForm:
    invited = [row.group["survey"] for row in reach.funnel(home(), by=("survey",))]
    return InvitedForm(data, surveys=invited, dimensions=_dimensions())


def _surveys() -> list[str]:
    asked = {survey.name for survey in measure.surveys(home())}
    return sorted(asked | {row.group["survey"] for row in reach.funnel(home(), by=("survey",))})


def _dimensions() -> list[tuple[str, str]]:
    return [(name, dimension_label(name)) for name in measure.dimensions(home())]
