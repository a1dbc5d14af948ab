"""Decide: a letter that failed, or of which nobody can tell, is sent again or left alone by a person."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from luister.errors import UnknownNameError
from luister.store import letter_decisions as decisions
from luister.store import letters
from luister.store.home import Store
from luister.store.moment_text import moment_of

UNSURE, FAILED = letters.UNSURE, letters.FAILED


@dataclass(frozen=True, slots=True)
class OpenLetter:
    """A letter that waits for a decision; its reference says nothing of the link that it carries."""

    reference: str
    survey: str
    wave: str
    channel: str
    ordinal: int
    customer_key: str
    at: datetime | None
    problem: str


def open_letters(
    store: Store, state: str, *, limit: int = 100, offset: int = 0
) -> tuple[int, list[OpenLetter]]:
    """How many letters are unsure, or failed, and one page of them, the latest first."""
    total, rows = letters.letters_in_state(store.truth, state, limit=limit, offset=offset)
    return total, [
        OpenLetter(
            reference=_reference(row["token"], row["ordinal"]),
            survey=row["survey"],
            wave=row["wave"] or "",
            channel=row["channel"],
            ordinal=int(row["ordinal"]),
            customer_key=row["customer_key"] or "",
            at=moment_of(row["changed_at"]),
            problem=row["problem"],
        )
        for row in rows
    ]


def send_again(store: Store, reference: str, *, now: datetime) -> None:
    """Lets a letter wait anew, though the person may have it already.

    Raises:
        UnknownNameError: no letter of this reference waits for a decision.
    """
    if not decisions.send_again(store.truth, *_meant(store, reference), now=now):
        raise _unknown(reference)


def leave_alone(store: Store, reference: str) -> None:
    """Lets a letter be as it is; it is asked about no more, and never sent again.

    Raises:
        UnknownNameError: no letter of this reference waits for a decision.
    """
    if not decisions.leave_alone(store.truth, *_meant(store, reference)):
        raise _unknown(reference)


def decide_all(
    store: Store, state: str, *, again: bool, until: datetime, now: datetime, survey: str = ""
) -> int:
    """How many letters in this state, of one survey where it is named, were decided on at once.

    Those that came into it after `until` are left for whoever sees them. `again` lets them wait anew,
    else they are let be.

    Raises:
        UnknownNameError: it is no state in which letters wait for a decision.
    """
    if state not in (UNSURE, FAILED):
        raise UnknownNameError(
            f"No letters wait as {state!r}.", hint=f"There are: {UNSURE}, {FAILED}."
        )
    if again:
        return decisions.send_all_again(store.truth, state, until=until, now=now, survey=survey)
    return decisions.leave_all(store.truth, state, until=until, survey=survey)


def _meant(store: Store, reference: str) -> tuple[str, int]:
    for token, ordinal in decisions.undecided(store.truth):
        if _reference(token, ordinal) == reference:
            return token, ordinal
    raise _unknown(reference)


def _reference(token: str, ordinal: int) -> str:
    return hashlib.sha256(f"{token} {ordinal}".encode()).hexdigest()[:32]


def _unknown(reference: str) -> UnknownNameError:
    return UnknownNameError(
        f"No letter {reference!r} waits for a decision.", hint="Somebody may have decided already."
    )
