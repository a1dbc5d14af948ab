"""Write: the letter of one person, out of the survey's words and what is known of them."""

from dataclasses import dataclass
from datetime import datetime

from luister.errors import MappingError
from luister.invitations.delivery import Parcel
from luister.invitations.letter import FIRST, Envelope, letter, message_id, words_for
from luister.invitations.message import (
    Filling,
    Message,
    html_text,
    plain_text,
    short_text,
    subject,
)
from luister.invitations.plan import Plan
from luister.invitations.readiness import MAIL, address_for
from luister.store.letters import DueLetter


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Who sends: the address at which people reach this server, the organisation, and the mail's sender."""

    address: str
    organisation: str
    sender: str


@dataclass(frozen=True, slots=True)
class Preview:
    """A letter as its reader will see it: on one line, without markup, as a page, and as an SMS."""

    language: str
    subject: str
    text: str
    page: str
    short: str


def parcel_of(one: DueLetter, plan: Plan, office: Office, *, now: datetime) -> Parcel:
    """A letter, ready to go.

    Raises:
        MappingError: the plan has no words, or the person no address for the channel.
    """
    language, message = words_for(plan.words(one.ordinal), one.language, "")
    filling = _filling(one.token, office, one.name)
    to = address_for(one.channel, email=one.email, phone=one.phone)
    if not to:
        raise MappingError("There is no address.", hint="Give the contact one.")
    sender = plan.sender or office.sender
    envelope = Envelope(
        sender=sender, to=to, token=one.token, ordinal=one.ordinal, language=language
    )
    is_mail = one.channel == MAIL
    return Parcel(
        key=message_id(one.token, one.ordinal, "luister"),
        to=to,
        text=plain_text(message, filling) if is_mail else short_text(message, filling),
        link=filling.link,
        language=language,
        mail=letter(message, filling, envelope, at=now) if is_mail else b"",
        sender=sender,
    )


def preview(
    plan: Plan, language: str, office: Office, *, name: str | None, reminder: bool = False
) -> Preview:
    """A letter as it would look; its link leads nowhere.

    Raises:
        MappingError: the plan has no words.
    """
    from_plan = plan.words(FIRST + 1 if reminder else FIRST)
    found, message = words_for(from_plan, language, "")
    return previewed(message, found, office, name=name)


def previewed(message: Message, language: str, office: Office, *, name: str | None) -> Preview:
    """A message as it would look, also one that is not kept yet."""
    filling = _filling("preview", office, name)
    return Preview(
        language,
        subject(message, filling),
        plain_text(message, filling),
        html_text(message, filling, language=language),
        short_text(message, filling),
    )


def trial_parcel(plan: Plan, language: str, office: Office, *, to: str, now: datetime) -> Parcel:
    """A letter to try the way with: to an address that one gives, with a link that leads nowhere."""
    one = DueLetter(
        token="preview", ordinal=FIRST, survey="", channel=MAIL, attempts=1, language=language,
        customer=0, ask="", email=to, phone=None, name=None, time_zone=None, address_state=None,
        opted_out=False, finished=False, bounced=False, withdrawn=False, expires_at=None,
    )  # fmt: skip
    return parcel_of(one, plan, office, now=now)


def _filling(token: str, office: Office, name: str | None) -> Filling:
    link = f"{office.address.rstrip('/')}/s/{token}"
    return Filling(
        link=link, unsubscribe=f"{link}/unsubscribe", organisation=office.organisation, name=name
    )
