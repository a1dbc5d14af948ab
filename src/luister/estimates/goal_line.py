"""What a dashboard draws beside the numbers: targets agreed and events to remember."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target for a metric, for one process or (None) for all, valid from a day on."""

    id: int
    metric: str
    process: str | None
    value: float
    lower_bound: float | None
    valid_from: date


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened on a day and may explain a change: "new telephone menu"."""

    id: int
    day: date
    label: str
    process: str | None
