"""The pages on which a file comes in, and the list of all that came in before."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from luister.loop import collect, measure
from luister_web.access.rights import Right, needs, person
from luister_web.current_home import home
from luister_web.imports.background_import import uploads_folder
from luister_web.imports.models import ImportJob, JobState
from luister_web.imports.tidying import forget_old_uploads
from luister_web.imports.uploads import (
    QUESTIONNAIRE,
    HomeUploadHandler,
    Upload,
    questionnaire_path,
    upload_path,
)

_HIDDEN_STATES = frozenset({"cancelled"})  # Trial runs end so; nothing of them was kept.


@needs(Right.IMPORT)
@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """Files under way, then every import with what became of it."""
    jobs = {job.import_id: job for job in ImportJob.objects.filter(import_id__isnull=False)}
    imports = [
        {"summary": one, "job": jobs.get(one.id)}
        for one in collect.imports(home())
        if one.state not in _HIDDEN_STATES
    ]
    return render(request, "imports/list.html", {"imports": imports, "waiting": waiting_jobs()})


def waiting_jobs() -> list[dict[str, Any]]:
    """The files that are not in yet, each with whether its import was broken off."""
    now = timezone.now()
    jobs: QuerySet[ImportJob] = ImportJob.objects.exclude(state=JobState.DONE)
    return [{"job": job, "is_interrupted": job.is_interrupted(now)} for job in jobs]


# Django reads the whole form when it checks the token, so the handler that writes into the home
# must be set before that; the inner view does the check.
@csrf_exempt
@needs(Right.IMPORT)
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """The page to give a file, and its way into the home."""
    if request.method != "POST":
        return _upload_page(request)
    largest = settings.LUISTER.upload_limit_mb << 20
    if int(request.META.get("CONTENT_LENGTH") or 0) > largest + (1 << 20):
        return _upload_page(request, problem=_too_large())
    handler = HomeUploadHandler(uploads_folder(), largest=largest)
    request.upload_handlers = [handler]
    return _take_upload(request, handler)


@csrf_protect
def _take_upload(request: HttpRequest, handler: HomeUploadHandler) -> HttpResponse:
    survey = request.POST.get("survey", "").strip()[:100]
    if handler.too_large:
        return _upload_page(request, problem=_too_large(), survey=survey)
    kept = with_questionnaires([upload for upload in handler.kept if upload.size])
    if not kept:
        problem = _("The file is empty.") if handler.kept else _("Please choose a file.")
        return _upload_page(request, problem=problem, survey=survey)
    forget_old_uploads(now=timezone.now())
    jobs = [_job(request, upload, survey) for upload in kept]
    if len(jobs) > 1:
        messages.info(request, _("The files wait below; check them one by one."))
        return _onwards(request, reverse("imports:list"))
    return _onwards(request, reverse("imports:mapping", args=[jobs[0].pk]))


def with_questionnaires(uploads: list[Upload]) -> list[Upload]:
    """The uploads but for questionnaires of Qualtrics, each of which is laid beside its answers.

    It belongs to the file whose name begins as its own, or to the only other one; alone it stays
    an upload, which the next page then explains.
    """
    files = [one for one in uploads if not one.token.endswith(QUESTIONNAIRE)]
    alone = []
    for one in uploads:
        if one in files:
            continue
        stem = Path(one.file_name).stem
        named = [file for file in files if Path(file.file_name).stem.startswith(stem)]
        owner = next(iter(named or files[:1]), None)
        if owner is None:
            alone.append(one)
            continue
        path = upload_path(uploads_folder(), one.token)
        path.replace(questionnaire_path(upload_path(uploads_folder(), owner.token)))
    return [*files, *alone]


def _onwards(request: HttpRequest, address: str) -> HttpResponse:
    """The way to the next page; the script that sends the file goes there by itself."""
    if "X-Upload" in request.headers:
        return HttpResponse(status=204, headers={"X-Next": address})
    return redirect(address)


def _job(request: HttpRequest, upload: Upload, survey: str) -> ImportJob:
    user = person(request)
    return ImportJob.objects.create(
        token=upload.token,
        file_name=upload.file_name[-200:],
        size=upload.size,
        user=user,
        user_name=str(user),
        survey=survey,
        created_at=timezone.now(),
    )


def _upload_page(request: HttpRequest, *, problem: str = "", survey: str = "") -> HttpResponse:
    context = {
        "problem": problem,
        "survey": survey or request.GET.get("survey", ""),
        "surveys": measure.surveys(home()),
        "limit": settings.LUISTER.upload_limit_mb << 20,
    }
    return render(request, "imports/upload.html", context, status=422 if problem else 200)


def _too_large() -> str:
    limit = settings.LUISTER.upload_limit_mb
    return _(
        "The file is larger than the %(limit)s MB that are allowed here. Your administrator can "
        "raise that, or import it with the command `luister import`."
    ) % {"limit": limit}
