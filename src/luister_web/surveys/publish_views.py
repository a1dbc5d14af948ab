"""Publishing a survey, opening and closing it, its versions, and its files."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luister.errors import LuisterError, UnknownNameError
from luister.loop import design, edit
from luister.loop.edit import Changes, SurveyDefinition
from luister_web.access.audit import record
from luister_web.access.models import Action
from luister_web.access.rights import Right, needs, person
from luister_web.current_home import home
from luister_web.surveys.change_words import ChangeWords, change_words
from luister_web.surveys.draft_page import frame
from luister_web.surveys.faults import faults_of
from luister_web.surveys.opened import Opened, opened
from luister_web.surveys.sharing import open_address

FILE_NAMES = {"luister": "survey", "surveyjs": "surveyjs"}


@needs(Right.SURVEYS)
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, name: str) -> HttpResponse:
    """What publishing would change, and publishing itself."""
    found = opened(name)
    if request.method != "POST":
        return _publish_page(request, found)
    if request.POST.get("stamp") != edit.stamp(found.survey):
        told = _("The draft was changed since you looked. Here is what would be published now.")
        messages.warning(request, told)
        return _publish_page(request, found, status=409)
    if faults_of(found.survey):
        return _publish_page(request, found, status=422)
    try:
        number = design.publish(home(), name, now=timezone.now())
    except LuisterError:
        return _publish_page(request, found, status=422)
    record(person(request), Action.MADE, f"survey {name}", detail=f"version {number}")
    messages.success(request, _("Version %(number)s is published and open.") % {"number": number})
    return redirect("surveys:publish", name)


def _publish_page(request: HttpRequest, found: Opened, *, status: int = 200) -> HttpResponse:
    context = {
        **frame(found, "publish"),
        "faults": faults_of(found.survey),
        "changes": _changes(found),
        "stamp": edit.stamp(found.survey),
        "versions": design.versions(home(), found.kept.name),
        "open_address": open_address(request, found.kept),
    }
    return render(request, "surveys/publish.html", context, status=status)


def _changes(found: Opened) -> ChangeWords | None:
    """What is different from the last version; None where there is none."""
    if found.kept.version is None:
        return None
    before = design.published(home(), found.kept.name)
    compared: Changes = edit.changes(found.survey, before)
    return change_words(found.survey, compared, found.language)


@needs(Right.SURVEYS)
@require_POST
def set_open(request: HttpRequest, name: str) -> HttpResponse:
    """Lets the survey take answers, or no longer."""
    found = opened(name)
    wanted = request.POST.get("open") == "yes"
    if found.kept.version is None:
        raise Http404
    design.set_open(home(), name, wanted)
    record(
        person(request), Action.CHANGED, f"survey {name}", detail="opened" if wanted else "closed"
    )
    told = (
        _("The survey is open: it takes answers again.")
        if wanted
        else _("The survey is closed: it takes no answers. What was answered stays.")
    )
    messages.success(request, told)
    return redirect("surveys:publish", name)


@needs(Right.SURVEYS)
@require_POST
def remove(request: HttpRequest, name: str) -> HttpResponse:
    """Throws the draft away; a survey that was never published goes with it."""
    found = opened(name)
    design.remove_draft(home(), name)
    record(person(request), Action.REMOVED, f"draft of survey {name}")
    if found.kept.version is None:
        messages.success(request, _("The survey is removed."))
        return redirect("surveys:list")
    messages.success(request, _("The draft is removed; the published version stands as it was."))
    return redirect("surveys:publish", name)


@needs(Right.SURVEYS)
@require_POST
def copy(request: HttpRequest, name: str) -> HttpResponse:
    """Another survey that begins as this one is."""
    found = opened(name)
    begun = edit.begin(home(), found.survey, now=timezone.now())
    record(person(request), Action.MADE, f"survey {begun.name}", detail=f"copy of {name}")
    messages.success(request, _("This is the copy. It has no answers of its own yet."))
    return redirect("surveys:questions", begun.name)


@needs(Right.SURVEYS)
@require_safe
def file(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """The survey as a file: the draft, or a version with `?version=`."""
    found = opened(name)
    if form not in FILE_NAMES:
        raise Http404
    survey = _version(found, request.GET.get("version", ""))
    text = design.export_text(survey, form)
    return HttpResponse(
        text,
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}-{FILE_NAMES[form]}.json"'},
    )


def _version(found: Opened, wanted: str) -> SurveyDefinition:
    if not wanted:
        return found.survey
    if not wanted.isdecimal() or len(wanted) > 9:
        raise Http404
    try:
        return design.published(home(), found.kept.name, int(wanted))
    except UnknownNameError:
        raise Http404 from None
