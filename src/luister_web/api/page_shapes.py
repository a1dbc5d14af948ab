"""The shapes of the team page and of the page of who steers."""

from datetime import date, datetime

from ninja import Schema
from pydantic import Field

from luister_web.api.case_shapes import CaseShape
from luister_web.api.warning_shapes import EstimateShape


class OpenEndedShape(Schema):
    """A number with its 95 % interval; `high` is null where nobody can tell."""

    value: float
    low: float
    high: float | None
    n: int


class NamedSignalShape(Schema):
    """A signal in short; `GET /signals/{number}` has all of it."""

    id: int
    kind: str
    process: str
    metric: str
    group: dict[str, str]
    raised_at: datetime
    words: str


class HandShape(Schema):
    """Somebody who may want a hand: `why` is under (the goal) or falling; the number leans on the team."""

    employee: str
    process: str
    metric: str
    why: str
    leaned: EstimateShape
    goal: float | None


class CoachingShape(Schema):
    """Coaching that is planned or under way."""

    id: int
    title: str
    employee: str
    due_on: date | None


class LoadShape(Schema):
    """How many cases somebody has under way; `owner` is empty for those of nobody."""

    owner: str
    under_way: int
    overdue: int


class SaidShape(Schema):
    """What an employee said beside the own results."""

    employee: str
    words: str
    changed_at: datetime | None


class TeamShape(Schema):
    """The team page; `team` is empty where the caller has none. Lists are cut as on the page, counts are whole."""

    team: str
    teams: list[str]
    days: int
    signals: list[NamedSignalShape]
    signal_count: int
    cases: list[CaseShape]
    case_count: int
    hands: list[HandShape]
    coaching: list[CoachingShape]
    loads: list[LoadShape]
    remarks: list[SaidShape]


class GoalShape(Schema):
    """A process against its target; the numbers are null where they are hidden."""

    process: str
    metric: str
    suppressed: bool
    estimate: EstimateShape | None
    target: float | None
    lower_bound: float | None
    status: str | None


class LoopShape(Schema):
    """The loop with customers: `in_time` in percent, `hours` the median to the first contact."""

    detractors: int
    with_case: int
    in_time: OpenEndedShape | None
    hours: OpenEndedShape | None
    cases: int


class UseShape(Schema):
    """How a unit uses Luister; `unit` is empty for all together, `signed_in` counts by week, the last first."""

    unit: str
    accounts: int
    signed_in: list[int]
    cases: int
    actions: int


class SteeringShape(Schema):
    """The page of who steers; `days` for goals and the loop, `weeks` for use."""

    days: int
    weeks: int
    goals: list[GoalShape]
    signals: list[NamedSignalShape]
    signal_count: int
    loop: LoopShape
    use: list[UseShape]


class TeamParameters(Schema):
    """Which team."""

    team: str | None = Field(
        None, description="Name of the team; the first you may see if left out."
    )
