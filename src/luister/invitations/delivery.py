"""What a way of sending is given, what it tells on the way, and what it answers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

SENT, REFUSED, LATER, UNSURE = "sent", "refused", "later", "unsure"
"""Taken over by the other side; turned down for good; turned down for now; nobody can tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One letter on its way. `key` stays the same; `mail` and `sender` are for mail alone."""

    key: str
    to: str
    text: str
    link: str
    language: str
    mail: bytes = b""
    sender: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a parcel; `is_bounce` where the address itself does not exist."""

    state: str
    problem: str = ""
    is_bounce: bool = False


class Channel(Protocol):
    """A connection to the other side, opened for a while.

    It calls `handing` right before the one step after which the other side may have taken a parcel
    over.
    """

    def deliver(self, parcel: Parcel, handing: Callable[[], None]) -> Outcome:
        """What became of the parcel.

        Raises:
            StoreError: the other side cannot be reached at all; nothing was handed over.
        """

    def close(self) -> None:
        """Lets go of connections."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way of sending: how it is opened, and whether the same key handed over twice arrives once.

    Where it does, a parcel of which nobody can tell is simply handed over again.
    """

    opened: Callable[[], Channel]
    is_idempotent: bool = False


_FIRST_WAIT, _LONGEST_WAIT, _MOST_ATTEMPTS = timedelta(minutes=5), timedelta(hours=6), 10


def next_attempt(attempts: int, now: datetime) -> datetime | None:
    """When a letter is tried again after so many attempts; None where it is given up, after two days.

    >>> str(next_attempt(1, datetime(2026, 1, 1)))
    '2026-01-01 00:05:00'
    """
    if attempts >= _MOST_ATTEMPTS:
        return None
    return now + min(_FIRST_WAIT * (1 << (attempts - 1)), _LONGEST_WAIT)
