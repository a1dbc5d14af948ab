"""The page of a model: what its run found, and its workbook."""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from luister.loop.export_model import model_file
from luister_web.access.rights import Right, needs
from luister_web.dashboard.filters import dimension_label
from luister_web.jobs.run_pages import run_or_404, run_page, run_workbook
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
    told = json.loads(found.result) if found.result else None
    group = str(found.settings["group"])
    own = {
        "estimator": ESTIMATORS[str(found.settings["estimator"])],
        "group": dimension_label(group) if group else "",
        **(_found(told) if told else {}),
    }
    return run_page(request, PAGES, found, own=own)


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
    if not found.result:
        raise Http404
    told = json.loads(found.result)
    name = f"{_('Model')}-{found.settings['survey']}.xlsx"
    return run_workbook(
        request, PAGES, found, name=name, written=lambda form: model_file(found, told, form)
    )
