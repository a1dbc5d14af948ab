"""The page on which drivers are ordered, and the list of what was."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luister.estimates.driver_record import request_told
from luister.events.answer import Question
from luister.loop import read_rated
from luister_web.access.rights import Right, needs, person
from luister_web.current_home import home
from luister_web.dashboard import measured
from luister_web.drivers.order_form import OrderForm
from luister_web.jobs.calculations import DRIVERS, begin, runs_of
from luister_web.jobs.run_pages import RunPages

PAGES = RunPages(DRIVERS, "drivers", _("The calculation was taken away."))
_SEED = 1
"""One seed for all: who orders the same gets the same, to the byte."""


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The survey and outcome that the form is about; empty where there is no survey.

    An outcome is one of the `questions`, or a dimension that says yes or no.
    """

    survey: str
    questions: tuple[Question, ...]
    yes_or_no: tuple[str, ...]
    outcome: str


@needs(Right.UNDERSTAND)
@never_cache
@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """The form, for the survey that the address names, and the runs of who sees the same answers."""
    chosen = _chosen(request)
    form = _form(chosen, None) if chosen.questions else None
    return render(request, "drivers/list.html", _context(request, chosen, form))


@needs(Right.UNDERSTAND)
@require_POST
def order(request: HttpRequest) -> HttpResponse:
    """Orders a calculation."""
    chosen = _chosen(request)
    form = _form(chosen, request.POST)
    if not chosen.questions or not form.is_valid():
        return render(request, "drivers/list.html", _context(request, chosen, form), status=422)
    asked = form.request(chosen.survey, _SEED)
    run = begin(person(request), DRIVERS, settings=request_told(asked), seed=asked.seed)
    return redirect("drivers:run", run)


def _chosen(request: HttpRequest) -> _Chosen:
    names = [one.name for one in measured.surveys()]
    given = request.POST if request.method == "POST" else request.GET
    survey = given.get("survey", "")
    survey = survey if survey in names else (names[0] if names else "")
    questions = read_rated.rated_questions(home(), survey) if survey else ()
    yes_or_no = read_rated.yes_or_no_dimensions(home()) if questions else ()
    known = [*(one.id for one in questions), *yes_or_no]
    outcome = given.get("outcome", "")
    if outcome not in known:
        headlines = [one.id for one in questions if one.is_headline]
        outcome = (*headlines, *known, "")[0]
    return _Chosen(survey, questions, yes_or_no, outcome)


def _form(chosen: _Chosen, data: Any) -> OrderForm:  # noqa: ANN401  # Whatever was posted.
    proposed = (
        read_rated.proposed_drivers(home(), chosen.survey, chosen.outcome)
        if chosen.outcome
        else ()
    )
    return OrderForm(
        data,
        questions=chosen.questions,
        groups=read_rated.groups_of(home()),
        yes_or_no=chosen.yes_or_no,
        initial={"outcome": chosen.outcome, "drivers": list(proposed), "missing": "auto"},
    )


def _context(request: HttpRequest, chosen: _Chosen, form: OrderForm | None) -> dict[str, Any]:
    labels = {
        (one.name, question.id): question.label
        for one in measured.surveys()
        for question in one.questions
    }
    runs = runs_of(person(request), DRIVERS)
    return {
        "form": form,
        "chosen": chosen,
        "surveys": [one.name for one in measured.surveys()],
        "runs": [
            (
                run,
                labels.get(
                    (run.settings["survey"], run.settings["outcome"]), run.settings["outcome"]
                ),
            )
            for run in runs
        ],
    }
