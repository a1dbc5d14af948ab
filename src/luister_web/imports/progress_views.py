"""The pages while a file is taken in, and of what became of it."""

import csv
from collections.abc import Iterable, Iterator
from math import ceil
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luister.errors import LuisterError, UnknownNameError
from luister.events.import_result import ImportResult, RejectedRow
from luister.loop import collect
from luister_web.access.audit import record
from luister_web.access.models import Action
from luister_web.access.rights import Right, needs, person
from luister_web.current_home import home
from luister_web.imports import background_import
from luister_web.imports.core_words import in_words
from luister_web.imports.models import ImportJob, JobState
from luister_web.imports.tidying import discard

SHOWN_ROWS = 12


@needs(Right.IMPORT)
@never_cache
@require_safe
def progress(request: HttpRequest, job: int) -> HttpResponse:
    """How far an import is; htmx asks for the middle part alone, every second."""
    found = get_object_or_404(ImportJob, pk=job)
    if found.state == JobState.DRAFT:
        return redirect("imports:mapping", found.pk)
    is_part = "HX-Request" in request.headers
    if found.state == JobState.DONE:
        return _onwards(reverse("imports:result", args=[found.import_id]), is_part)
    now = timezone.now()
    left = background_import.seconds_left(found, now)
    context = {
        "job": found,
        "percent": round(found.progress * 100),
        "seconds_left": left,
        "minutes_left": ceil((left or 0) / 60),
        "is_interrupted": found.is_interrupted(now),
        "message": in_words(found.message),
        "hint": in_words(found.hint),
    }
    template = "imports/progress_part.html" if is_part else "imports/progress.html"
    return render(request, template, context)


def _onwards(address: str, is_part: bool) -> HttpResponse:
    if is_part:
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)


@needs(Right.IMPORT)
@require_POST
def cancel(_request: HttpRequest, job: int) -> HttpResponse:
    """Asks a running import to stop; one that was broken off is taken up to be thrown away."""
    found = get_object_or_404(ImportJob, pk=job, state=JobState.RUNNING)
    if found.is_interrupted(timezone.now()):
        background_import.start(found, to_cancel=True)
    else:
        ImportJob.objects.filter(pk=found.pk).update(cancel_asked=True)
    return redirect("imports:progress", found.pk)


@needs(Right.IMPORT)
@require_POST
def resume(_request: HttpRequest, job: int) -> HttpResponse:
    """Goes on with an import that was broken off."""
    found = get_object_or_404(ImportJob, pk=job)
    if found.is_interrupted(timezone.now()):
        background_import.start(found)
    return redirect("imports:progress", found.pk)


@needs(Right.IMPORT)
@require_POST
def remove(request: HttpRequest, job: int) -> HttpResponse:
    """Throws an upload away that is not being taken in."""
    found = get_object_or_404(ImportJob, pk=job)
    if found.state in (JobState.RUNNING, JobState.DONE):
        raise Http404
    discard(found)
    messages.success(request, _("The upload is thrown away."))
    return redirect("imports:list")


@needs(Right.IMPORT)
@require_safe
def result(request: HttpRequest, import_id: int) -> HttpResponse:
    """What became of a file: rows read, kept and rejected, with the reasons."""
    outcome = _outcome(import_id)
    context = {
        "result": outcome,
        "summary": _summary(import_id),
        "job": ImportJob.objects.filter(import_id=import_id).first(),
        "reasons": reasons(outcome.rejects),
        "shown": len(outcome.rejects),
        "notes": [in_words(note) for note in outcome.notes],
    }
    return render(request, "imports/result.html", context)


def reasons(rejects: Iterable[RejectedRow]) -> list[dict[str, Any]]:
    """The rejected rows by column and reason, the most frequent first, with some row numbers."""
    groups: dict[tuple[str | None, str], list[int]] = {}
    for reject in rejects:
        groups.setdefault((reject.column, reject.reason), []).append(reject.row)
    found = [
        {
            "column": column,
            "reason": in_words(reason),
            "count": len(rows),
            "rows": rows[:SHOWN_ROWS],
            "more": max(len(rows) - SHOWN_ROWS, 0),
        }
        for (column, reason), rows in groups.items()
    ]
    return sorted(found, key=lambda group: -int(str(group["count"])))


@needs(Right.IMPORT)
@require_safe
def rejects(request: HttpRequest, import_id: int) -> HttpResponseBase:
    """The rejected rows as a file in the layout in which they came, with row and reason added."""
    _summary(import_id)
    record(person(request), Action.EXPORTED, f"rejected rows of import {import_id}")
    return StreamingHttpResponse(
        csv_lines(collect.rejected_lines(home(), import_id)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="rejects-{import_id}.csv"'},
    )


def csv_lines(lines: Iterable[tuple[str, ...]]) -> Iterator[bytes]:
    r"""Lines of a CSV file in UTF-8, with the mark by which spreadsheets know that.

    >>> list(csv_lines([("a", "b,c")]))[1:]
    [b'a,"b,c"\r\n']
    """
    yield b"\xef\xbb\xbf"
    writer = csv.writer(_Echo())
    for line in lines:
        yield writer.writerow(line).encode()


class _Echo:
    """A file that hands back what is written to it, as the csv module then does too."""

    def write(self, text: str) -> str:
        """The text."""
        return text


@needs(Right.IMPORT)
@require_http_methods(["GET", "POST"])
def undo(request: HttpRequest, import_id: int) -> HttpResponse:
    """Asks whether an import is to be undone, and undoes it."""
    summary = _summary(import_id)
    job = ImportJob.objects.filter(import_id=import_id).first()
    if request.method != "POST":
        return render(request, "imports/undo.html", {"summary": summary, "job": job})
    try:
        collect.undo(home(), import_id, now=timezone.now())
    except LuisterError as error:
        messages.error(request, str(error))
        return redirect("imports:result", import_id)
    record(person(request), Action.UNDONE, f"import {import_id} {summary.survey}")
    messages.success(request, _("The import is undone. Its answers count no more."))
    return redirect("imports:list")


def _summary(import_id: int) -> collect.ImportSummary:
    for summary in collect.imports(home()):
        if summary.id == import_id:
            return summary
    raise Http404


def _outcome(import_id: int) -> ImportResult:
    try:
        return collect.import_result(home(), import_id)
    except UnknownNameError:
        raise Http404 from None
