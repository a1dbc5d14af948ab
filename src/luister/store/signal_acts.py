"""What is done with a signal: each act changes its state and adds a line to its history, in one transaction."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from luister.errors import StoreError
from luister.store.moment_text import text_of
from luister.store.signal_list import (
    DISMISSED,
    DONE,
    MERGED,
    OPEN,
    SNOOZED,
    no_signal,
    signal_of,
)
from luister.store.truth import Truth

LONGEST_WORDS = 2000


def enter(  # noqa: PLR0913 - a line of a history has these parts
    truth: Truth,
    number: int,
    what: str,
    *,
    who: str,
    now: datetime,
    words: str = "",
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Adds a line to the history of a signal, such as that a case was opened; inside a transaction."""
    told = json.dumps(dict(facts or {}), ensure_ascii=False)
    truth.execute(
        "INSERT INTO store_signal_entry (signal, at, who, what, words, facts) VALUES (?, ?, ?, ?, ?, ?)",
        (number, text_of(now), who, what, words.strip()[:LONGEST_WORDS], told),
    )


def snooze(
    truth: Truth, number: int, *, until: datetime, who: str, now: datetime, words: str = ""
) -> None:
    """Puts a signal away until then; it comes back by itself.

    Raises:
        StoreError: `until` is not in the future, or the signal is not to be acted on.
    """
    if until <= now:
        raise StoreError(
            "The day to come back on is not in the future.", hint="Choose a later day."
        )
    with truth.transaction():
        _move(truth, number, SNOOZED, until=until)
        enter(
            truth,
            number,
            "snoozed",
            who=who,
            now=now,
            words=words,
            facts={"until": text_of(until)},
        )


def dismiss(truth: Truth, number: int, *, reason: str, who: str, now: datetime) -> None:
    """Puts a signal aside for good, with the reason; it can be taken up again.

    Raises:
        StoreError: no reason is given, or the signal is not to be acted on.
    """
    if not reason.strip():
        raise StoreError(
            "A signal is not dismissed without a reason.", hint="Say why, for who looks later."
        )
    with truth.transaction():
        _move(truth, number, DISMISSED)
        enter(truth, number, "dismissed", who=who, now=now, words=reason)


def finish(truth: Truth, number: int, *, who: str, now: datetime, words: str = "") -> None:
    """Notes that what the signal asked for is done."""
    with truth.transaction():
        _move(truth, number, DONE)
        enter(truth, number, "done", who=who, now=now, words=words)


def reopen(truth: Truth, number: int, *, who: str, now: datetime, words: str = "") -> None:
    """Takes a signal up again that was put away, dismissed, merged or done."""
    with truth.transaction():
        _lock(truth, number)
        if signal_of(truth, number).state == OPEN:
            return
        _set(truth, number, OPEN)
        enter(truth, number, "reopened", who=who, now=now, words=words)


def merge(truth: Truth, number: int, *, into: int, who: str, now: datetime) -> int:
    """The signal that this one is part of from now on: `into`, or what that one was merged into itself.

    What was merged into this one goes along, so that nothing is two steps away.

    Raises:
        StoreError: both are one already.
    """
    with truth.transaction():
        _lock(truth, min(number, into))
        _lock(truth, max(number, into))
        other = signal_of(truth, into)
        root = other.merged_into or other.id
        if root == number:
            raise StoreError(
                f"Signal {into} is signal {number} already.", hint="Choose another one."
            )
        _move(truth, number, MERGED, into=root)
        truth.execute(
            "UPDATE store_signal SET merged_into = ? WHERE merged_into = ?", (root, number)
        )
        enter(truth, number, "merged", who=who, now=now, facts={"into": root})
        enter(truth, root, "took in", who=who, now=now, facts={"signal": number})
    return root


def follow(truth: Truth, number: int, *, who: str, now: datetime, is_on: bool = True) -> None:
    """Lets somebody follow a signal, or no more; doing so twice changes nothing."""
    sql = (
        "INSERT INTO store_signal_follower (signal, who, since) VALUES (?, ?, ?) "
        "ON CONFLICT DO NOTHING RETURNING signal"
        if is_on
        else "DELETE FROM store_signal_follower WHERE signal = ? AND who = ? RETURNING signal"
    )
    values = (number, who, text_of(now)) if is_on else (number, who)
    with truth.transaction():
        signal_of(truth, number)
        if truth.execute(sql, values):
            enter(truth, number, "followed" if is_on else "unfollowed", who=who, now=now)


def bring_back(truth: Truth, *, now: datetime) -> int:
    """How many signals came back because the day they were put away until has come."""
    due = "state = 'snoozed' AND snoozed_until <= ?"
    if not truth.execute(f"SELECT 1 FROM store_signal WHERE {due} LIMIT 1", (text_of(now),)):
        return 0
    with truth.transaction():
        rows = truth.execute(
            f"UPDATE store_signal SET state = 'open', snoozed_until = NULL WHERE {due} RETURNING id",
            (text_of(now),),
        )
        for (number,) in rows:
            enter(truth, int(number), "came back", who="", now=now)
    return len(rows)


def _move(
    truth: Truth,
    number: int,
    state: str,
    *,
    until: datetime | None = None,
    into: int | None = None,
) -> None:
    _lock(truth, number)
    if signal_of(truth, number).state == MERGED:
        raise StoreError(
            f"Signal {number} is part of another.", hint="Act on that one, or take this one out."
        )
    _set(truth, number, state, until=until, into=into)


def _set(
    truth: Truth,
    number: int,
    state: str,
    *,
    until: datetime | None = None,
    into: int | None = None,
) -> None:
    truth.execute(
        "UPDATE store_signal SET state = ?, snoozed_until = ?, merged_into = ? WHERE id = ?",
        (state, text_of(until) if until else None, into, number),
    )


def _lock(truth: Truth, number: int) -> None:
    """Holds the row, so that two people at once act one after the other."""
    rows = truth.execute(
        "UPDATE store_signal SET state = state WHERE id = ? RETURNING id", (number,)
    )
    if not rows:
        raise no_signal(number)
