"""One filled-in form as it comes over the wire, checked against the questions of its survey."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from luister.errors import UnknownNameError
from luister.events.answer import AnswerStatus, Question
from luister.events.response_batch import (
    DIMENSION,
    FIXED_COLUMNS,
    STATUS,
    TEXT,
    VALUE,
    ResponseBatch,
)

if TYPE_CHECKING:
    Column = pa.Array[Any]

_PLACES = {"wave", "process", "touchpoint", "channel", "employee", "team", "language"}


def batch_of_one(  # noqa: PLR0913 - a form has these parts
    survey: str,
    questions: Sequence[Question],
    answers: Mapping[str, float | str],
    *,
    key: str,
    occurred_at: datetime,
    customer: str | None,
    dimensions: Mapping[str, str],
) -> ResponseBatch:
    """A batch with one response; questions without an answer were not asked.

    Raises:
        UnknownNameError: an answer to a question that the survey does not have, or off its scale.
    """
    by_id = {question.id: question for question in questions}
    if unknown := sorted(set(answers) - set(by_id)):
        raise UnknownNameError(
            f"Survey {survey!r} has no question {unknown[0]!r}.",
            hint=f"It has: {', '.join(by_id)}.",
        )
    columns: dict[str, Column] = _fixed(key, occurred_at, customer, dimensions)
    own = tuple(sorted(set(dimensions) - _PLACES))
    columns |= {DIMENSION + name: pa.array([dimensions[name]], pa.string()) for name in own}
    asked = [by_id[name] for name in answers]
    for question in asked:
        columns |= _answer(question, answers[question.id])
    return ResponseBatch(survey, tuple(asked), own, pa.table(columns))


def _fixed(
    key: str, occurred_at: datetime, customer: str | None, dimensions: Mapping[str, str]
) -> "dict[str, Column]":
    known: dict[str, object] = {
        "row": 1,
        "key": key,
        "occurred_at": occurred_at,
        "customer": customer,
        "weight": 1.0,
        "complete": True,
        **{name: dimensions.get(name) for name in _PLACES},
    }
    return {
        name: pa.array([known[name]], FIXED_COLUMNS.field(name).type)
        for name in FIXED_COLUMNS.names
    }


def _answer(question: Question, answer: float | str) -> "dict[str, Column]":
    status = pa.array([int(AnswerStatus.ANSWERED)], pa.int8())
    if question.scale.is_numeric:
        return {
            VALUE + question.id: pa.array([_checked(question, answer)], pa.float64()),
            STATUS + question.id: status,
        }
    return {TEXT + question.id: pa.array([str(answer)], pa.string()), STATUS + question.id: status}


def _checked(question: Question, answer: float | str) -> float:
    low, high = question.scale.low, question.scale.high
    try:
        value = float(answer)
    except ValueError:
        value = float("nan")
    if value != value or (low is not None and high is not None and not low <= value <= high):
        ends = "" if low is None else f" from {low:g} to {high:g}"
        raise UnknownNameError(
            f"{question.id}: {answer!r} is not on its scale.", hint=f"Send a number{ends}."
        )
    return value
