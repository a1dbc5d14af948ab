"""The surveys that may invite: whether there is a letter, and what came of the invitations."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from luister.loop import design, reach
from luister.loop.standing import plan_of
from luister_web.access.rights import Right, needs
from luister_web.contacts.known_survey import title_of
from luister_web.current_home import home

_TOLD = ("waiting", "unsure", "failed")


@needs(Right.CONTACTS)
@never_cache
@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """Every survey of our own, and how letters fare in all."""
    rated = {one.row.group["survey"]: one for one in reach.rated(home(), by=("survey",))}
    lines = [_line(one, rated) for one in design.surveys(home())]
    letters = {state: reach.letters(home(), state, limit=0)[0] for state in _TOLD}
    return render(
        request,
        "contacts/surveys.html",
        {"lines": lines, "letters": letters, "page": "surveys"},
    )


def _line(survey: design.KeptSurvey, rated: dict[str, reach.RatedRow]) -> dict[str, Any]:
    return {
        "survey": survey,
        "title": title_of(survey),
        "languages": list(plan_of(home(), survey.name).messages),
        "rated": rated.get(survey.name),
    }
