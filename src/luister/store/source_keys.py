"""The sources that send events, and the keys with which they do: shown once, kept as a digest."""

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from luister.errors import RefusedSenderError, UnknownNameError
from luister.store.home import Store
from luister.store.rejected_items import stamp

KINDS = ("tracking", "cloud_events", "zammad", "chatwoot", "webhook")
"""What a source may send; a key of one kind opens no other."""

_MARK = "luister-source"
_FRESH = timedelta(minutes=1)  # "last used" is kept to the minute: not every call writes
_COLUMNS = "id, name, kind, address, fields, created_at, closed_at, last_at, kept, rejected"


@dataclass(frozen=True, slots=True)
class Source:
    """A system that sends events; `address` is the secret-free last part of its webhook address.

    `fields` maps our fields to paths in a generic webhook. `kept` and `rejected` count items.
    """

    id: int
    name: str
    kind: str
    address: str
    fields: Mapping[str, str]
    created_at: datetime
    closed_at: datetime | None
    last_at: datetime | None
    kept: int
    rejected: int

    @property
    def event_source(self) -> str:
        """The name of this source in its events."""
        return event_source(self.id)


@dataclass(frozen=True, slots=True)
class SourceKey:
    """A key as the page lists it: its beginning only."""

    id: int
    prefix: str
    created_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


def event_source(source: int) -> str:
    """The name of a source in its events.

    >>> event_source(7)
    'stream:7'
    """
    return f"stream:{source}"


def add_source(
    store: Store,
    name: str,
    kind: str,
    *,
    fields: Mapping[str, str],
    signing_secret: str,
    now: datetime,
) -> Source:
    """A new source.

    `signing_secret` is kept as it is, since a signature can be checked with nothing less; it is
    never shown again.

    Raises:
        UnknownNameError: there is no such kind.
    """
    if kind not in KINDS:
        raise UnknownNameError(f"There is no kind of source {kind!r}.", hint=", ".join(KINDS))
    address = secrets.token_urlsafe(12)
    rows = store.truth.execute(
        "INSERT INTO store_source (name, kind, address, signing_secret, fields, created_at, kept, rejected) "
        f"VALUES (?, ?, ?, ?, ?, ?, 0, 0) RETURNING {_COLUMNS}",
        (name, kind, address, signing_secret, json.dumps(dict(fields)), stamp(now)),
    )
    return _source(rows[0])


def change_source(
    store: Store, source: int, *, name: str, fields: Mapping[str, str], signing_secret: str | None
) -> None:
    """Gives a source another name, mapping or secret; a secret of None stays what it is."""
    store.truth.execute(
        "UPDATE store_source SET name = ?, fields = ?, signing_secret = coalesce(?, signing_secret) WHERE id = ?",
        (name, json.dumps(dict(fields)), signing_secret, source),
    )


def close_source(store: Store, source: int, *, now: datetime) -> None:
    """Lets a source send no more; what it sent stays."""
    store.truth.execute(
        "UPDATE store_source SET closed_at = ?, signing_secret = '' WHERE id = ?",
        (stamp(now), source),
    )


def sources(store: Store) -> list[Source]:
    """All sources, the open ones first, then by name."""
    rows = store.truth.execute(f"SELECT {_COLUMNS} FROM store_source")
    found = [_source(row) for row in rows]
    return sorted(found, key=lambda one: (one.closed_at is not None, one.name.lower(), one.id))


def source_of(store: Store, source: int) -> Source:
    """One source.

    Raises:
        UnknownNameError: there is none with that number.
    """
    rows = store.truth.execute(f"SELECT {_COLUMNS} FROM store_source WHERE id = ?", (source,))
    if not rows:
        raise UnknownNameError(f"There is no source {source}.", hint="It may be gone already.")
    return _source(rows[0])


def source_at(store: Store, address: str) -> tuple[Source, str]:
    """The open source at a webhook address, and the secret with which it signs.

    Raises:
        RefusedSenderError: there is none.
    """
    rows = store.truth.execute(
        f"SELECT {_COLUMNS}, signing_secret FROM store_source WHERE address = ? AND closed_at IS NULL",
        (address,),
    )
    if not rows:
        raise RefusedSenderError(
            "No source has this address.", hint="Take the address from the page of the source."
        )
    return _source(rows[0][:-1]), str(rows[0][-1])


def make_key(store: Store, source: int, *, now: datetime) -> str:
    """A new key of a source. It is shown once: the database keeps a digest of it.

    Source: a key has 192 random bits, so that a plain SHA-256 is enough.
    """
    key = f"{_MARK}_{secrets.token_urlsafe(24)}"
    store.truth.execute(
        "INSERT INTO store_source_key (source, prefix, digest, created_at) VALUES (?, ?, ?, ?)",
        (source, key[: len(_MARK) + 5], _digest(key), stamp(now)),
    )
    return key


def keys(store: Store, source: int) -> list[SourceKey]:
    """The keys of a source, the newest first."""
    rows = store.truth.execute(
        "SELECT id, prefix, created_at, used_at, revoked_at FROM store_source_key WHERE source = ? "
        "ORDER BY id DESC",
        (source,),
    )
    return [
        SourceKey(number, prefix, datetime.fromisoformat(created), _time(used), _time(revoked))
        for number, prefix, created, used, revoked in rows
    ]


def revoke_key(store: Store, source: int, key: int, *, now: datetime) -> None:
    """Ends a key of a source at once.

    Raises:
        UnknownNameError: the source has no such key.
    """
    if not store.truth.execute(
        "UPDATE store_source_key SET revoked_at = coalesce(revoked_at, ?) WHERE id = ? AND source = ? "
        "RETURNING id",
        (stamp(now), key, source),
    ):
        raise UnknownNameError(f"There is no key {key}.", hint="It may be gone already.")


def source_of_key(store: Store, key: str | None, kinds: Sequence[str], *, now: datetime) -> Source:
    """The open source that a key belongs to.

    Raises:
        RefusedSenderError: no key, an unknown or revoked one, or one of another kind of source.
    """
    if not key:
        raise RefusedSenderError(
            "The call carries no key.", hint="Make one on the page Sources and give it to the SDK."
        )
    columns = ", ".join(f"s.{name}" for name in _COLUMNS.split(", "))
    rows = store.truth.execute(
        f"SELECT {columns}, k.id, k.used_at FROM store_source_key k JOIN store_source s "
        "ON s.id = k.source WHERE k.digest = ? AND k.revoked_at IS NULL AND s.closed_at IS NULL",
        (_digest(key),),
    )
    # Found by its digest, so nothing is compared letter by letter that a stranger could time.
    if not rows or rows[0][2] not in kinds:
        raise RefusedSenderError(
            "The key is not known, was revoked, or is for something else.",
            hint="Look on the page Sources which keys this source has.",
        )
    used = _time(rows[0][-1])
    if used is None or now - used > _FRESH:
        store.truth.execute(
            "UPDATE store_source_key SET used_at = ? WHERE id = ?", (stamp(now), rows[0][-2])
        )
    return _source(rows[0][:-2])


def _source(row: Sequence[Any]) -> Source:
    return Source(
        id=row[0],
        name=row[1],
        kind=row[2],
        address=row[3],
        fields=json.loads(row[4]),
        created_at=datetime.fromisoformat(row[5]),
        closed_at=_time(row[6]),
        last_at=_time(row[7]),
        kept=row[8],
        rejected=row[9],
    )


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _digest(key: str) -> str:
    return hashlib.sha256(key.strip().encode()).hexdigest()
