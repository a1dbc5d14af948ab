"""The letters of invitations: which are due, which are on their way, and what became of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from luister.store.contacts import key_of
from luister.store.moment_text import text_of
from luister.store.truth import Truth
from luister.store.webhooks import notify

WAITING, SENDING, SENT, FAILED, UNSURE, WITHDRAWN, LEFT_ALONE = (
    "waiting",
    "sending",
    "sent",
    "failed",
    "unsure",
    "withdrawn",
    "left-alone",
)
"""A letter waits, is on its way, left, was turned down for good, may have left, or is not wanted any more.

One that may have left is left alone once a person decided that it is not sent again.
"""

_FIRM = (
    "UPDATE store_ask SET is_waiting = 0 WHERE id = "
    "(SELECT ask FROM store_invitation WHERE token = ?)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLetter:
    """A letter to send, with what is known of the person at this moment."""

    token: str
    ordinal: int
    survey: str
    channel: str
    attempts: int
    language: str
    customer: int
    ask: str
    email: str | None
    phone: str | None
    name: str | None
    time_zone: str | None
    address_state: str | None
    opted_out: bool
    finished: bool
    bounced: bool
    withdrawn: bool
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class Change:
    """What a letter becomes; `due_at` where it waits again, `was_tried` False where that was not its own fault."""

    token: str
    ordinal: int
    state: str
    problem: str = ""
    due_at: datetime | None = None
    was_tried: bool = True


@dataclass(frozen=True, slots=True)
class NewLetter:
    """A letter that will be due."""

    token: str
    ordinal: int
    survey: str
    channel: str
    due_at: datetime


def add_letters(truth: Truth, letters: Iterable[NewLetter], *, now: datetime) -> None:
    """Keeps letters that wait; one that is there already stays as it is. Call inside a transaction."""
    at = text_of(now)
    truth.executemany(
        "INSERT INTO store_letter (token, ordinal, survey, channel, state, due_at, attempts, "
        "changed_at, problem) VALUES (?, ?, ?, ?, ?, ?, 0, ?, '') "
        "ON CONFLICT (token, ordinal) DO NOTHING",
        [
            (one.token, one.ordinal, one.survey, one.channel, WAITING, text_of(one.due_at), at)
            for one in letters
        ],
    )


def due_surveys(truth: Truth, *, now: datetime) -> list[tuple[str, str]]:
    """The surveys, each with a channel, that have letters due."""
    rows = truth.execute(
        "SELECT DISTINCT survey, channel FROM store_letter WHERE state = ? AND due_at <= ? "
        "ORDER BY survey, channel",
        (WAITING, text_of(now)),
    )
    return [(survey, channel) for survey, channel in rows]


def sent_lately(truth: Truth, survey: str, *, since: datetime) -> int:
    """How many letters of a survey left, or are leaving, since a moment."""
    rows = truth.execute(
        "SELECT count(*) FROM store_letter WHERE survey = ? AND changed_at > ? "
        "AND state IN ('sent', 'sending', 'unsure', 'left-alone')",
        (survey, text_of(since)),
    )
    return int(rows[0][0])


def take_due(
    truth: Truth, survey: str, channel: str, *, sender: str, now: datetime, limit: int
) -> list[DueLetter]:
    """Letters that are due, taken by `sender`: nobody else will send them. The longest due come first."""
    skip = " FOR UPDATE SKIP LOCKED" if truth.is_postgres else ""
    at = text_of(now)
    with truth.transaction():
        keys = truth.execute(
            "SELECT token, ordinal FROM store_letter WHERE state = ? AND due_at <= ? AND survey = ? "
            f"AND channel = ? ORDER BY due_at, token LIMIT ?{skip}",
            (WAITING, at, survey, channel, limit),
        )
        truth.executemany(
            "UPDATE store_letter SET state = ?, sender = ?, changed_at = ?, attempts = attempts + 1 "
            "WHERE token = ? AND ordinal = ?",
            [(SENDING, sender, at, *key) for key in keys],
        )
        # From now on the ask is firm: no other survey may push it out.
        truth.executemany(_FIRM, [(token,) for token, _ in keys])
    return letters_named(truth, keys)


def on_their_way(truth: Truth, sender: str) -> list[tuple[str, int, str]]:
    """The letters that a sender took and of which it told nothing: token, ordinal, channel."""
    rows = truth.execute(
        "SELECT token, ordinal, channel FROM store_letter WHERE state = ? AND sender = ?",
        (SENDING, sender),
    )
    return [(token, int(ordinal), channel) for token, ordinal, channel in rows]


def senders_before(truth: Truth, before: datetime) -> list[str]:
    """Those who took letters before a moment and told nothing of them since."""
    rows = truth.execute(
        "SELECT DISTINCT sender FROM store_letter WHERE state = ? AND changed_at < ?",
        (SENDING, text_of(before)),
    )
    return [str(sender) for (sender,) in rows]


def settle(
    truth: Truth, changes: Sequence[Change], *, sender: str, now: datetime
) -> list[tuple[str, int]]:
    """The letters that were still `sender`'s and are now what the changes say; call inside a transaction."""
    at = text_of(now)
    settled = []
    for one in changes:
        rows = truth.execute(
            "UPDATE store_letter SET state = ?, problem = ?, changed_at = ?, "
            "due_at = coalesce(?, due_at), attempts = attempts - ?, sender = ? "
            "WHERE token = ? AND ordinal = ? AND state = 'sending' AND sender = ? RETURNING token",
            (
                one.state, one.problem, at, text_of(one.due_at) if one.due_at else None,
                int(not one.was_tried), None if one.state == WAITING else sender,
                one.token, one.ordinal, sender,
            ),
        )  # fmt: skip
        settled += [(one.token, one.ordinal)] if rows else []
    _tell_invitations(
        truth, [one for one in changes if (one.token, one.ordinal) in set(settled)], now
    )
    return settled


def withdraw(truth: Truth, asks: Sequence[str], *, rule: str, now: datetime) -> list[str]:
    """Those of `asks` whose invitations were withdrawn in time: no letter of theirs had left.

    Their entries in the ledger are for the caller to take back. Call inside a transaction.
    """
    at = text_of(now)
    gone = []
    for ask in asks:
        # The letter first: a sender that takes it at this moment has it, or we do.
        rows = truth.execute(
            "UPDATE store_letter SET state = ?, changed_at = ? WHERE ordinal = 0 AND state = ? "
            "AND token = (SELECT token FROM store_invitation WHERE ask = ?) RETURNING token",
            (WITHDRAWN, at, WAITING, ask),
        )
        for (token,) in rows:
            truth.execute(
                "UPDATE store_invitation SET withdrawn_at = ?, withdrawn_by = ? WHERE token = ?",
                (at, rule, token),
            )
            gone.append(ask)
    return gone


def letters_in_state(
    truth: Truth, state: str, *, limit: int = 100, offset: int = 0
) -> tuple[int, list[dict[str, Any]]]:
    """How many letters are in a state, and one page of them, the latest first; each with its person."""
    total = truth.execute("SELECT count(*) FROM store_letter WHERE state = ?", (state,))
    rows = truth.execute(
        "SELECT l.token, l.ordinal, l.survey, l.channel, l.due_at, l.attempts, l.changed_at, "
        "l.problem, i.wave, c.customer_key FROM store_letter l "
        "LEFT JOIN store_invitation i ON i.token = l.token "
        "LEFT JOIN store_customer c ON c.id = i.customer "
        "WHERE l.state = ? ORDER BY l.changed_at DESC, l.token LIMIT ? OFFSET ?",
        (state, limit, offset),
    )
    names = (
        "token", "ordinal", "survey", "channel", "due_at", "attempts", "changed_at", "problem",
        "wave", "customer_key",
    )  # fmt: skip
    return int(total[0][0]), [dict(zip(names, row, strict=True)) for row in rows]


def too_old(now: datetime) -> datetime:
    """Before this moment a silent sender on another machine is taken for gone."""
    return now - timedelta(days=1)


def _tell_invitations(truth: Truth, changes: Sequence[Change], now: datetime) -> None:
    # What may have left counts as sent: the person may hold the link.
    for one in changes:
        if one.state in {SENT, UNSURE}:
            rows = truth.execute(
                "UPDATE store_invitation SET sent_at = ? WHERE token = ? AND sent_at IS NULL "
                "RETURNING survey, wave, channel, customer",
                (text_of(now), one.token),
            )
            for survey, wave, channel, customer in rows:
                told = {"survey": survey, "wave": wave, "channel": channel}
                notify(
                    truth,
                    "invitation.sent",
                    {**told, "customer": key_of(truth, customer)},
                    now=now,
                )


def letters_named(truth: Truth, keys: Iterable[Sequence[Any]]) -> list[DueLetter]:
    """The letters with these tokens and ordinals."""
    return [one for key in keys for one in _letter(truth, key)]


def _letter(truth: Truth, key: Sequence[Any]) -> list[DueLetter]:
    rows = truth.execute(
        "SELECT l.token, l.ordinal, l.survey, l.channel, l.attempts, i.language, i.customer, i.ask, "
        "c.email, c.phone, c.name, c.time_zone, c.address_state, o.at, i.finished_at, "
        "i.bounced_at, i.withdrawn_at, i.expires_at "
        "FROM store_letter l JOIN store_invitation i ON i.token = l.token "
        "LEFT JOIN store_contact c ON c.customer = i.customer "
        "LEFT JOIN store_opt_out o ON o.customer = i.customer "
        "WHERE l.token = ? AND l.ordinal = ?",
        key,
    )
    return [
        DueLetter(
            token=row[0], ordinal=int(row[1]), survey=row[2], channel=row[3], attempts=int(row[4]),
            language=row[5], customer=int(row[6]), ask=row[7], email=row[8], phone=row[9],
            name=row[10], time_zone=row[11], address_state=row[12], opted_out=row[13] is not None,
            finished=row[14] is not None, bounced=row[15] is not None,
            withdrawn=row[16] is not None,
            expires_at=datetime.fromisoformat(row[17]) if row[17] else None,
        )
        for row in rows
    ]  # fmt: skip
