"""The shapes of signals, of the rules on answers and of the weights."""

from datetime import date, datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field


class SignalParameters(Schema):
    """Which signals; `after` is the number of the last one of the page before."""

    state: str = Field("open", description="open, snoozed, dismissed, merged, done or all.")
    kind: str = Field("", description="alarm, answer or silence.")
    process: str = Field("", description="Name of the process.")
    response: str = Field("", description="Id of the form the signal is about.")
    each: bool = Field(
        False, description="Every alarm; else, of those on one move, the one that speaks for them."
    )
    followed: bool = Field(False, description="Only those you follow.")
    limit: int = Field(25, ge=1, le=200, description="How many on a page.")
    after: int | None = Field(
        None, ge=1, le=2**62, description="Number of the last one on the page before."
    )


class SignalEffect(Schema):
    """A change in the unit of its metric, with its 95 % interval."""

    value: float
    low: float
    high: float
    n: int
    unit: str


class SignalShape(Schema):
    """A signal; `importance` is its rank from 0 to 100 and `standing` why, part by part, null where unknown."""

    id: int
    kind: str
    state: str
    raised_at: datetime
    survey: str
    process: str
    metric: str
    group: dict[str, str]
    team: str
    employee: str
    customer: str | None
    response: str
    customers: int
    effect: SignalEffect | None
    details: dict[str, Any]
    snoozed_until: datetime | None
    merged_into: int | None
    importance: float | None
    standing: dict[str, Any] | None


class ListedSignalShape(SignalShape):
    """A signal of the list; of an alarm also how many others tell of the same move, and where it moved."""

    same_move: int
    moved_in: list[dict[str, str]]


class SignalsShape(Schema):
    """A page of signals; `total` is counted up to a thousand, `after` begins the next page, null on the last."""

    total: int
    after: int | None
    signals: list[ListedSignalShape]


class HistoryShape(Schema):
    """A line of the history."""

    at: datetime
    who: str
    what: str
    words: str
    facts: dict[str, Any]


class WholeSignalShape(SignalShape):
    """A signal with its history, who follows it, what was merged into it, and what may well be the same."""

    history: list[HistoryShape]
    followers: list[str]
    merged: list[int]
    alike: list[int]
    same_move: list[int]
    led_by: int | None
    moved_in: list[dict[str, str]]


class SignalAct(Schema):
    """What an act needs: `until` to snooze, `words` to dismiss or note, `into` to merge."""

    until: date | None = None
    words: str = Field("", max_length=2000)
    into: int | None = Field(None, ge=1, le=2**62)

    model_config = ConfigDict(extra="ignore")


ActName = Literal["snooze", "dismiss", "reopen", "merge", "follow", "unfollow", "note", "apart"]


class ConditionShape(Schema):
    """What an answer must be: `kind` is detractor, promoter, mark, value, option or words."""

    kind: str
    question: str = ""
    comparison: str = "at_most"
    number: float | None = None
    text: str = ""

    model_config = ConfigDict(extra="forbid")


class NewRule(Schema):
    """A rule on answers; every condition must hold."""

    name: str = Field(max_length=80)
    conditions: list[ConditionShape]
    survey: str = ""
    process: str = ""
    wait_days: float = 0.0
    unless: list[str] = []
    days: int = 7
    is_on: bool = True

    model_config = ConfigDict(extra="forbid")


class RuleShape(NewRule):
    """A rule with its number."""

    id: int
