"""Receive: what other systems send becomes events, kept before the sender hears that they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from luister.errors import RefusedSenderError
from luister.events.received import Incoming, Received
from luister.loop.resolve import NO_CONTACTS, Contacts, tell_contacts
from luister.sources.cloud_events import cloud_events
from luister.sources.helpdesk_webhooks import webhook_events
from luister.sources.request_body import BODY_LIMIT, json_body, plain_body
from luister.sources.sender_key import sender_key
from luister.sources.tracking_calls import key_in, sent_in_address, tracking_events
from luister.sources.webhook_signature import check_signature
from luister.store import events
from luister.store.home import Store
from luister.store.source_keys import Source, source_at, source_of_key

LARGEST_BODY = BODY_LIMIT
_SIGNING = frozenset({"zammad", "chatwoot"})


@dataclass(frozen=True, slots=True)
class Call:
    """A call from outside as it came: headers with names in small letters, the address's fields, the body."""

    headers: Mapping[str, str]
    body: bytes
    query: Mapping[str, str] = field(default_factory=dict)


def receive_tracking(
    store: Store, call: Call, name: str, *, now: datetime, contacts: Contacts = NO_CONTACTS
) -> Received:
    """What became of a tracking call; `name` is the last word of its address (track, batch, capture ...).

    Raises:
        RefusedSenderError: no key, or one that opens nothing here.
        UnreadableBodyError, TooLargeBodyError: the body cannot be read; nothing was kept.
    """
    key = sender_key(call.headers, call.query)
    source = source_of_key(store, key, ("tracking",), now=now) if key else None
    payload = json_body(call.body, encoding=_encoding(call))
    if source is None:
        source = source_of_key(store, key_in(payload), ("tracking",), now=now)
    incoming = tracking_events(
        payload, call=name, source=source.event_source, now=now, sent=sent_in_address(call.query)
    )
    return _kept(store, source, incoming, contacts, now)


def receive_cloud_events(
    store: Store, call: Call, *, now: datetime, contacts: Contacts = NO_CONTACTS
) -> Received:
    """What became of CloudEvents.

    Raises:
        RefusedSenderError: no key, or one that opens nothing here.
        UnreadableBodyError, TooLargeBodyError: the body cannot be read; nothing was kept.
    """
    key = sender_key(call.headers, call.query)
    source = source_of_key(store, key, ("cloud_events",), now=now)
    incoming = cloud_events(call.headers, call.body, source=source.event_source, now=now)
    return _kept(store, source, incoming, contacts, now)


def receive_webhook(
    store: Store, call: Call, address: str, *, now: datetime, contacts: Contacts = NO_CONTACTS
) -> Received:
    """What became of a help desk's webhook that came to `address`.

    Raises:
        RefusedSenderError: no such address, or its signature or token is missing or wrong.
        UnreadableBodyError, TooLargeBodyError: the body cannot be read; nothing was kept.
    """
    source, secret = source_at(store, address)
    # The signature is of the bytes that were sent, so those are checked before they are read.
    plain_body(call.body, encoding=_encoding(call))
    if secret or source.kind in _SIGNING:
        check_signature(source.kind, call.headers, call.body, secret=secret, now=now)
    else:
        _check_token(store, call, source, now)
    payload = json_body(call.body, encoding=_encoding(call))
    incoming = webhook_events(
        source.kind, payload, fields=source.fields, source=source.event_source, now=now
    )
    return _kept(store, source, incoming, contacts, now)


def _kept(
    store: Store, source: Source, incoming: Incoming, contacts: Contacts, now: datetime
) -> Received:
    received = events.append(
        store, incoming, source=source.id, now=now, by_email=contacts.by_email
    )
    tell_contacts(store, incoming, contacts, now=now)
    return received


def _check_token(store: Store, call: Call, source: Source, now: datetime) -> None:
    key = sender_key(call.headers, call.query)
    if source_of_key(store, key, (source.kind,), now=now).id != source.id:
        raise RefusedSenderError(
            "The key is of another source.", hint="Use a key of the source at this address."
        )


def _encoding(call: Call) -> str:
    return call.headers.get("content-encoding", "")
