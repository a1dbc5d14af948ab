"""One filled-in form, as it is read back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from luister.events.answer import AnswerStatus


@dataclass(frozen=True, slots=True)
class Answer:
    """What one customer said to one question; `value` is None unless answered in numbers.

    `text` is the comment, or the label of the option chosen; None where there is none or it may
    not be shown.
    """

    question: str
    label: str
    scale: str
    status: AnswerStatus
    value: float | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """A filled-in form: who, when, about what, and all its answers.

    `dimensions` holds the built-in ones (process, touchpoint, channel, team, employee, language,
    wave) and the organisation's own; a value is None where it is unknown and "•" where it is
    hidden to protect a small group. `customer` is None where the customer is unknown or may not be
    shown.
    """

    id: str
    survey: str
    occurred_at: datetime
    customer: str | None
    complete: bool
    weight: float
    dimensions: Mapping[str, str | None]
    answers: tuple[Answer, ...] = field(default=())
