"""The page on which questions are checked before a model, and the list of checks."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luister.errors import LuisterError
from luister.estimates.factor_record import factor_request_told
from luister.events.answer import Question
from luister.loop import propose_model, read_rated
from luister_web.access.rights import Right, needs, person
from luister_web.current_home import home
from luister_web.dashboard import measured
from luister_web.factors.order_form import OrderForm
from luister_web.imports.core_words import in_words
from luister_web.jobs.calculations import FACTORS, begin, runs_of
from luister_web.jobs.run_pages import RunPages

PAGES = RunPages(FACTORS, "factors", _("The check was taken away."))


@needs(Right.UNDERSTAND)
@never_cache
@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """The form, for the survey that the address names, and the checks of who sees the same answers."""
    survey, questions = _survey(request.GET)
    ratings = [one.id for one in questions if one.scale.kind == "rating"]
    ticked = request.GET.getlist("questions") or ratings
    form = OrderForm(None, questions=questions, initial={"questions": ticked})
    return render(request, "factors/list.html", _context(request, survey, form))


@needs(Right.UNDERSTAND)
@require_POST
def order(request: HttpRequest) -> HttpResponse:
    """Orders a check: of the questions that were ticked, or of those that a model's text names."""
    survey, questions = _survey(request.POST)
    data, problem = _given(request.POST)
    form = OrderForm(data, questions=questions)
    if problem or not form.is_valid():
        context = _context(request, survey, form) | {"problem": problem}
        return render(request, "factors/list.html", context, status=422)
    asked = form.request(survey)
    run = begin(person(request), FACTORS, settings=factor_request_told(asked), seed=asked.seed)
    return redirect("factors:run", run)


def _given(post: QueryDict) -> tuple[QueryDict, str]:
    """What was sent, with the questions of a model's text in place of ticks; and what is wrong with that text."""
    if "text" not in post:
        return post, ""
    data = post.copy()
    data["rotation"] = "promax"
    try:
        data.setlist("questions", list(propose_model.measuring(str(post["text"]))))
    except LuisterError as error:
        return data, " ".join(in_words(one) for one in (error.problem, error.hint))
    return data, ""


def _survey(given: QueryDict) -> tuple[str, tuple[Question, ...]]:
    names = [one.name for one in measured.surveys()]
    survey = given.get("survey", "")
    survey = survey if survey in names else (names[0] if names else "")
    return survey, read_rated.rated_questions(home(), survey) if survey else ()


def _context(request: HttpRequest, survey: str, form: OrderForm) -> dict[str, Any]:
    return {
        "form": form,
        "survey": survey,
        "surveys": [one.name for one in measured.surveys()],
        "runs": runs_of(person(request), FACTORS),
    }
