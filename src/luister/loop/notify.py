"""Notify: other systems are told what happened, signed, until they have heard it."""

import secrets
import socket
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from ipaddress import ip_network

from luister.errors import LuisterError, StoreError
from luister.store import webhook_care, webhook_types, webhooks
from luister.store.home import Store, secret_key_of
from luister.webhooks import address, sending
from luister.webhooks.retry_times import next_attempt
from luister.webhooks.signature import derived_secret, headers, secret_text

Webhook = webhooks.Webhook
Delivery = webhooks.Delivery
TYPES = webhook_types.TYPES
OLD_SECRET_HOLDS = timedelta(days=1)
_KEPT = timedelta(days=30)
_AT_ONCE = 16
_EACH = 2


def add(
    store: Store, url: str, *, name: str, types: Collection[str], now: datetime
) -> tuple[int, str]:
    """The number of a new endpoint and its secret, which is told here and never again.

    Raises:
        AddressError: the address is none that could be called.
    """
    address.target_of(url)
    nonce, secret = _new_secret(store)
    number = webhooks.add(
        store, url, name=name, types=types, nonce=nonce, digest=_digest(secret), now=now
    )
    return number, secret_text(secret)


def renew_secret(store: Store, number: int, *, now: datetime) -> str:
    """A new secret of an endpoint; for a day the one before signs too, so that no message is lost."""
    webhooks.webhook_of(store, number)
    nonce, secret = _new_secret(store)
    until = now + OLD_SECRET_HOLDS
    webhooks.renew_secret(store, number, nonce=nonce, digest=_digest(secret), old_until=until)
    return secret_text(secret)


def switch(store: Store, number: int, *, on: bool) -> None:
    """Puts an endpoint on or off."""
    webhooks.webhook_of(store, number)
    webhooks.switch(store, number, "on" if on else "off")


def remove(store: Store, number: int) -> None:
    """Removes an endpoint and every message to it."""
    webhooks.webhook_of(store, number)
    webhooks.remove(store, number)


def send_test(store: Store, number: int, *, now: datetime) -> None:
    """Sends a message that says nothing, to see whether it arrives."""
    webhooks.webhook_of(store, number)
    webhooks.notify_one(store.truth, number, "webhook.test", {"webhook": number}, now=now)


def replay(store: Store, delivery: int, *, now: datetime) -> int:
    """The endpoint to which a message is sent once more, under the same id."""
    return webhooks.replay(store, delivery, now=now)


def endpoints(store: Store) -> list[Webhook]:
    """All endpoints."""
    return webhooks.listed(store)


def endpoint(store: Store, number: int) -> Webhook:
    """One endpoint; UnknownNameError where there is none."""
    return webhooks.webhook_of(store, number)


def deliveries(store: Store, number: int) -> list[Delivery]:
    """The last messages to an endpoint, the last first."""
    return webhooks.deliveries(store, number)


def counts(store: Store) -> dict[tuple[int, str], int]:
    """How many messages there are by endpoint and state."""
    return webhooks.counts(store)


def forget_old(store: Store, *, now: datetime) -> int:
    """How many messages that were delivered or failed a month ago are let go."""
    return webhook_care.tidy(store, before=now - _KEPT)


@dataclass(frozen=True, slots=True)
class Line:
    """How messages leave: names are found, and one attempt is made; a test may put its own here."""

    resolve: address.Resolve
    send: Callable[..., sending.Outcome] = sending.send


def _found(host: str, port: int) -> list[str]:
    return [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def deliver_webhooks(
    store: Store,
    *,
    now: Callable[[], datetime],
    chance: Callable[[], float],
    should_stop: Callable[[], bool] = lambda: False,
    line: Line = Line(_found),
) -> int:
    """How many messages were tried: all that are due, some at once, few at once to one endpoint."""
    tried = 0
    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="webhook") as executor:
        while not should_stop():
            due = webhooks.due(store, now=now(), most=_AT_ONCE, each=_EACH)
            if not due:
                break
            known = {one.id: one for one in webhooks.listed(store)}
            attempts = [(one, known[one.webhook]) for one in due if one.webhook in known]
            signing = _Signing(store, now())
            outcomes = executor.map(partial(_attempt, signing=signing, line=line), attempts)
            for (delivery, _), outcome in zip(attempts, outcomes, strict=True):
                _keep(store, delivery, outcome, now=now(), chance=chance())
            tried += len(due)
    return tried


class _Signing:
    """What attempts of one moment share: the key, the networks that may be called, the time."""

    def __init__(self, store: Store, at: datetime) -> None:
        self.key = secret_key_of(store.folder)
        self.allowed: Sequence[address.Network] = [
            ip_network(one) for one in store.settings.webhook_networks
        ]
        self.at = at

    def secrets(self, webhook: Webhook) -> list[bytes]:
        """The secrets that sign now, the newest first."""
        newest = derived_secret(self.key, webhook.nonce)
        if _digest(newest) != webhook.digest:
            raise StoreError(
                "secret.key is another than the one this webhook was made with.",
                hint="Renew the secret of the webhook.",
            )
        holds = webhook.old_nonce and webhook.old_until and self.at < webhook.old_until
        return [newest, *([derived_secret(self.key, webhook.old_nonce or "")] if holds else [])]


def _attempt(pair: tuple[Delivery, Webhook], *, signing: _Signing, line: Line) -> sending.Outcome:
    delivery, webhook = pair
    body = delivery.body.encode()
    try:
        target = address.located(
            address.target_of(webhook.url), line.resolve, allowed=signing.allowed
        )
        signed = headers(delivery.message, body, at=signing.at, secrets=signing.secrets(webhook))
    except LuisterError as error:
        return sending.Outcome(None, str(error))
    return line.send(target, body, signed)


def _keep(
    store: Store, delivery: Delivery, outcome: sending.Outcome, *, now: datetime, chance: float
) -> None:
    again = next_attempt(delivery.attempts + 1, now=now, chance=chance, asked=outcome.wait)
    if outcome.is_gone:
        webhooks.switch(store, delivery.webhook, "gone")
    webhooks.keep_outcome(
        store,
        delivery,
        status=outcome.status,
        error="" if outcome.is_received else outcome.error,
        now=now,
        next_at=None if outcome.is_gone else again,
    )


def _new_secret(store: Store) -> tuple[str, bytes]:
    nonce = secrets.token_hex(16)
    return nonce, derived_secret(secret_key_of(store.folder), nonce)


def _digest(secret: bytes) -> str:
    return sha256(secret).hexdigest()
