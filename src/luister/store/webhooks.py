"""Outgoing webhooks in the operational database: endpoints, and the messages on their way to them."""

import json
import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from luister.errors import StoreError, UnknownNameError
from luister.store import jobs
from luister.store.home import Store
from luister.store.moment_text import moment_of, text_of
from luister.store.truth import Row, Truth
from luister.store.webhook_types import TYPES

DUTY = "deliver_webhooks"
LONGEST_BODY = 64 * 1024
_COLUMNS = "id, url, name, types, state, nonce, digest, old_nonce, old_until, made_at"
_DELIVERY = (
    "id, webhook, message, type, body, state, attempts, due_at, status, error, made_at, tried_at"
)


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where messages go. `types` empty means all; `state` is on, off, or gone where it answered 410."""

    id: int
    url: str
    name: str
    types: tuple[str, ...]
    state: str
    nonce: str
    digest: str
    old_nonce: str | None
    old_until: datetime | None
    made_at: datetime | None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message to one endpoint; `state` is waiting, delivered or failed."""

    id: int
    webhook: int
    message: str
    type: str
    body: str
    state: str
    attempts: int
    due_at: datetime | None
    status: int | None
    error: str | None
    made_at: datetime | None
    tried_at: datetime | None


def notify(truth: Truth, event_type: str, data: Mapping[str, Any], *, now: datetime) -> int:
    """How many endpoints will be told; call it in the transaction in which the thing happens.

    `data` holds numbers and keys of what happened, not the words of a person. It is sent at least once:
    a receiver knows a message that comes twice by its id.

    Raises:
        UnknownNameError: there is no such type of event.
        StoreError: the message is longer than 64 KiB.
    """
    _check_type(event_type)
    rows = truth.execute("SELECT id, types FROM store_webhook WHERE state = 'on'")
    wanted = [row[0] for row in rows if _wants(row[1], event_type)]
    if wanted:
        _send_to(truth, wanted, event_type, data, now=now)
    return len(wanted)


def notify_one(
    truth: Truth, webhook: int, event_type: str, data: Mapping[str, Any], *, now: datetime
) -> None:
    """Tells one endpoint alone, whatever types it asked for."""
    _check_type(event_type)
    _send_to(truth, [webhook], event_type, data, now=now)


def _send_to(
    truth: Truth,
    webhooks: Iterable[int],
    event_type: str,
    data: Mapping[str, Any],
    *,
    now: datetime,
) -> None:
    told = {"type": event_type, "timestamp": text_of(now), "data": data}
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    if len(body.encode()) > LONGEST_BODY:
        raise StoreError(
            f"A message of {event_type} is longer than 64 KiB.", hint="Send keys, not contents."
        )
    message, at = f"msg_{secrets.token_hex(12)}", text_of(now)
    for webhook in webhooks:
        truth.execute(
            "INSERT INTO store_webhook_delivery (webhook, message, type, body, state, attempts, "
            "due_at, made_at) VALUES (?, ?, ?, ?, 'waiting', 0, ?, ?)",
            (webhook, message, event_type, body, at, at),
        )
    jobs.wake(truth, DUTY, due_at=now)


def _wants(types: str, event_type: str) -> bool:
    chosen = json.loads(types)
    return not chosen or event_type in chosen


def _check_type(event_type: str) -> None:
    if event_type not in TYPES:
        raise UnknownNameError(
            f"There is no event {event_type!r}.", hint=f"There are: {', '.join(TYPES)}."
        )


def add(  # noqa: PLR0913 - an endpoint has these parts
    store: Store,
    url: str,
    *,
    name: str,
    types: Collection[str],
    nonce: str,
    digest: str,
    now: datetime,
) -> int:
    """The number of a new endpoint."""
    for one in types:
        _check_type(one)
    rows = store.truth.execute(
        "INSERT INTO store_webhook (url, name, types, state, nonce, digest, made_at) "
        "VALUES (?, ?, ?, 'on', ?, ?, ?) RETURNING id",
        (url, name, json.dumps(sorted(types)), nonce, digest, text_of(now)),
    )
    return int(rows[0][0])


def listed(store: Store) -> list[Webhook]:
    """All endpoints, in order of their names."""
    rows = store.truth.execute(f"SELECT {_COLUMNS} FROM store_webhook ORDER BY name, id")
    return [_webhook(row) for row in rows]


def webhook_of(store: Store, number: int) -> Webhook:
    """The endpoint with this number.

    Raises:
        UnknownNameError: there is none.
    """
    rows = store.truth.execute(f"SELECT {_COLUMNS} FROM store_webhook WHERE id = ?", (number,))
    if not rows:
        raise UnknownNameError(f"There is no webhook {number}.", hint="It may have been removed.")
    return _webhook(rows[0])


def switch(store: Store, number: int, state: str) -> None:
    """Puts an endpoint on, off, or gone; what waits for it waits on until it is on again."""
    store.truth.execute("UPDATE store_webhook SET state = ? WHERE id = ?", (state, number))


def renew_secret(
    store: Store, number: int, *, nonce: str, digest: str, old_until: datetime
) -> None:
    """Gives an endpoint a new secret; the one before signs too until then."""
    store.truth.execute(
        "UPDATE store_webhook SET old_nonce = nonce, old_until = ?, nonce = ?, digest = ? "
        "WHERE id = ?",
        (text_of(old_until), nonce, digest, number),
    )


def remove(store: Store, number: int) -> None:
    """Removes an endpoint and every message to it."""
    with store.truth.transaction():
        store.truth.execute("DELETE FROM store_webhook_delivery WHERE webhook = ?", (number,))
        store.truth.execute("DELETE FROM store_webhook WHERE id = ?", (number,))


def due(store: Store, *, now: datetime, most: int, each: int) -> list[Delivery]:
    """Messages that are due, `each` to one endpoint at most: a slow one holds no other up."""
    rows = store.truth.execute(
        f"SELECT {_DELIVERY} FROM (SELECT d.*, row_number() OVER (PARTITION BY d.webhook "
        "ORDER BY d.due_at, d.id) AS place FROM store_webhook_delivery d "
        "JOIN store_webhook w ON w.id = d.webhook "
        "WHERE d.state = 'waiting' AND d.due_at <= ? AND w.state = 'on') due "
        "WHERE place <= ? ORDER BY due_at, id LIMIT ?",
        (text_of(now), each, most),
    )
    return [_delivery(row) for row in rows]


def keep_outcome(
    store: Store,
    delivery: Delivery,
    *,
    status: int | None,
    error: str,
    now: datetime,
    next_at: datetime | None,
) -> None:
    """Keeps what came of an attempt; without an error the message is delivered, without a next try failed."""
    state = "delivered" if not error else "waiting" if next_at else "failed"
    store.truth.execute(
        "UPDATE store_webhook_delivery SET state = ?, attempts = ?, due_at = ?, status = ?, "
        "error = nullif(?, ''), tried_at = ? WHERE id = ?",
        (
            state,
            delivery.attempts + 1,
            text_of(next_at or now),
            status,
            error,
            text_of(now),
            delivery.id,
        ),
    )


def replay(store: Store, delivery: int, *, now: datetime) -> int:
    """The endpoint to which a message is sent once more, under the same id.

    Raises:
        UnknownNameError: there is no such message.
    """
    with store.truth.transaction():
        rows = store.truth.execute(
            "UPDATE store_webhook_delivery SET state = 'waiting', attempts = 0, due_at = ? "
            "WHERE id = ? RETURNING webhook",
            (text_of(now), delivery),
        )
        if rows:
            jobs.wake(store.truth, DUTY, due_at=now)
    if not rows:
        raise UnknownNameError(f"There is no message {delivery}.", hint="It may have been let go.")
    return int(rows[0][0])


def deliveries(store: Store, webhook: int, *, limit: int = 100) -> list[Delivery]:
    """The messages to an endpoint, the last first."""
    rows = store.truth.execute(
        f"SELECT {_DELIVERY} FROM store_webhook_delivery WHERE webhook = ? "
        "ORDER BY id DESC LIMIT ?",
        (webhook, limit),
    )
    return [_delivery(row) for row in rows]


def counts(store: Store) -> dict[tuple[int, str], int]:
    """How many messages there are by endpoint and state."""
    rows = store.truth.execute(
        "SELECT webhook, state, count(*) FROM store_webhook_delivery GROUP BY webhook, state"
    )
    return {(row[0], row[1]): row[2] for row in rows}


def _webhook(row: Row) -> Webhook:
    number, url, name, types, state, nonce, digest, old_nonce, old_until, made_at = row
    return Webhook(
        int(number),
        url,
        name,
        tuple(json.loads(types)),
        state,
        nonce,
        digest,
        old_nonce,
        moment_of(old_until),
        moment_of(made_at),
    )


def _delivery(row: Row) -> Delivery:
    number, webhook, message, kind, body, state, attempts, due_at, status, error, *moments = row
    return Delivery(
        int(number),
        webhook,
        message,
        kind,
        body,
        state,
        attempts,
        moment_of(due_at),
        status,
        error,
        moment_of(moments[0]),
        moment_of(moments[1]),
    )
