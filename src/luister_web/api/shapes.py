"""The shapes of what the API says and is told, for its description."""

from datetime import date, datetime
from typing import Any

from ninja import Schema
from pydantic import ConfigDict, Field


class Refusal(Schema):
    """What is wrong and how to mend it."""

    error: str
    hint: str


class Stretch(Schema):
    """Days from and to, both included."""

    first: date = Field(alias="from")
    last: date = Field(alias="to")
    label: str = ""


class Compare(Schema):
    """The same group in another period; low and high are those of the difference."""

    period: Stretch
    value: float | None
    n: int | None
    difference: float | None
    low: float | None
    high: float | None
    verdict: str | None


class Row(Schema):
    """One group in one period; a suppressed one has null for value, low, high and what tells n."""

    group: dict[str, str]
    period: Stretch
    value: float | None
    low: float | None
    high: float | None
    n: int | None
    suppressed: bool
    effective_n: float | None
    design_effect: float | None
    target: float | None
    lower_bound: float | None
    status: str | None
    compare: Compare | None
    answers: dict[str, int]


class FrameName(Schema):
    """Known totals that a weighted report was weighted to: post-stratified or raked."""

    survey: str
    source: str
    method: str
    dimensions: list[str]


class ReportShape(Schema):
    """A metric by groups and periods."""

    metric: str
    unit: str
    rows: list[Row]
    survey: str | None
    questions: list[str]
    scale: str
    period: Stretch
    weighted: bool
    minimum_group: int
    version: int
    frames: list[FrameName]


class MetricShape(Schema):
    """A metric: its id, unit (points, percent, scale or count) and name."""

    metric: str
    unit: str
    label: str
    higher_is_better: bool


class QuestionShape(Schema):
    """A question: its id, scale and wording, and the names of its values."""

    question: str
    scale: str
    label: str
    labels: dict[str, str]


class SurveyShape(Schema):
    """A survey; `responses` is null where you see only a part of it."""

    survey: str
    responses: int | None
    first: date
    last: date
    waves: list[str]
    questions: list[QuestionShape]


class TargetShape(Schema):
    """A target for a metric, for one process or (null) for all, from a day on."""

    id: int
    metric: str
    process: str | None
    value: float
    lower_bound: float | None
    valid_from: date


class MarkShape(Schema):
    """Something that happened on a day and may explain a change."""

    id: int
    day: date
    label: str
    process: str | None


class AnswerShape(Schema):
    """An answer: a number or a text, and a status: answered, not_answered, not_applicable, not_asked."""

    value: float | None
    text: str | None
    status: str


class ResponseShape(Schema):
    """A filled-in form; beside these keys it has one for each dimension shown."""

    model_config = ConfigDict(extra="allow")

    response: str
    survey: str
    occurred_at: datetime
    customer: str | None
    complete: bool
    weight: float
    answers: dict[str, AnswerShape]


class ResponsesShape(Schema):
    """A page of responses, the latest first; none where the group is too small to be shown."""

    total: int | None
    suppressed: bool
    responses: list[ResponseShape]


class NewResponse(Schema):
    """A filled-in form. `key` is your own id of it: sent again it adds nothing."""

    survey: str
    key: str = Field(min_length=1, max_length=200)
    answers: dict[str, float | str] = Field(description="Question id: a number or a text.")
    occurred_at: datetime | None = Field(None, description="With a time zone; now where left out.")
    customer: str | None = None
    dimensions: dict[str, str] = Field({}, description="As channel, team or region: the value.")

    model_config = ConfigDict(extra="forbid")


class Accepted(Schema):
    """The import that holds the form; it counts from now on."""

    accepted: bool
    id: int


class NewResponses(Schema):
    """Many filled-in forms at once."""

    responses: list[NewResponse] = Field(min_length=1, max_length=500)


class AcceptedOrNot(Schema):
    """What became of one form: 201, or why it was not kept."""

    status: int
    accepted: bool | None = None
    id: int | None = None
    error: str | None = None
    hint: str | None = None


class ManyAccepted(Schema):
    """What became of each form, in the order in which they came."""

    results: list[AcceptedOrNot]


class RejectShape(Schema):
    """A row that was not kept, and why."""

    row: int
    column: str | None
    reason: str


class ImportShape(Schema):
    """What became of a file."""

    id: int | None
    survey: str
    read: int
    kept: int
    rejected: int
    added: int
    replaced: int
    unchanged: int
    rejects: list[RejectShape]
    notes: list[str]


Plain = dict[str, Any]
