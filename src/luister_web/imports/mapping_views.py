"""The page on which a person sees how a file is understood, and corrects it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luister.errors import LuisterError
from luister.loop import collect, measure, preview
from luister_web.access.rights import Right, needs
from luister_web.current_home import home
from luister_web.imports import background_import
from luister_web.imports.asked import asked
from luister_web.imports.column_rows import column_rows, constant_rows, form_rows
from luister_web.imports.correction import correct, keep
from luister_web.imports.mapping_draft import differences
from luister_web.imports.models import ImportJob, JobState
from luister_web.imports.understanding import (
    Understanding,
    beginning,
    path_of,
    told,
    understanding,
)

LARGEST_MAPPING = 1 << 20
_OPEN_STATES = (JobState.DRAFT, JobState.FAILED, JobState.CANCELLED)


@needs(Right.IMPORT)
@never_cache
@require_http_methods(["GET", "POST"])
def mapping(request: HttpRequest, job: int) -> HttpResponse:
    """How the file is understood: columns, questions to answer, rows to look at; and its corrections."""
    found = get_object_or_404(ImportJob, pk=job)
    if found.state == JobState.DONE:
        return redirect("imports:result", found.import_id)
    if found.state == JobState.RUNNING:
        return redirect("imports:progress", found.pk)
    if request.method == "POST":
        return _corrected(request, found)
    if not found.mapping and (refusal := _begin(request, found)):
        return refusal
    return _mapping_page(request, found, understanding(found))


def _begin(request: HttpRequest, job: ImportJob) -> HttpResponse | None:
    """Gives the job its first mapping; or the page that says why the file cannot be read."""
    try:
        begun = beginning(job)
    except LuisterError as error:
        problem, hint = told(job, error)
        context = {"job": job, "problem": problem, "hint": hint, "form": form_rows("")}
        return render(request, "imports/unreadable.html", context, status=422)
    job.proposed = begun.proposed
    keep(job, begun.mapping)
    return None


def _corrected(request: HttpRequest, job: ImportJob) -> HttpResponse:
    given = request.POST
    survey, action = given.get("survey", "").strip()[:100], given.get("action", "check")
    if action == "refit":
        job.survey = survey
        return _begin(request, job) or redirect("imports:mapping", job.pk)
    correct(job, _last_values(given), survey=survey)
    return _start(request, job) if action == "start" else redirect("imports:mapping", job.pk)


def _last_values(given: QueryDict) -> dict[str, str]:
    return {key: value for key, value in given.items() if isinstance(value, str)}


def _start(request: HttpRequest, job: ImportJob) -> HttpResponse:
    if not job.survey:
        messages.error(request, _("Please say first of which survey these answers are."))
        return redirect("imports:mapping", job.pk)
    if not understanding(job).is_ready:
        messages.error(request, _("Please answer what is asked below first."))
        return redirect("imports:mapping", job.pk)
    background_import.start(job)
    return redirect("imports:progress", job.pk)


def _mapping_page(request: HttpRequest, job: ImportJob, found: Understanding) -> HttpResponse:
    surveys = [survey.name for survey in measure.surveys(home())]
    saved = collect.saved_mapping(home(), job.survey) if job.survey in surveys else None
    context: dict[str, Any] = {
        "job": job,
        "found": found,
        "asks": asked(found.proposal),
        "columns": column_rows(job, found.proposal, saved),
        "constants": (constants := constant_rows(job.mapping)),
        "has_constants": any(value for _name, _words, value in constants),
        "form": form_rows(job.mapping),
        "surveys": surveys,
        "has_saved": bool(saved),
        "differences": list(differences(saved, job.mapping)) if saved else [],
    }
    return render(request, "imports/mapping.html", context)


@needs(Right.IMPORT)
@require_safe
def download(_request: HttpRequest, job: int) -> HttpResponse:
    """The mapping as TOML: for the next file, the command line, or a colleague."""
    found = get_object_or_404(ImportJob, pk=job)
    return HttpResponse(
        found.mapping,
        content_type="application/toml; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="mapping.toml"'},
    )


@needs(Right.IMPORT)
@require_POST
def give(request: HttpRequest, job: int) -> HttpResponse:
    """Takes a mapping file in place of what the page shows, once it fits the file."""
    found = get_object_or_404(ImportJob, pk=job, state__in=_OPEN_STATES)
    upload = request.FILES.get("mapping")
    if upload is None or (upload.size or 0) > LARGEST_MAPPING:
        messages.error(request, _("Please choose a mapping file (TOML)."))
        return redirect("imports:mapping", found.pk)
    try:
        text = upload.read().decode("utf-8-sig")
        proposal = preview.proposal_with(path_of(found), text, name=upload.name or "mapping")
    except UnicodeDecodeError:
        messages.error(request, _("This is no mapping file: it is not written in UTF-8."))
    except LuisterError as error:
        messages.error(request, " ".join(told(found, error)))
    else:
        keep(found, collect.mapping_text(proposal), survey=found.survey or proposal.mapping.survey)
        messages.success(request, _("The mapping is taken over."))
    return redirect("imports:mapping", found.pk)
