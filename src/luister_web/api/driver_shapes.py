"""The shapes of what the API takes and says of drivers."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

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


class WhatIfOrder(Schema):
    """Drivers that are raised together."""

    steps: dict[str, Annotated[float, Field(gt=0, le=100)]] = Field(
        min_length=1, max_length=100, description="By driver how many points it goes up."
    )
    where: dict[str, list[str]] = Field(
        {}, description="For whom: values by dimension; left out, for all of the calculation."
    )


class WhatIfShape(Schema):
    """What would come of it, if the association is causal; `beyond_placebo` is null where it cannot be told."""

    steps: dict[str, float]
    n: int
    unit: str
    gain: float
    gain_low: float
    gain_high: float
    room: float
    beyond_placebo: float | None
    beyond_placebo_low: float | None
    beyond_placebo_high: float | None
    is_more_than_mood: bool
