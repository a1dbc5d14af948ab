"""The page of a check of questions: what its run found, and its workbook."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from luister.loop import read_rated
from luister.loop.export_factors import factors_file
from luister_web.access.rights import Right, needs
from luister_web.cases.shown_case import names_of_people
from luister_web.current_home import home
from luister_web.dashboard import measured
from luister_web.factors.order_page import PAGES
from luister_web.factors.shown_factors import (
    shown_chart,
    shown_links,
    shown_marks,
    shown_questions,
    shown_scales,
)
from luister_web.factors.words import ROTATIONS, remarks, structure_words
from luister_web.jobs.run_pages import run_or_404, run_page, run_workbook


@needs(Right.UNDERSTAND)
@never_cache
@require_safe
def run(request: HttpRequest, run: int) -> HttpResponse:
    """How far it is, and what it found."""
    found = run_or_404(request, PAGES, run)
    labels = _labels(str(found.settings["survey"]))
    own = {
        "ordered_by": names_of_people().get(found.ordered_by, found.ordered_by),
        "otherwise": PAGES.list_address(
            {name: found.settings[name] for name in ("survey", "questions")}
        ),
        "rotation": ROTATIONS[str(found.settings["rotation"])],
        "asked": [labels.get(one, one) for one in found.settings["questions"]],
        **(_found(found.told, labels) if found.told else {}),
    }
    return run_page(request, PAGES, found, own=own)


def _found(told: dict[str, Any], labels: dict[str, str]) -> dict[str, Any]:
    return {
        "told": told,
        "reading": structure_words(told),
        "remarks": remarks(told, labels),
        "marks": shown_marks(told),
        "chart": shown_chart(told),
        "questions": shown_questions(told, labels),
        "factors": range(1, len(told["correlations"]) + 1) if told["proper"] else [],
        "scales": shown_scales(told, labels) if told["factors"] > 1 else [],
        "links": shown_links(told),
    }


def _labels(survey: str) -> dict[str, str]:
    """The labels of the survey's questions; none where it is gone."""
    if survey not in {one.name for one in measured.surveys()}:
        return {}
    return {one.id: one.label for one in read_rated.rated_questions(home(), survey)}


@needs(Right.UNDERSTAND)
@needs(Right.EXPORT)
@never_cache
@require_safe
def workbook(request: HttpRequest, run: int) -> HttpResponseBase:
    """What it found, as a workbook."""
    found = run_or_404(request, PAGES, run)
    name = f"{_('Questions')}-{found.settings['survey']}.xlsx"
    return run_workbook(
        request,
        PAGES,
        found,
        name=name,
        written=lambda form: factors_file(found, found.told, form),
    )
