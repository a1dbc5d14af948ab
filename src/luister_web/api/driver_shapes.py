"""The shapes of what the API takes and says of drivers."""

from datetime import date, datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field


class DriversOrder(Schema):
    """What is to be calculated: the drivers of an outcome within a survey."""

    survey: str
    outcome: str = Field(description="Id of the question.")
    drivers: list[str] = Field([], description="Ids of questions; proposed ones where left out.")
    by: str = Field("", description="A dimension, or year, quarter, month.")
    controls: list[str] = []
    missing: Literal["auto", "em", "listwise"] = "auto"
    unit: Literal["", "points", "percent", "scale"] = ""
    placebo: str = ""
    weighted: bool = Field(
        False, description="Let each form count by its weight, as in weighted reports."
    )
    yes: str = Field("", description="The answer that counts as yes, of an outcome in words.")
    first: date | None = Field(None, alias="from")
    last: date | None = Field(None, alias="to")
    seed: int = Field(1, ge=0, le=2**31)


class RunShape(Schema):
    """A calculation and how far it is; `problem` says why there is no result that could be relied on."""

    id: int
    state: str
    share: float
    settings: dict[str, Any]
    seed: int
    ordered_by: str
    made_at: datetime
    done_at: datetime | None
    data_version: int | None
    problem: str
    hint: str


class DriversRunShape(RunShape):
    """A calculation with what it found, as `luister drivers --json` tells it."""

    result: dict[str, Any] | None
