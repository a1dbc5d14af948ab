"""The shapes of known totals and response rates."""

from ninja import Schema
from pydantic import ConfigDict, Field


class MarginShape(Schema):
    """Known totals of one or more dimensions together: a line a group, its values and then how many there are."""

    dimensions: list[str] = Field(min_length=1)
    totals: list[list[str | float]] = Field(min_length=1)

    model_config = ConfigDict(extra="forbid")


class NewFrame(Schema):
    """Known totals of a survey: margins, or the dimensions by which to count all who were invited."""

    source: str = Field("API", max_length=200, description="Where the totals come from.")
    margins: list[MarginShape] = []
    invited_by: list[str] = []

    model_config = ConfigDict(extra="forbid")


class FrameShape(Schema):
    """Known totals, and what they make of all answers to the survey.

    `uncovered` is the share of the totals in groups from which nobody answered, which are `silent`.
    """

    survey: str
    source: str
    method: str
    margins: list[MarginShape]
    design_effect: float
    largest_weight: float
    uncovered: float
    silent: list[dict[str, str]]


class RemovedShape(Schema):
    """It is gone."""

    removed: bool


class Rate(Schema):
    """A share in percent with its 95 % interval; n are those who were asked."""

    value: float
    low: float
    high: float
    n: int


class RateShape(Schema):
    """The response rate of a group: whole forms, and with those left half-way; null where nobody was asked yet."""

    group: dict[str, str]
    finished: Rate | None
    started: Rate | None
