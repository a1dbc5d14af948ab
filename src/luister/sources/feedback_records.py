"""Feedback records as Formbricks Hub knows them, read as answers: one record is one answer to one question."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from luister.errors import MappingError
from luister.events.answer import AnswerStatus, Question, Scale
from luister.events.response import Answer

TYPES = ("text", "categorical", "nps", "csat", "ces", "rating", "number", "boolean", "date")
_FIXED = {"nps": Scale("nps", 0, 10), "csat": Scale("csat", 1, 5), "number": Scale("number")}
_ENDS = {"ces": (1.0, 7.0), "rating": (1.0, 5.0)}
_EASE = {5.0, 7.0}


@dataclass(frozen=True, slots=True)
class FeedbackRecord:
    """One record as it came. Only what Luister reads stands here.

    Source: the OpenAPI description of Formbricks Hub, `CreateFeedbackRecordInputBody`.
    """

    submission_id: str
    field_id: str
    field_type: str
    source_type: str
    source_id: str | None = None
    source_name: str | None = None
    field_label: str | None = None
    field_group_label: str | None = None
    value_text: str | None = None
    value_number: float | None = None
    value_boolean: bool | None = None
    value_date: datetime | None = None
    user_id: str | None = None
    language: str | None = None
    collected_at: datetime | None = None
    metadata: Mapping[str, Any] | None = None


def survey_of(record: FeedbackRecord, known: Mapping[str, tuple[Question, ...]]) -> str:
    """The survey that a record belongs to: the source by its id where we have it, else by its name."""
    if record.source_id and record.source_id in known:
        return record.source_id
    return record.source_name or record.source_id or record.source_type


def question_of(record: FeedbackRecord, known: tuple[Question, ...]) -> Question:
    """The question that a record answers: the one that the survey has, else a new one with the scale of its type.

    NPS is 0 to 10 and CSAT 1 to 5. CES is 1 to 7, rating 1 to 5, unless `metadata` says `scale_max` (and for a
    rating `scale_min`).

    Raises:
        MappingError: the type is unknown, or the scale that is stated is none.
    """
    for question in reversed(known):
        if question.id == record.field_id:
            return question
    group, label = record.field_group_label, record.field_label or record.field_id
    return Question(record.field_id, f"{group}: {label}" if group else label, _scale(record))


def answer_of(record: FeedbackRecord, question: Question) -> Answer:
    """The answer in a record.

    Raises:
        MappingError: the value is missing, of another kind, or off the scale.
    """
    is_number = question.scale.is_numeric
    return Answer(
        question=question.id,
        label=question.label,
        scale=question.scale.code,
        status=AnswerStatus.ANSWERED,
        value=_number(record, question.scale) if is_number else None,
        text=None if is_number else _text(record),
    )


def _scale(record: FeedbackRecord) -> Scale:
    kind = record.field_type
    if kind in _FIXED:
        return _FIXED[kind]
    if kind in ("categorical", "boolean"):
        return Scale("choice")
    if kind in ("text", "date"):
        return Scale("text")
    if kind not in _ENDS:
        raise MappingError(f"field_type is {kind!r}.", hint=f"Known are {', '.join(TYPES)}.")
    low, high = _ENDS[kind]
    told = record.metadata or {}
    low, high = told.get("scale_min", low), told.get("scale_max", high)
    if not _is_number(low) or not _is_number(high) or not low < high:
        raise MappingError(
            "metadata.scale_min and scale_max are no scale.", hint="Write two numbers."
        )
    if kind == "ces" and (low != 1 or high not in _EASE):
        raise MappingError("CES runs from 1 to 5 or 1 to 7.", hint="Send it as a rating instead.")
    return Scale(kind, float(low), float(high))


def _number(record: FeedbackRecord, scale: Scale) -> float:
    value = record.value_number
    if value is None:
        raise _missing(record, "value_number")
    low, high = scale.low, scale.high
    if low is not None and high is not None and not low <= value <= high:
        raise MappingError(
            f"{record.field_id}: {value:g} is not on its scale from {low:g} to {high:g}.",
            hint="State another scale with metadata.scale_min and scale_max on its first record.",
        )
    return value


def _text(record: FeedbackRecord) -> str:
    if record.field_type == "boolean":
        if record.value_boolean is None:
            raise _missing(record, "value_boolean")
        return "yes" if record.value_boolean else "no"
    if record.field_type == "date":
        if record.value_date is None:
            raise _missing(record, "value_date")
        return record.value_date.date().isoformat()
    if record.value_text is None or not record.value_text.strip():
        raise _missing(record, "value_text")
    return record.value_text.replace("\0", "")


def _missing(record: FeedbackRecord, name: str) -> MappingError:
    return MappingError(
        f"{record.field_id}: {name} is missing.",
        hint=f"A record of type {record.field_type} has its value there.",
    )


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
