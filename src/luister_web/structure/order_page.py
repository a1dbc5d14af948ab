"""The page on which a model is ordered, with models to begin with, and the list of what was."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luister.estimates.model_record import model_request_told
from luister.events.answer import Question
from luister.loop import propose_model, read_rated
from luister_web.access.rights import Right, needs, person
from luister_web.current_home import home
from luister_web.dashboard import measured
from luister_web.jobs.calculations import FACTORS, MODEL, begin, runs_of
from luister_web.jobs.run_pages import RunPages
from luister_web.structure.order_form import OrderForm
from luister_web.structure.words import CONSTRUCTS, TEMPLATES

_CHECKS_SHOWN = 5
PAGES = RunPages(MODEL, "structure", _("The model was taken away."))


@dataclass(frozen=True, slots=True)
class Offered:
    """A construct of a template, with the questions that were ticked for it."""

    id: str
    label: str
    ticked: tuple[str, ...]


@needs(Right.UNDERSTAND)
@never_cache
@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """The form, for the survey that the address names, and the runs of who sees the same answers."""
    survey, questions = _survey(request)
    form = _form(request, survey) if questions else None
    return render(request, "structure/list.html", _context(request, survey, questions, form))


@needs(Right.UNDERSTAND)
@require_POST
def order(request: HttpRequest) -> HttpResponse:
    """Orders a calculation."""
    survey, questions = _survey(request)
    known = [one.id for one in questions]
    form = OrderForm(request.POST, groups=read_rated.groups_of(home()), known=known)
    if not questions or not form.is_valid():
        context = _context(request, survey, questions, form)
        return render(request, "structure/list.html", context, status=422)
    asked = form.request(survey)
    run = begin(person(request), MODEL, settings=model_request_told(asked), seed=asked.seed)
    return redirect("structure:run", run)


def _survey(request: HttpRequest) -> tuple[str, tuple[Question, ...]]:
    names = [one.name for one in measured.surveys()]
    given = request.POST if request.method == "POST" else request.GET
    survey = given.get("survey", "")
    survey = survey if survey in names else (names[0] if names else "")
    return survey, read_rated.rated_questions(home(), survey) if survey else ()


def _form(request: HttpRequest, survey: str) -> OrderForm:
    """The form with a text to begin with: of a run, of a template that was filled in, or of the survey."""
    chosen = {"estimator": "plsc", "text": ""}
    number = request.GET.get("from", "")
    kept = runs_of(person(request), MODEL)
    earlier = next((one for one in kept if str(one.id) == number), None)
    items = {name: request.GET.getlist(f"c-{name}") for name in CONSTRUCTS}
    if earlier is not None:
        chosen = {name: str(earlier.settings[name]) for name in ("text", "estimator", "group")}
    elif check := _checked(request, survey):
        chosen["text"] = propose_model.from_groups(home(), survey, check)
    elif request.GET.get("template", "") in TEMPLATES:
        chosen["text"] = propose_model.from_template(request.GET["template"], items)
    elif "template" not in request.GET:
        chosen["text"] = propose_model.from_survey(home(), survey)
    return OrderForm(None, groups=read_rated.groups_of(home()), initial=chosen)


def _checked(request: HttpRequest, survey: str) -> list[list[str]]:
    """The questions of each thing that a check of this survey found; nothing where no check is named."""
    number = request.GET.get("check", "")
    kept = runs_of(person(request), FACTORS)
    run = next((one for one in kept if str(one.id) == number and one.result), None)
    if run is None or run.settings["survey"] != survey:
        return []
    told = run.told
    scales = told["scales"] if told["factors"] > 1 else [told["scale"]]
    return [one["questions"] for one in scales]


def _context(
    request: HttpRequest,
    survey: str,
    questions: tuple[Question, ...],
    form: OrderForm | None,
) -> dict[str, Any]:
    name = request.GET.get("template", "")
    template = next((one for one in propose_model.offered_templates() if one.id == name), None)
    return {
        "form": form,
        "survey": survey,
        "questions": questions,
        "surveys": [one.name for one in measured.surveys()],
        "templates": list(TEMPLATES.items()),
        "template": name if template else "",
        "template_label": TEMPLATES.get(name, ""),
        "constructs": [
            Offered(one, str(CONSTRUCTS[one]), tuple(request.GET.getlist(f"c-{one}")))
            for one in (template.constructs if template else ())
        ],
        "runs": runs_of(person(request), MODEL),
        "checks": runs_of(person(request), FACTORS)[:_CHECKS_SHOWN],
    }
