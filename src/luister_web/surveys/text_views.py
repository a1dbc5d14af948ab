"""The pages of what stands around the questions, and of the look."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luister.loop import edit
from luister.loop.edit import ChangedMeanwhileError, Look, SurveyDefinition
from luister_web.access.rights import Right, needs
from luister_web.current_home import home
from luister_web.surveys.conflict import theirs
from luister_web.surveys.contrast import contrast_words, is_colour
from luister_web.surveys.draft_page import frame
from luister_web.surveys.faults import faults_of
from luister_web.surveys.logo import ACCEPTED, MOST_BYTES, LogoError, data_address
from luister_web.surveys.opened import Opened, known_names, opened
from luister_web.surveys.text_form import around, survey_after, survey_of, text_form


@needs(Right.SURVEYS)
@require_http_methods(["GET", "POST"])
def texts(request: HttpRequest, name: str) -> HttpResponse:
    """Title, introduction, thanks and languages."""
    found = opened(name)
    return _posted_texts(request, name) if request.method == "POST" else _texts(request, found)


def _texts(
    request: HttpRequest, found: Opened, more: dict[str, Any] | None = None
) -> HttpResponse:
    context = {
        **frame(found, "texts"),
        "form": text_form(found.survey),
        "stamp": edit.stamp(around(found.survey)),
        "part_faults": [
            one
            for one in faults_of(found.survey)
            if not one.item and one.page is None and not one.is_of_look
        ],
        "known": known_names(),
        **(more or {}),
    }
    return render(request, "surveys/texts.html", context, status=context.get("status", 200))


def _posted_texts(request: HttpRequest, name: str) -> HttpResponse:
    do = request.POST.get("do", "save").split(":")
    wanted: list[SurveyDefinition] = []

    def changed(draft: SurveyDefinition) -> SurveyDefinition:
        given = survey_after(survey_of(request.POST, draft), do, request.POST)
        wanted[:] = [given]
        seen = request.POST.get("stamp", "")
        if seen and seen != edit.stamp(around(draft)):
            raise ChangedMeanwhileError(draft)
        return given

    try:
        edit.change(home(), name, changed, now=timezone.now())
    except ChangedMeanwhileError as conflict:
        return _conflict(request, opened(name), (wanted[0], conflict.theirs))
    if do[0] == "auto":
        return _texts(request, opened(name))
    return redirect("surveys:texts", name)


def _conflict(
    request: HttpRequest, found: Opened, both: tuple[SurveyDefinition, object]
) -> HttpResponse:
    mine, other = both
    stamp = edit.stamp(around(other)) if isinstance(other, SurveyDefinition) else ""
    told = theirs(found.survey, mine, other, found.language)
    more = {"theirs": told, "stamp": stamp, "status": 409}
    return _texts(request, replace(found, survey=mine), more)


@needs(Right.SURVEYS)
@require_http_methods(["GET", "POST"])
def look(request: HttpRequest, name: str) -> HttpResponse:
    """Logo and colour, with how well the colour can be read."""
    found = opened(name)
    if request.method != "POST":
        return _look(request, found, found.survey.look)
    given, problems = _look_of(request, found.survey.look)
    if problems:
        return _look(request, found, given, {"problems": problems, "status": 422})
    seen = request.POST.get("stamp", "")

    def changed(draft: SurveyDefinition) -> SurveyDefinition:
        edit.refuse_if_changed(draft.look, seen)
        return replace(draft, look=given)

    try:
        edit.change(home(), name, changed, now=timezone.now())
    except ChangedMeanwhileError as conflict:
        told = theirs(found.survey, given, conflict.theirs, found.language)
        more = {"theirs": told, "stamp": edit.stamp(conflict.theirs), "status": 409}
        return _look(request, opened(name), given, more)
    messages.success(request, _("The look is kept."))
    return redirect("surveys:look", name)


def _look(
    request: HttpRequest, found: Opened, given: Look, more: dict[str, Any] | None = None
) -> HttpResponse:
    context = {
        **frame(found, "look"),
        "look": given,
        "stamp": edit.stamp(found.survey.look),
        "part_faults": [one for one in faults_of(found.survey) if one.is_of_look],
        "contrast": contrast_words(given.colour) if is_colour(given.colour) else None,
        "accepted": ",".join(ACCEPTED),
        "most": MOST_BYTES // 1000,
        **(more or {}),
    }
    return render(request, "surveys/look.html", context, status=context.get("status", 200))


def _look_of(request: HttpRequest, before: Look) -> tuple[Look, dict[str, str]]:
    """The look that was posted, and what is wrong with it: field -> words."""
    problems: dict[str, str] = {}
    logo, file = before.logo, request.FILES.get("logo")
    if request.POST.get("do") == "drop-logo":
        logo = ""
    elif isinstance(file, UploadedFile):
        try:
            logo = data_address(file)
        except LogoError as error:
            problems["logo"] = str(error)
    colour = request.POST.get("colour", "").strip().lower() or Look().colour
    if not is_colour(colour):
        problems["colour"] = _("Write a colour as # and six digits or letters, such as #1f5f8b.")
    words = request.POST.get("logo_text", before.logo_text).strip()[:200]
    return Look(logo, words, colour), problems
