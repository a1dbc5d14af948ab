"""The page of a model: what its run found, and its workbook."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from luister.events.answer import Question
from luister.loop import propose_model, read_rated
from luister.loop.export_model import model_file
from luister_web.access.rights import Right, needs
from luister_web.cases.shown_case import names_of_people
from luister_web.current_home import home
from luister_web.dashboard import measured
from luister_web.dashboard.filters import dimension_label
from luister_web.jobs.run_pages import Run, run_or_404, run_page, run_workbook
from luister_web.structure.order_page import PAGES
from luister_web.structure.shown_components import shown_components
from luister_web.structure.shown_model import (
    shown_fit,
    shown_groups,
    shown_hints,
    shown_steps,
)
from luister_web.structure.words import ESTIMATORS, fault_words, remarks, verdict_words


@needs(Right.UNDERSTAND)
@never_cache
@require_safe
def run(request: HttpRequest, run: int) -> HttpResponse:
    """How far it is, and what it found."""
    found = run_or_404(request, PAGES, run)
    told = found.told
    group = str(found.settings["group"])
    own = {
        "ordered_by": names_of_people().get(found.ordered_by, found.ordered_by),
        "otherwise": PAGES.list_address({"survey": found.settings["survey"], "from": found.id})
        + "#order",
        "questions": _questions(found),
        "estimator": ESTIMATORS[str(found.settings["estimator"])],
        "group": dimension_label(group) if group else "",
        **(_found(told) if told else {}),
    }
    return run_page(request, PAGES, found, own=own)


def _questions(found: Run) -> list[Question]:
    """The questions that the model names; none where the survey is gone."""
    survey = str(found.settings["survey"])
    if survey not in {one.name for one in measured.surveys()}:
        return []
    named = set(propose_model.check_model(str(found.settings["text"])))
    return [one for one in read_rated.rated_questions(home(), survey) if one.id in named]


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
@needs(Right.EXPORT)
@never_cache
@require_safe
def workbook(request: HttpRequest, run: int) -> HttpResponseBase:
    """What it found, as a workbook."""
    found = run_or_404(request, PAGES, run)
    name = f"{_('Model')}-{found.settings['survey']}.xlsx"
    return run_workbook(
        request, PAGES, found, name=name, written=lambda form: model_file(found, found.told, form)
    )
