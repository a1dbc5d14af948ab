"""What a program may ask and send: single responses, and files of them."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from ninja import File, Form, NinjaAPI, Query, Router
from ninja.files import UploadedFile

from luister.errors import LuisterError
from luister.events.import_result import ImportResult
from luister.loop.accept import SentForm, accept_all
from luister.loop.collect import import_file
from luister.loop.export import response_object
from luister.loop.show import shown_responses
from luister_web.access.audit import record
from luister_web.access.models import Action, KeyScope
from luister_web.access.rights import Right
from luister_web.api.asker import caller, keys_for
from luister_web.api.operations import REFUSALS, answer
from luister_web.api.parameters import PagedAnswerParameters
from luister_web.api.refusals import refusal
from luister_web.api.shapes import (
    Accepted,
    ImportShape,
    ManyAccepted,
    NewResponse,
    NewResponses,
    Refusal,
    ResponsesShape,
)
from luister_web.api.wanted_forms import outcome_of, sent_form
from luister_web.api.wording import SUMMARIES
from luister_web.current_home import home

_READERS, _SENDERS = keys_for(KeyScope.REPORTS), keys_for(KeyScope.ANSWERS)
router = Router(tags=["answers"], auth=_SENDERS)
_UNFIT: dict[int, Any] = dict.fromkeys((409, 422), Refusal)


@router.get(
    "/responses",
    response={200: ResponsesShape, **REFUSALS},
    summary=SUMMARIES["responses"],
    auth=_READERS,
)
def responses(request: HttpRequest, parameters: Query[PagedAnswerParameters]) -> JsonResponse:
    """A group that is hidden in reports is hidden here; comments and customers need their rights."""
    user = caller(request, Right.SEE_ANSWERS)
    wanted = parameters.request(user, limit=parameters.limit, offset=parameters.offset)
    page = shown_responses(home(), wanted)
    record(user, Action.EXPORTED, "answers", f"{len(page.responses)} from {parameters.offset}")
    return answer(
        {
            "total": page.total,
            "suppressed": page.is_suppressed,
            "responses": [response_object(one) for one in page.responses],
        }
    )


@router.post(
    "/responses",
    response={201: Accepted, **REFUSALS, **_UNFIT},
    summary=SUMMARIES["new_response"],
)
def new_response(request: HttpRequest, form: NewResponse) -> JsonResponse:
    """It is kept durably and counts when this answers; the survey must have been imported once."""
    caller(request, Right.IMPORT)
    (told,) = _kept((form,))
    return answer(told, status=told.pop("status"))


@router.post(
    "/responses/batch",
    response={200: ManyAccepted, **REFUSALS, 422: Refusal},
    summary=SUMMARIES["new_responses"],
)
def new_responses(request: HttpRequest, given: NewResponses) -> JsonResponse:
    """Up to 500, in one commit. Each has an outcome of its own; a bad one keeps no other from being taken in."""
    caller(request, Right.IMPORT)
    return answer({"results": _kept(given.responses)})


@router.post(
    "/imports",
    response={200: ImportShape, **REFUSALS, 413: Refusal, **_UNFIT},
    summary=SUMMARIES["new_import"],
)
def new_import(
    request: HttpRequest,
    file: File[UploadedFile],
    survey: Form[str],
    mapping: Form[str] = "",
    dry_run: Form[bool] = False,
) -> JsonResponse:
    """Answers once the file was taken in; a dry run keeps nothing. The mapping is TOML."""
    user = caller(request, Right.IMPORT)
    if (file.size or 0) > settings.LUISTER.upload_limit_mb << 20:
        return refusal(413, "The file is too big.", "Split it, or import it on the server.")
    result = _taken_in(file, survey, mapping, is_trial=dry_run)
    if not dry_run:
        record(user, Action.IMPORTED, f"{survey} {file.name}", f"{result.kept} rows kept")
    return answer(_said(result))


def add_to(api: NinjaAPI) -> None:
    """Adds these operations."""
    api.add_router("", router)


def _kept(forms: Sequence[NewResponse]) -> list[dict[str, Any]]:
    """What is said of each form, with its status."""
    read = [_read(form) for form in forms]
    good = [one for one in read if isinstance(one, SentForm)]
    kept = iter(accept_all(home(), good, now=timezone.now()))
    return [outcome_of(next(kept) if isinstance(one, SentForm) else one) for one in read]


def _read(form: NewResponse) -> SentForm | LuisterError:
    try:
        return sent_form(form)
    except LuisterError as error:
        return error


def _taken_in(file: UploadedFile, survey: str, mapping: str, *, is_trial: bool) -> ImportResult:
    with tempfile.TemporaryDirectory(prefix="luister-") as folder:
        path = Path(folder) / Path(file.name or "upload").name
        with path.open("wb") as kept:
            kept.writelines(file.chunks())
        return import_file(
            home(),
            path,
            survey=survey,
            mapping_text=mapping or None,
            dry_run=is_trial,
            now=timezone.now(),
        )


def _said(result: ImportResult) -> dict[str, object]:
    names = ("id", "survey", "read", "kept", "rejected", "added", "replaced", "unchanged")
    return {
        **{name: getattr(result, name) for name in names},
        "rejects": [
            {"row": one.row, "column": one.column, "reason": one.reason} for one in result.rejects
        ],
        "notes": list(result.notes),
    }
