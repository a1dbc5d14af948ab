"""The shapes of samples that a job invites, and of letters that a person decides on."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Field, Path, Schema
from pydantic import ConfigDict

RunNumber = Annotated[int, Path(description="Number of the run.")]
RunAct = Annotated[Literal["cancel", "again"], Path(description="What to do with it.")]


class RunShape(Schema):
    """How far a sample is that a job invites; `state` is waiting, running, done, failed or cancelled."""

    run: int
    job: int
    state: str
    survey: str
    wave: str
    channel: str
    drawn: int
    done: int
    invited: int
    held_back: dict[str, int]
    gave_way: int
    problem: str
    hint: str


class LetterParameters(Schema):
    """Which letters wait for a decision."""

    state: Literal["unsure", "failed"] = Field("unsure", description="unsure or failed.")
    limit: int = Field(100, ge=1, le=500, description="How many on a page.")
    offset: int = Field(0, ge=0, description="How many to pass over.")


class LetterShape(Schema):
    """A letter that waits for a decision; `ordinal` is 0 for the invitation, else the reminder's number."""

    reference: str
    survey: str
    wave: str
    channel: str
    ordinal: int
    customer: str
    at: datetime | None
    problem: str


class LettersShape(Schema):
    """How many there are, and one page of them, the latest first."""

    total: int
    letters: list[LetterShape]


class Decision(Schema):
    """What becomes of letters in one state: of one survey where it is named, else of all."""

    state: Literal["unsure", "failed"]
    decision: Literal["send", "leave"]
    survey: str = ""
    until: datetime | None = Field(
        None, description="Only those in this state by then, with a time zone; now where left out."
    )

    model_config = ConfigDict(extra="forbid")


class DecidedShape(Schema):
    """How many letters were decided on."""

    decided: int
