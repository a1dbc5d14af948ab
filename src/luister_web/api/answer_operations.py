"""What a program may ask and send: single responses, and files of them."""

import tempfile
from datetime import UTC
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from ninja import File, Form, NinjaAPI, Query, Router
from ninja.files import UploadedFile

from luister.errors import UnknownNameError
from luister.events.import_result import ImportResult
from luister.loop.collect import accept, import_file
from luister.loop.export import response_object
from luister.loop.show import shown_responses
from luister_web.access.audit import record
from luister_web.access.models import Action
from luister_web.access.rights import Right
from luister_web.api.asker import caller
from luister_web.api.operations import REFUSALS, answer
from luister_web.api.parameters import PagedAnswerParameters
from luister_web.api.refusals import refusal
from luister_web.api.shapes import Accepted, ImportShape, NewResponse, Refusal, ResponsesShape
from luister_web.api.wording import SUMMARIES
from luister_web.current_home import home

router = Router(tags=["answers"])
_UNFIT: dict[int, Any] = dict.fromkeys((409, 422), Refusal)


@router.get(
    "/responses", response={200: ResponsesShape, **REFUSALS}, summary=SUMMARIES["responses"]
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
    moment = form.occurred_at
    if moment is not None and moment.tzinfo is None:
        return refusal(422, "occurred_at has no time zone.", "Write 2025-01-31T12:00:00Z.")
    try:
        number = accept(
            home(),
            form.survey,
            form.answers,
            key=form.key,
            now=timezone.now(),
            occurred_at=moment.astimezone(UTC) if moment else None,
            customer=form.customer,
            dimensions=form.dimensions,
        )
    except UnknownNameError as error:
        return refusal(422, error.problem, error.hint)
    return answer({"accepted": True, "id": number}, status=201)


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
