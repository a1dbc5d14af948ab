"""The list of surveys, and the ways to begin one."""

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luister.errors import LuisterError
from luister.loop import design, edit
from luister.loop.design import KeptSurvey
from luister.loop.edit import SurveyDefinition
from luister_web.access.audit import record
from luister_web.access.models import Action
from luister_web.access.rights import Right, needs, person
from luister_web.current_home import home
from luister_web.surveys import words
from luister_web.surveys.beginning import empty_survey
from luister_web.surveys.core_words import detail_words, error_words, note_words
from luister_web.surveys.opened import opened, reading_language
from luister_web.surveys.ready_made import ready_made, ready_survey

LARGEST_FILE = 20_000_000
_NOTES = "surveys_notes"
_MOST_NOTES = 1000


@needs(Right.SURVEYS)
@require_safe
def surveys(request: HttpRequest) -> HttpResponse:
    """Every survey of our own, with its state."""
    rows = [_row(one) for one in design.surveys(home())]
    return render(request, "surveys/list.html", {"rows": rows})


def _row(kept: KeptSurvey) -> dict[str, Any]:
    language = reading_language(kept.languages)
    title = kept.title.get(language) or next(iter(kept.title.values()), "") or words.untitled()
    return {
        "kept": kept,
        "title": title,
        "kind": words.survey_kind(kept.kind),
        "languages": [words.language(one) for one in kept.languages],
    }


@needs(Right.SURVEYS)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The ways to begin: ready made, empty, or from a file."""
    if request.method != "POST":
        return _new(request)
    if preset := request.POST.get("preset", ""):
        survey = ready_survey(preset)
        if survey is None:
            raise Http404
        return redirect("surveys:questions", _begun(request, survey).name)
    title = request.POST.get("title", "").strip()[:200]
    language = request.POST.get("language", "")
    if not title or language not in dict(words.languages()):
        return _new(request, {"title": title, "problem": _("Please give the survey a title.")})
    return redirect("surveys:questions", _begun(request, empty_survey(title, language)).name)


def _new(request: HttpRequest, more: dict[str, Any] | None = None) -> HttpResponse:
    context = {
        "presets": ready_made(),
        "languages": words.languages(),
        "own_language": (get_language() or "en").split("-")[0],
        **(more or {}),
    }
    return render(request, "surveys/new.html", context, status=422 if more else 200)


@needs(Right.SURVEYS)
@require_POST
def from_file(request: HttpRequest) -> HttpResponse:
    """A new survey from a file of ours or of another tool; what could not be taken over is told on the next page."""
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        return _new(request, {"file_problem": _("Please choose a file.")})
    if (file.size or 0) > LARGEST_FILE:
        return _new(request, {"file_problem": _("This file is too large for a survey.")})
    try:
        converted = design.import_text(file.read())
    except LuisterError as error:
        return _new(request, {"file_problem": error_words(error)})
    begun = _begun(request, converted.survey)
    request.session[_NOTES] = {
        "name": begun.name,
        "notes": [(one.where, one.what, one.detail) for one in converted.notes][:_MOST_NOTES],
        "count": len(converted.notes),
    }
    return redirect("surveys:converted", begun.name)


@needs(Right.SURVEYS)
@require_safe
def converted(request: HttpRequest, name: str) -> HttpResponse:
    """What of a file was taken over, and all that was not, by name."""
    found = opened(name)
    kept = request.session.get(_NOTES, {})
    if kept.get("name") != name:
        messages.info(
            request,
            _("The list of what was not taken over is shown once, after the file was read."),
        )
        return redirect("surveys:questions", name)
    notes = [
        {"where": where, "what": note_words(what), "detail": detail_words(detail)}
        for where, what, detail in kept["notes"]
    ]
    context = {"opened": found, "notes": notes, "count": kept["count"]}
    return render(request, "surveys/converted.html", context)


def _begun(request: HttpRequest, survey: SurveyDefinition) -> SurveyDefinition:
    begun = edit.begin(home(), survey, now=timezone.now())
    record(person(request), Action.MADE, f"survey {begun.name}")
    return begun
