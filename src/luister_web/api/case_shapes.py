"""The shapes of what a program says and is told about cases."""

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Path, Schema
from pydantic import ConfigDict, Field

CaseNumber = Annotated[int, Path(description="Number of the case.", ge=1, le=2**53)]
_About = Literal["complaint", "call_back", "question", "praise", "change", "other"]
_Priority = Literal["urgent", "high", "normal", "low"]


class CaseShape(Schema):
    """A case; `customer` is the organisation's own key, `due_at` the deadline that counts now."""

    id: int
    state: str
    about: str
    subject: str
    priority: str
    queue: str
    team: str
    owner: str
    customer: str | None
    survey: str
    process: str
    response: str
    signal: int | None
    before_case: int | None
    opened_by: str
    opened_at: datetime
    due_at: datetime | None
    contact_due_at: datetime
    solve_due_at: datetime
    contacted_at: datetime | None
    solved_at: datetime | None
    closed_at: datetime | None
    outcome: str
    root_cause: str


class CasesShape(Schema):
    """One page of cases, what is due first, and how many fit in all."""

    total: int
    cases: list[CaseShape]


class EntryShape(Schema):
    """A line of history."""

    at: datetime
    who: str
    what: str
    words: str


class CaseLetterShape(Schema):
    """A letter out or in."""

    direction: str
    at: datetime
    who: str
    subject: str
    text: str
    state: str


class WholeCaseShape(CaseShape):
    """A case with its history and letters, where it may go, and the later cases that name it."""

    history: list[EntryShape]
    letters: list[CaseLetterShape]
    moves: list[str]
    came_back: list[int]


class CaseParameters(Schema):
    """Which cases."""

    state: Literal["open", "accepted", "contacted", "waiting", "solved", "closed"] | None = Field(
        None, description="State of the case."
    )
    queue: str = Field("", max_length=80, description="Name of the queue.")
    owner: str | None = Field(
        None, max_length=100, description="User name of the owner; empty is nobody."
    )
    overdue: bool = Field(False, description="Only what passed its deadline.")
    search: str = Field(
        "", max_length=200, description="A text in the subject, or the customer's key."
    )
    limit: int = Field(50, ge=1, le=500, description="How many on a page.")
    offset: int = Field(0, ge=0, le=1_000_000, description="How many to pass over.")


class ReviewParameters(Schema):
    """Of which cases."""

    since: date | None = Field(
        None, description="Cases opened since this day; 90 days ago if left out."
    )


class NewCaseShape(Schema):
    """A case on an answer, or one with a subject of its own; what is left out, rules and load decide."""

    answer: int | None = Field(None, ge=0, le=2**63 - 1, description="Id of the response.")
    subject: str = Field("", max_length=200)
    about: _About | None = None
    customer: str = Field("", max_length=255)
    team: str = Field("", max_length=200)
    process: str = Field("", max_length=200)
    priority: _Priority | None = None
    queue: str = Field("", max_length=80)
    owner: str = Field("", max_length=100)
    before_case: int | None = Field(None, ge=1, le=2**53)
    words: str = Field("", max_length=20_000)

    model_config = ConfigDict(extra="forbid")


class CaseMove(Schema):
    """Another state; to close a case, how it ended."""

    to: Literal["open", "accepted", "contacted", "waiting", "solved", "closed"]
    words: str = Field("", max_length=20_000)
    outcome: str = Field("", max_length=80)
    root_cause: str = Field("", max_length=80)

    model_config = ConfigDict(extra="forbid")


class CaseNote(Schema):
    """A note; @name calls somebody."""

    words: str = Field(min_length=1, max_length=20_000)

    model_config = ConfigDict(extra="forbid")


class HandOver(Schema):
    """To whom, or to which queue."""

    owner: str = Field("", max_length=100)
    queue: str = Field("", max_length=80)

    model_config = ConfigDict(extra="forbid")


class CaseReply(Schema):
    """A letter to the customer."""

    subject: str = Field(min_length=1, max_length=200)
    text: str = Field(min_length=1, max_length=20_000)
    language: str = Field("", max_length=10)

    model_config = ConfigDict(extra="forbid")


class LetterNamed(Schema):
    """The name of the letter that is on its way."""

    letter: str
