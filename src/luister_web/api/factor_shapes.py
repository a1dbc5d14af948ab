"""The shapes of what the API takes and says of checks of questions."""

from datetime import date
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from luister_web.api.driver_shapes import RunShape


class FactorsOrder(Schema):
    """Which questions of a survey are to be checked, and how."""

    survey: str
    questions: list[str] = Field(min_length=2, max_length=200, description="Ids of questions.")
    factors: int | None = Field(
        None, ge=0, le=50, description="How many; parallel analysis says where left out."
    )
    rotation: Literal["promax", "varimax", "none"] = "promax"
    first: date | None = Field(None, alias="from")
    last: date | None = Field(None, alias="to")
    seed: int = Field(1, ge=0, le=2**31)


class FactorsRunShape(RunShape):
    """A check with what was found, as `luister factors --json` tells it; look at `proper` first."""

    result: dict[str, Any] | None
