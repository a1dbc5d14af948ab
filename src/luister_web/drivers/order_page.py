"""The page on which drivers are ordered, and the list of what was."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luister.estimates.driver_record import request_told
from luister.events.yes_or_no import says_yes
from luister.loop import read_rated
from luister_web.access.rights import Right, needs, person
from luister_web.current_home import home
from luister_web.dashboard import measured
from luister_web.drivers.order_form import Chosen, OrderForm
from luister_web.jobs.calculations import DRIVERS, begin, runs_of
from luister_web.jobs.run_pages import Run, RunPages

PAGES = RunPages(DRIVERS, "drivers", gettext_lazy("The calculation was taken away."))
_SEED = 1
"""One seed for all: who orders the same gets the same, to the byte."""


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


def _chosen(request: HttpRequest) -> Chosen:
    names = [one.name for one in measured.surveys()]
    given = request.POST if request.method == "POST" else request.GET
    survey = given.get("survey", "")
    survey = survey if survey in names else (names[0] if names else "")
    questions = read_rated.rated_questions(home(), survey) if survey else ()
    if not questions:
        return Chosen(survey, ())
    in_words = read_rated.chosen_questions(home(), survey)
    yes_or_no = read_rated.yes_or_no_dimensions(home())
    words = [one.id for one in in_words]
    known = [*(one.id for one in questions), *words, *yes_or_no]
    outcome = given.get("outcome", "")
    if outcome not in known:
        headlines = [one.id for one in questions if one.is_headline]
        outcome = (*headlines, *known)[0]
    is_in_words = outcome in words and outcome not in {one.id for one in questions}
    return Chosen(
        survey,
        questions,
        in_words,
        yes_or_no,
        outcome,
        read_rated.words_of(home(), survey, outcome) if is_in_words else (),
        survey in measured.weighted_surveys(),
    )


def _form(chosen: Chosen, data: Any) -> OrderForm:  # noqa: ANN401  # Whatever was posted.
    proposed = (
        read_rated.proposed_drivers(home(), chosen.survey, chosen.outcome)
        if chosen.outcome
        else ()
    )
    return OrderForm(
        data,
        chosen=chosen,
        groups=read_rated.groups_of(home()),
        initial={
            "outcome": chosen.outcome,
            "drivers": list(proposed),
            "missing": "auto",
            "yes": next((one for one in chosen.answers if says_yes(one)), ""),
        },
    )


def _context(request: HttpRequest, chosen: Chosen, form: OrderForm | None) -> dict[str, Any]:
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
        "runs": [(run, _outcome_words(run, labels)) for run in runs],
    }


def _outcome_words(run: Run, labels: Mapping[tuple[str, str], str]) -> str:
    survey, outcome = str(run.settings["survey"]), str(run.settings["outcome"])
    label = labels.get((survey, outcome), outcome)
    yes = str(run.settings.get("yes", ""))
    whole = f"{label}: {yes}" if yes else label
    return (
        _("%(outcome)s (weighted)") % {"outcome": whole} if run.settings.get("weighted") else whole
    )
