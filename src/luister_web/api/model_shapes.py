"""The shapes of what the API takes and says of structural models."""

from datetime import date
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from luister_web.api.driver_shapes import RunShape


class ModelOrder(Schema):
    """What is to be estimated: a model in lavaan's syntax, of the answers to a survey."""

    survey: str
    model: str = Field(max_length=8000, description="In lavaan's syntax.")
    estimator: Literal["ml", "mlr", "fiml", "wlsmv", "pls", "plsc"] = "ml"
    group: str = Field("", description="A dimension that makes groups.")
    equal: Literal["configural", "metric", "scalar", "strict"] = "configural"
    std_lv: bool = Field(False, description="Constructs have variance 1, no item is fixed.")
    bootstrap: int = Field(0, ge=0, le=5000, description="Samples drawn anew (ml).")
    steps: bool = Field(False, description="Compare all steps of invariance.")
    hints: bool = False
    first: date | None = Field(None, alias="from")
    last: date | None = Field(None, alias="to")
    seed: int = Field(1, ge=0, le=2**31)


class ModelRunShape(RunShape):
    """A model with what was found, as `luister sem --json` tells it; look at `converged` and `proper` first."""

    result: dict[str, Any] | None
