"""Invitations: who was asked with which link, and what became of it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from luister.errors import StoreError
from luister.store.contacts import key_of
from luister.store.home import Store
from luister.store.moment_text import text_of
from luister.store.truth import Truth
from luister.store.webhooks import notify

MARKS = ("opened", "started", "finished")
"""What a person does with a link, in the order in which it happens."""

_COLUMNS = (
    "token, survey, wave, channel, segment, language, customer, ask, reason, dimensions, "
    "created_at, expires_at, withdrawn_at, withdrawn_by, sent_at, bounced_at, opened_at, "
    "started_at, finished_at"
)
_READ = ", ".join(f"i.{name}" for name in _COLUMNS.split(", "))


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """One person's link to one survey.

    `customer` is the pseudonym and `customer_key` the organisation's own key. `dimensions` are the
    contact's attributes that are declared dimensions, as they were when the person was invited.
    `reason` says what made us ask (a trigger, a wave).
    """

    token: str
    survey: str
    wave: str
    channel: str
    segment: str
    language: str
    customer: int
    customer_key: str
    ask: str
    reason: str
    dimensions: Mapping[str, str]
    created_at: datetime
    expires_at: datetime | None = None
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None
    sent_at: datetime | None = None
    bounced_at: datetime | None = None
    opened_at: datetime | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None

    @property
    def state(self) -> str:
        """The furthest it came: waiting, sent, bounced, opened, started, finished, or withdrawn."""
        for name in (*reversed(MARKS), "withdrawn", "bounced", "sent"):
            if getattr(self, f"{name}_at") is not None:
                return name
        return "waiting"

    def is_expired(self, now: datetime) -> bool:
        """True where the link does not take answers any more."""
        return self.expires_at is not None and now >= self.expires_at


def invitation_of(store: Store, token: str) -> Invitation | None:
    """The invitation behind a personal link; None where no such link was ever given out."""
    rows = store.truth.execute(
        f"SELECT {_READ}, c.customer_key FROM store_invitation i "
        "LEFT JOIN store_customer c ON c.id = i.customer WHERE i.token = ?",
        (token,),
    )
    return _invitation(rows[0]) if rows else None


def is_invited_for(truth: Truth, survey: str, reason: str) -> bool:
    """True where somebody was invited to `survey` for just this reason."""
    return bool(
        truth.execute(
            "SELECT 1 FROM store_invitation WHERE survey = ? AND reason = ? LIMIT 1",
            (survey, reason),
        )
    )


def mark(store: Store, token: str, what: str, *, now: datetime) -> None:
    """Keeps that a person opened, started or finished; the first time counts, and what goes before is implied.

    Raises:
        StoreError: `what` is none of MARKS.
    """
    if what not in MARKS:
        raise StoreError(f"An invitation is not marked {what!r}.", hint=f"Use {', '.join(MARKS)}.")
    names = MARKS[: MARKS.index(what) + 1]
    changes = ", ".join(f"{name}_at = coalesce({name}_at, ?)" for name in names)
    store.truth.execute(
        f"UPDATE store_invitation SET {changes} WHERE token = ? AND {what}_at IS NULL",
        (*[text_of(now)] * len(names), token),
    )


def add_invitations(truth: Truth, invitations: Iterable[Invitation]) -> None:
    """Keeps invitations; call inside a transaction."""
    columns = _COLUMNS.split(", ")
    truth.copy("store_invitation", columns, (_row(one) for one in invitations))


def invited_in_wave(truth: Truth, survey: str, wave: str) -> frozenset[int]:
    """The customers whom this wave of a survey has invited, those withdrawn left out."""
    rows = truth.execute(
        "SELECT customer FROM store_invitation WHERE survey = ? AND wave = ? "
        "AND withdrawn_at IS NULL",
        (survey, wave),
    )
    return frozenset(int(customer) for (customer,) in rows)


def mark_bounced(truth: Truth, token: str, *, now: datetime) -> None:
    """Keeps that a letter of this invitation came back; the first time counts."""
    rows = truth.execute(
        "UPDATE store_invitation SET bounced_at = ? WHERE token = ? AND bounced_at IS NULL "
        "RETURNING survey, wave, customer",
        (text_of(now), token),
    )
    for survey, wave, customer in rows:
        told = {"survey": survey, "wave": wave, "customer": key_of(truth, customer)}
        notify(truth, "invitation.bounced", told, now=now)


def invitations_of_customer(truth: Truth, customer: int) -> list[dict[str, Any]]:
    """The invitations of a customer as plain values, for the customer to take along."""
    rows = truth.execute(
        "SELECT survey, wave, channel, segment, language, reason, dimensions, created_at, sent_at, "
        "bounced_at, opened_at, started_at, finished_at FROM store_invitation WHERE customer = ? "
        "ORDER BY created_at",
        (customer,),
    )
    names = (
        "survey", "wave", "channel", "segment", "language", "reason", "dimensions", "created_at",
        "sent_at", "bounced_at", "opened_at", "started_at", "finished_at",
    )  # fmt: skip
    found = [dict(zip(names, row, strict=True)) for row in rows]
    return [{**one, "dimensions": json.loads(one["dimensions"])} for one in found]


def _row(one: Invitation) -> tuple[Any, ...]:
    moments = (
        one.expires_at, one.withdrawn_at, one.withdrawn_by, one.sent_at, one.bounced_at,
        one.opened_at, one.started_at, one.finished_at,
    )  # fmt: skip
    return (
        one.token, one.survey, one.wave, one.channel, one.segment, one.language, one.customer,
        one.ask, one.reason, json.dumps(dict(one.dimensions), ensure_ascii=False),
        text_of(one.created_at), *(text_of(at) if isinstance(at, datetime) else at for at in moments),
    )  # fmt: skip


def _invitation(row: Sequence[Any]) -> Invitation:
    found = dict(zip([*_COLUMNS.split(", "), "customer_key"], row, strict=True))
    moments = {
        name: datetime.fromisoformat(value) if value else None
        for name, value in found.items()
        if name.endswith("_at")
    }
    more = {"dimensions": json.loads(found["dimensions"]), "customer_key": found["customer_key"]}
    return Invitation(**{**found, **moments, **more})
