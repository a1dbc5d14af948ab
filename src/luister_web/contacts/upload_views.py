"""The pages on which a file of contacts comes in: given, understood, looked through, kept."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from luister.errors import LuisterError
from luister.loop import contacts
from luister_web.access.audit import record
from luister_web.access.models import Action
from luister_web.access.rights import Right, has_right, needs
from luister_web.current_home import home
from luister_web.imports.background_import import uploads_folder
from luister_web.imports.core_words import in_words
from luister_web.imports.tidying import forget_old_uploads
from luister_web.imports.uploads import HomeUploadHandler, forget_upload, upload_path

_UPLOADS = "contact_uploads"
_MEANINGS: Mapping[str, str | Promise] = {
    "key": gettext_lazy("Key: your own number of the customer"),
    "email": gettext_lazy("E-mail address"),
    "phone": gettext_lazy("Telephone number"),
    "name": gettext_lazy("Whole name"),
    "first_name": gettext_lazy("First name"),
    "last_name": gettext_lazy("Last name"),
    "language": gettext_lazy("Language"),
    "time_zone": gettext_lazy("Time zone"),
    contacts.ATTRIBUTE: gettext_lazy("An attribute, such as segment"),
    "": gettext_lazy("Leave it out"),
}


# Django reads the whole form when it checks the token, so the handler that writes into the home
# must be set before that; the inner view does the check.
@csrf_exempt
@needs(Right.CONTACTS)
@never_cache
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
    # The form is read here: before that the handler has seen nothing.
    request.POST.get("file")
    if handler.too_large:
        return _upload_page(request, problem=_too_large())
    kept = [one for one in handler.kept if one.size]
    if len(kept) != 1:
        for one in kept:
            forget_upload(uploads_folder(), one.token)
        problem = _("The file is empty.") if handler.kept else _("Please choose a file.")
        return _upload_page(request, problem=problem)
    forget_old_uploads(now=timezone.now())
    names = request.session.get(_UPLOADS, {})
    request.session[_UPLOADS] = {**names, kept[0].token: kept[0].file_name[-200:]}
    return redirect("contacts:columns", kept[0].token)


def _upload_page(request: HttpRequest, *, problem: str = "") -> HttpResponse:
    context = {
        "problem": problem,
        "limit": settings.LUISTER.upload_limit_mb << 20,
        "may_query": has_right(request.user, Right.PEOPLE),
    }
    return render(request, "contacts/upload.html", context, status=422 if problem else 200)


@needs(Right.CONTACTS)
@never_cache
@require_http_methods(["GET", "POST"])
def columns(request: HttpRequest, token: str) -> HttpResponse:
    """How a file is understood; a look at what would become of it, and its way into the contacts."""
    file_name, path = _own_upload(request, token)
    try:
        proposed = contacts.propose_file(path)
    except LuisterError as error:
        _forget(request, token)
        return _upload_page(request, problem=in_words(str(error)))
    context: dict[str, Any] = {"token": token, "file_name": file_name}
    meanings = dict(proposed.meanings)
    if request.method == "POST":
        meanings = _chosen(request, meanings)
        is_kept = request.POST.get("act") == "keep"
        context |= _outcome(request, path, meanings, is_kept=is_kept)
        if is_kept and "result" in context:
            _forget(request, token)
            return render(request, "contacts/taken_in.html", context)
    context["columns"] = _columns(meanings, proposed.first_rows)
    context["choices"] = list(_MEANINGS.items())
    return render(
        request, "contacts/columns.html", context, status=422 if "problem" in context else 200
    )


def _own_upload(request: HttpRequest, token: str) -> tuple[str, Path]:
    """The name and place of a file that this person gave; another one's is not there."""
    file_name = request.session.get(_UPLOADS, {}).get(token)
    if file_name is None:
        raise Http404
    path = upload_path(uploads_folder(), token)
    if not path.is_file():
        raise Http404
    return file_name, path


def _forget(request: HttpRequest, token: str) -> None:
    forget_upload(uploads_folder(), token)
    left = request.session.get(_UPLOADS, {})
    request.session[_UPLOADS] = {one: name for one, name in left.items() if one != token}


def _chosen(request: HttpRequest, proposed: Mapping[str, str]) -> dict[str, str]:
    """What the person says each column is; what is no choice of ours stays as proposed."""
    given = {
        heading: request.POST.get(f"column_{place}", meaning)
        for place, (heading, meaning) in enumerate(proposed.items())
    }
    return {
        heading: meaning if meaning in _MEANINGS else proposed[heading]
        for heading, meaning in given.items()
    }


def _outcome(
    request: HttpRequest, path: Path, meanings: Mapping[str, str], *, is_kept: bool
) -> dict[str, Any]:
    """What became of the rows, or why the columns do not do."""
    now = timezone.now()
    try:
        result = contacts.import_file(
            home(), path, meanings=meanings, now=now, dry_run=not is_kept
        )
    except LuisterError as error:
        return {"problem": in_words(str(error))}
    if is_kept:
        detail = f"{result.kept} kept, {result.rejected} not"
        record(request, Action.IMPORTED, "contacts", detail)
    rejects = [{"row": one.row, "reason": in_words(one.reason)} for one in result.rejects]
    return {"result": result, "rejects": rejects}


def _columns(
    meanings: Mapping[str, str], first_rows: tuple[tuple[str, ...], ...]
) -> list[dict[str, Any]]:
    return [
        {
            "heading": heading,
            "meaning": meaning,
            "cells": [row[place] for row in first_rows if place < len(row) and row[place]][:3],
        }
        for place, (heading, meaning) in enumerate(meanings.items())
    ]


def _too_large() -> str:
    return _("The file is larger than the %(limit)s MB that are allowed here.") % {
        "limit": settings.LUISTER.upload_limit_mb
    }
