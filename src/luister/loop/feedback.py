"""Feedback: records of other tools come in as answers, and answers go out as records."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from luister.events.response import Response
from luister.exports.feedback_records import record_id, records_of
from luister.loop.show import ResponsesRequest, shown_responses
from luister.sources import feedback_records as incoming
from luister.store.forms import add_answers, response_id
from luister.store.home import Store
from luister.store.questions import questions_of

FeedbackRecord = incoming.FeedbackRecord
TYPES = incoming.TYPES
_PAGE = 50


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a record: its id, its survey, and new, same or other (and then not kept)."""

    id: str
    survey: str
    outcome: str


def take_record(store: Store, record: FeedbackRecord, *, now: datetime) -> Kept:
    """What became of a record. Records of one submission are one form; the same again adds nothing.

    Raises:
        MappingError: the value does not fit its question, or its type is unknown.
    """
    known = questions_of(store)
    survey = incoming.survey_of(record, known)
    asked = known.get(survey, ())
    question = incoming.question_of(record, asked)
    number = str(response_id(survey, record.submission_id))
    form = Response(
        id=number,
        survey=survey,
        occurred_at=(record.collected_at or now).astimezone(UTC),
        customer=record.user_id,
        complete=True,
        weight=1.0,
        dimensions={"language": record.language} if record.language else {},
        answers=(incoming.answer_of(record, question),),
    )
    outcome = add_answers(store, form, (question,), source="api", now=now)
    return Kept(record_id(number, question.id), survey, outcome)


@dataclass(frozen=True, slots=True)
class RecordPage:
    """Some records, and where the next begin; None where there are no more or they are hidden."""

    records: tuple[dict[str, Any], ...]
    next_offset: int | None


def record_page(store: Store, request: ResponsesRequest) -> RecordPage:
    """About as many records as `request.limit`, the latest first: whole forms, so that none is torn.

    What a reader may not see in single answers is hidden here too.
    """
    found: list[dict[str, Any]] = []
    offset = request.offset
    while True:
        page = shown_responses(store, replace(request, limit=_PAGE, offset=offset))
        for form in page.responses:
            records = tuple(records_of(form))
            if found and len(found) + len(records) > request.limit:
                return RecordPage(tuple(found), offset)
            found += records
            offset += 1
        if len(page.responses) < _PAGE:
            return RecordPage(tuple(found), None)
