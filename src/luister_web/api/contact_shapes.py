"""The shapes of what a program says and is told about people."""

from datetime import datetime
from typing import Annotated

from ninja import Path, Schema
from pydantic import ConfigDict, Field

_MOST_CONTACTS = 10_000
ReservationId = Annotated[str, Path(description="The reservation that a yes gave.")]


class Asked(Schema):
    """A person by key, or else by e-mail address or telephone number, and what is wanted of them."""

    key: str = ""
    email: str = ""
    phone: str = ""
    attributes: dict[str, str] = Field({}, description="What rules may look at, as segment.")
    survey: str
    kind: str = Field("", description="relation, transaction, ...; the survey's own if left out.")
    channel: str = "mail"
    reserve: bool = Field(True, description="false only looks, and leaves no trace.")

    model_config = ConfigDict(extra="forbid")


class PermissionShape(Schema):
    """May the person be asked: if not, the rule that says so and until when (null: until it is mended)."""

    allowed: bool
    rule: str | None
    until: datetime | None
    reservation: str | None


class ReleasedShape(Schema):
    """The slot is free again."""

    released: bool


class ContactShape(Schema):
    """A person; without a key they go by their e-mail address."""

    key: str = ""
    email: str = ""
    phone: str = ""
    name: str = ""
    language: str = ""
    time_zone: str = ""
    attributes: dict[str, str] = {}

    model_config = ConfigDict(extra="forbid")

    def own(self) -> dict[str, str]:
        """The parts that are no attributes."""
        return {
            "key": self.key,
            "email": self.email,
            "phone": self.phone,
            "name": self.name,
            "language": self.language,
            "time_zone": self.time_zone,
        }


class NewContacts(Schema):
    """Contacts, at most ten thousand at once."""

    contacts: list[ContactShape] = Field(max_length=_MOST_CONTACTS)
    dry_run: bool = False

    model_config = ConfigDict(extra="forbid")


class RejectedShape(Schema):
    """A contact that was not kept, counted from 1, and why."""

    row: int
    reason: str


class ContactsShape(Schema):
    """What became of contacts."""

    read: int
    kept: int
    rejected: int
    rejects: list[RejectedShape]


class NewInvitations(Schema):
    """Whom to invite: all contacts, or those with these keys or attributes, and a sample of them."""

    survey: str
    wave: str = Field("", description="In one wave nobody is invited twice.")
    channel: str = "mail"
    keys: list[str] | None = None
    where: dict[str, list[str]] = {}
    share: float | None = None
    every: int | None = None
    quota: dict[str, int] = Field({}, description="How many of each segment at most.")
    most: int | None = None
    due_at: datetime | None = Field(None, description="With a time zone; now where left out.")
    seed: int | None = Field(None, description="The same seed draws the same people.")

    model_config = ConfigDict(extra="forbid")


class InvitationsShape(Schema):
    """How many were drawn, invited, and held back by each rule."""

    survey: str
    wave: str
    drawn: int
    invited: int
    held_back: dict[str, int]
    gave_way: int


class FunnelParameters(Schema):
    """Which invitations, and split by what."""

    survey: str | None = Field(None, description="Name of the survey.")
    wave: str | None = Field(None, description="Name of the wave.")
    by: list[str] = Field([], description="survey, wave, channel or segment; repeatable.")


class FunnelRowShape(Schema):
    """How many came how far."""

    group: dict[str, str]
    invited: int
    sent: int
    bounced: int
    opened: int
    started: int
    finished: int


class HeldBackShape(Schema):
    """How many asks, of how many people, a rule held back."""

    group: dict[str, str]
    rule: str
    asks: int
    people: int


class FunnelShape(Schema):
    """The invitations and what was held back, by group."""

    invitations: list[FunnelRowShape]
    held_back: list[HeldBackShape]


class Returned(Schema):
    """What came back: hard, soft, complaint or opt-out, and of which letter or address."""

    kind: str
    message_id: str = ""
    email: str = ""
    why: str = ""

    model_config = ConfigDict(extra="forbid")


class ReturnedShape(Schema):
    """How many contacts it says something of."""

    marked: int
