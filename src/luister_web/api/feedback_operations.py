"""Feedback records in and out, in the shape of Formbricks Hub."""

import base64
from datetime import datetime
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from ninja import NinjaAPI, Query, Router, Schema
from pydantic import ConfigDict, Field

from luister.errors import LuisterError, MappingError, StoreError
from luister.loop import feedback
from luister.loop.show import ResponsesRequest
from luister_web.access.audit import record
from luister_web.access.models import Action, KeyScope
from luister_web.access.rights import Right, rights_of, scope
from luister_web.api.asker import caller, keys_for
from luister_web.api.operations import REFUSALS, answer
from luister_web.api.refusals import refusal
from luister_web.api.shapes import Refusal
from luister_web.api.wording import SUMMARIES
from luister_web.current_home import home

_READERS, _SENDERS = keys_for(KeyScope.REPORTS), keys_for(KeyScope.ANSWERS)
router = Router(tags=["feedback"], auth=_SENDERS)
_UNFIT: dict[int, Any] = dict.fromkeys((409, 422), Refusal)
_MOST = 500
_MARK = "o"


class NewRecord(Schema):
    """One answer to one question. `submission_id` groups the answers of one form."""

    submission_id: str = Field(min_length=1, max_length=255)
    field_id: str = Field(min_length=1, max_length=255)
    field_type: str = Field(max_length=255)
    source_type: str = Field(min_length=1, max_length=255)
    tenant_id: str = Field("", max_length=255)
    source_id: str | None = Field(None, max_length=255)
    source_name: str | None = Field(None, max_length=255)
    field_label: str | None = Field(None, max_length=2048)
    field_group_id: str | None = Field(None, max_length=255)
    field_group_label: str | None = Field(None, max_length=2048)
    value_text: str | None = Field(None, max_length=30_000)
    value_number: float | None = Field(None, ge=-1e15, le=1e15, allow_inf_nan=False)
    value_boolean: bool | None = None
    value_date: datetime | None = None
    value_id: str | None = Field(None, max_length=255)
    user_id: str | None = Field(None, max_length=255)
    language: str | None = Field(None, max_length=10)
    collected_at: datetime | None = None
    metadata: dict[str, Any] | None = None

    model_config = ConfigDict(extra="forbid")


class NewRecords(Schema):
    """Many records at once."""

    records: list[NewRecord] = Field(min_length=1, max_length=_MOST)


class RecordShape(Schema):
    """A record as it goes out."""

    id: str
    collected_at: datetime
    source_type: str
    source_id: str | None = None
    source_name: str | None = None
    submission_id: str
    field_id: str
    field_label: str | None = None
    field_type: str
    value_text: str | None = None
    value_number: float | None = None
    user_id: str | None = None
    language: str | None = None


class RecordsShape(Schema):
    """A page of records; without next_cursor it is the last."""

    data: list[RecordShape]
    limit: int
    next_cursor: str | None = None


class OutcomeShape(Schema):
    """What became of one record: 201, 200, 409 or 422, and why."""

    status: int
    id: str | None = None
    error: str | None = None
    hint: str | None = None


class OutcomesShape(Schema):
    """What became of each record, in the order in which they came."""

    results: list[OutcomeShape]


class RecordParameters(Schema):
    """Which records."""

    source_id: str | None = Field(None, description="Name of the survey.")
    field_id: str | None = Field(None, description="Id of the question.")
    since: datetime | None = Field(None, description="First moment of collected_at, by the day.")
    until: datetime | None = Field(None, description="Last moment of collected_at, by the day.")
    tenant_id: str = Field(
        "", description="Taken for compatibility; a home holds one organisation."
    )
    limit: int = Field(100, ge=1, le=1000, description="Records on a page, about.")
    cursor: str = Field("", description="Where the page begins: next_cursor of the page before.")


@router.get(
    "/feedback-records",
    response={200: RecordsShape, **REFUSALS},
    summary=SUMMARIES["feedback_records"],
    auth=_READERS,
)
def feedback_records(request: HttpRequest, parameters: Query[RecordParameters]) -> JsonResponse:
    """One record an answer, as Formbricks Hub has them; forms stay whole, so a page may be longer."""
    user = caller(request, Right.SEE_ANSWERS)
    rights = rights_of(user)
    wanted = ResponsesRequest(
        survey=parameters.source_id,
        question=parameters.field_id,
        first=parameters.since.date() if parameters.since else None,
        last=parameters.until.date() if parameters.until else None,
        scope=scope(user),
        dimensions=("language",),
        comments=Right.SEE_COMMENTS in rights,
        customers=Right.SEE_CUSTOMERS in rights,
        microdata=Right.SEE_MICRODATA in rights,
        limit=parameters.limit,
        offset=_offset(parameters.cursor),
    )
    page = feedback.record_page(home(), wanted)
    record(user, Action.EXPORTED, "feedback records", f"{len(page.records)}")
    told: dict[str, Any] = {"data": list(page.records), "limit": parameters.limit}
    if page.next_offset is not None:
        told["next_cursor"] = _cursor(page.next_offset)
    return answer(told)


@router.post(
    "/feedback-records",
    response={200: OutcomeShape, 201: OutcomeShape, **REFUSALS, **_UNFIT},
    summary=SUMMARIES["new_feedback_record"],
)
def new_feedback_record(request: HttpRequest, given: NewRecord) -> JsonResponse:
    """201: it is new. 200: it was there already. 409: another value was there, and stays."""
    caller(request, Right.IMPORT)
    outcome = _taken(given)
    if outcome.get("error"):
        return refusal(outcome["status"], outcome["error"], outcome["hint"])
    return answer({**given.dict(exclude_none=True), **outcome}, status=outcome["status"])


@router.post(
    "/feedback-records/batch",
    response={200: OutcomesShape, **REFUSALS, 422: Refusal},
    summary=SUMMARIES["new_feedback_records"],
)
def new_feedback_records(request: HttpRequest, given: NewRecords) -> JsonResponse:
    """Each record has an outcome of its own; a bad one keeps no other from being taken in."""
    caller(request, Right.IMPORT)
    return answer({"results": [_taken(one) for one in given.records]})


def add_to(api: NinjaAPI) -> None:
    """Adds these operations."""
    api.add_router("", router)


def _taken(given: NewRecord) -> dict[str, Any]:
    if given.collected_at is not None and given.collected_at.tzinfo is None:
        return _refused(422, "collected_at has no time zone.", "Write 2025-01-31T12:00:00Z.")
    left_out = {"tenant_id", "field_group_id", "value_id"}
    try:
        kept = feedback.take_record(
            home(),
            feedback.FeedbackRecord(**given.dict(exclude=left_out)),
            now=timezone.now(),
        )
    except (MappingError, StoreError) as error:
        return _refused(422, error.problem, error.hint)
    if kept.outcome == "other":
        hint = "An answer stays as it was given; send it under another submission_id."
        return _refused(409, f"Another value of {given.field_id} is kept.", hint)
    return {"status": 201 if kept.outcome == "new" else 200, "id": kept.id}


def _refused(status: int, error: str, hint: str) -> dict[str, Any]:
    return {"status": status, "error": error, "hint": hint}


def _cursor(offset: int) -> str:
    return base64.urlsafe_b64encode(f"{_MARK}{offset}".encode()).decode()


def _offset(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        text = base64.urlsafe_b64decode(cursor.encode()).decode()
    except (ValueError, UnicodeError):
        text = ""
    if not text.startswith(_MARK) or not text[1:].isdecimal() or len(text) > 12:
        raise LuisterError("cursor is none of ours.", hint="Begin without it.")
    return int(text[1:])
