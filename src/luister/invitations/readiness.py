"""Looks, right before a letter leaves, whether it is still wanted."""

from dataclasses import dataclass
from datetime import datetime

from luister.invitations.contact import GOOD
from luister.invitations.rest_rules import NO_ADDRESS, OPTED_OUT
from luister.invitations.sending_window import SendingWindow, next_moment

MAIL = "mail"
"""The channel that needs an e-mail address; all others need a telephone number."""

FINISHED, EXPIRED, WITHDRAWN = "finished", "expired", "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known of a letter and its person at this moment; `to` is the address for its channel."""

    channel: str
    to: str | None
    time_zone: str
    address_state: str = GOOD
    opted_out: bool = False
    finished: bool = False
    withdrawn: bool = False
    expires_at: datetime | None = None


def stopped_by(one: Standing, *, now: datetime) -> str | None:
    """What stops the letter for good; None where nothing does."""
    if one.withdrawn:
        return WITHDRAWN
    if one.finished:
        return FINISHED
    if one.opted_out:
        return OPTED_OUT
    if one.expires_at is not None and now >= one.expires_at:
        return EXPIRED
    if not one.to:
        return NO_ADDRESS
    if one.channel == MAIL and one.address_state != GOOD:
        return one.address_state
    return None


def waits_until(one: Standing, window: SendingWindow, *, now: datetime) -> datetime | None:
    """The moment that the letter has to wait for; None where it may leave now."""
    moment = next_moment(window, now, time_zone=one.time_zone)
    return moment if moment > now else None


def address_for(channel: str, *, email: str | None, phone: str | None) -> str | None:
    """The address that a channel uses."""
    return email if channel == MAIL else phone
