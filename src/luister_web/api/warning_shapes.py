"""The shapes of what the API says of the warning."""

from datetime import date

from ninja import Schema


class EstimateShape(Schema):
    """A value with its 95 % interval and the answers behind it."""

    value: float
    low: float
    high: float
    n: int


class ChangeShape(Schema):
    """How much higher after than before, with its 95 % interval."""

    value: float
    low: float
    high: float


class HidingEstimateShape(Schema):
    """A value with its 95 % interval and the answers behind it; all four are null where they are hidden."""

    value: float | None
    low: float | None
    high: float | None
    n: int | None


class MoveShape(Schema):
    """What moved, down or up, and since when."""

    metric: str
    group: dict[str, str]
    raised_on: date
    direction: str
    changed_on: date
    changed_low: date
    changed_high: date


class AlarmShape(MoveShape):
    """What would have been raised: what moved, since when, from what to what."""

    before: HidingEstimateShape
    after: HidingEstimateShape


class KeptAlarmShape(MoveShape):
    """An alarm that was raised; evidence and threshold are days between false alarms of this series.

    Before and after are null where they are hidden.
    """

    before: EstimateShape | None
    after: EstimateShape | None
    id: int
    question: str
    surveys: list[str]
    change: ChangeShape | None
    evidence: float
    threshold: float
    signal: int | None


class DelayShape(Schema):
    """A drop of this size is noticed after so many days, on average."""

    drop: float
    days: float | None


class SeriesShape(Schema):
    """A watched series; of a group that reports hide, answers are null and no delay is told."""

    metric: str
    group: dict[str, str]
    answers_per_day: float | None
    delays: list[DelayShape]


class WatchedShape(SeriesShape):
    """A series with its threshold; not watched as long as it has too few answers."""

    question: str
    surveys: list[str]
    answers: int | None
    threshold: float | None
    is_watched: bool
    counts_from: date
    baseline: EstimateShape | None


class ReplayShape(Schema):
    """What would have been raised in so many days over so many series."""

    alarms_per_year: float
    series: int
    days: int
    alarms: list[AlarmShape]
    watched: list[SeriesShape]
