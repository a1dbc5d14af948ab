"""Contacts: the people we may ask, by the organisation's own key."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from luister.store.home import Store
from luister.store.moment_text import text_of
from luister.store.truth import Truth
from luister.store.webhooks import notify

_COLUMNS = (
    "customer, customer_key, email, phone, name, language, time_zone, attributes, address_state"
)
_READ = ", ".join(f"c.{name}" for name in _COLUMNS.split(", ")) + ", o.at"
_FROM = "store_contact c LEFT JOIN store_opt_out o ON o.customer = c.customer"
_CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptContact:
    """A contact as it is kept; `customer` is the pseudonym that the facts know."""

    customer: int
    customer_key: str
    email: str | None = None
    phone: str | None = None
    name: str | None = None
    language: str | None = None
    time_zone: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    address_state: str = "good"
    opted_out_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ContactCounts:
    """How many contacts there are, how many opted out, and how many addresses are not good.

    `reachable` counts who has an address that is good, and did not opt out.
    """

    contacts: int
    opted_out: int
    bounced: int
    complained: int
    reachable: int


def pseudonym(store: Store, key: str) -> int:
    """The number that stands for a customer in facts and tables; the same as in imports of answers."""
    digest = hashlib.sha256((store.secret + key).encode()).hexdigest()
    return int(digest[:15], 16)


def keep_contacts(store: Store, contacts: Iterable[KeptContact], *, now: datetime) -> int:
    """How many were kept. A known key is brought up to date: what is None stays, attributes are merged.

    A new e-mail address is good until it proves otherwise. Nobody comes back by this who opted out.
    Call inside a transaction.
    """
    count = 0
    parts = iter(contacts)
    while part := list({one.customer: one for one in islice(parts, 5000)}.values()):
        known = {
            one.customer: one for one in contacts_by_id(store.truth, [c.customer for c in part])
        }
        rows = [_row(_merged(known.get(one.customer), one), now) for one in part]
        know_customers(store.truth, part)
        store.truth.executemany(_UPSERT, rows)
        count += len(part)
    return count


def know_customers(truth: Truth, contacts: Sequence[KeptContact]) -> None:
    """Keeps which key each pseudonym stands for; call inside a transaction."""
    truth.executemany(
        "INSERT INTO store_customer (id, customer_key) VALUES (?, ?) ON CONFLICT (id) DO NOTHING",
        [(one.customer, one.customer_key) for one in contacts],
    )


def contacts_by_id(truth: Truth, customers: Sequence[int]) -> Iterator[KeptContact]:
    """The contacts with these pseudonyms, in no order."""
    for start in range(0, len(customers), _CHUNK):
        part = customers[start : start + _CHUNK]
        marks = ", ".join("?" * len(part))
        rows = truth.execute(f"SELECT {_READ} FROM {_FROM} WHERE c.customer IN ({marks})", part)
        yield from (_contact(row) for row in rows)


def every_contact(truth: Truth) -> Iterator[KeptContact]:
    """All contacts, in the order of their keys."""
    for row in truth.stream(f"SELECT {_READ} FROM {_FROM} ORDER BY c.customer_key"):
        yield _contact(row)


def contacts_page(
    truth: Truth, *, search: str = "", limit: int = 50, offset: int = 0
) -> tuple[int, list[KeptContact]]:
    """How many contacts have `search` in key, name, e-mail or phone, and one page of them by key."""
    text = search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_").lower()
    fits = " OR ".join(
        f"lower(c.{name}) LIKE ? ESCAPE '\\'"
        for name in ("customer_key", "name", "email", "phone")
    )
    values = [f"%{text}%"] * 4
    total = truth.execute(f"SELECT count(*) FROM store_contact c WHERE {fits}", values)
    rows = truth.execute(
        f"SELECT {_READ} FROM {_FROM} WHERE {fits} ORDER BY c.customer_key LIMIT ? OFFSET ?",
        (*values, limit, offset),
    )
    return int(total[0][0]), [_contact(row) for row in rows]


def contact_of(store: Store, key: str) -> KeptContact | None:
    """The contact with this key; None where there is none."""
    found = list(contacts_by_id(store.truth, [pseudonym(store, key)]))
    return found[0] if found else None


def stranger(store: Store, key: str) -> KeptContact:
    """A person of whom only the key is known; once a contact, they may have opted out."""
    customer = pseudonym(store, key)
    rows = store.truth.execute("SELECT at FROM store_opt_out WHERE customer = ?", (customer,))
    at = datetime.fromisoformat(rows[0][0]) if rows else None
    return KeptContact(customer=customer, customer_key=key, opted_out_at=at)


def contacts_at(truth: Truth, *, email: str = "", phone: str = "") -> list[KeptContact]:
    """The contacts that are reached at this address or number."""
    column, value = ("email", email) if email else ("phone", phone)
    rows = truth.execute(f"SELECT {_READ} FROM {_FROM} WHERE c.{column} = ?", (value,))
    return [_contact(row) for row in rows]


def contact_counts(truth: Truth) -> ContactCounts:
    """How many contacts there are, and how many of them cannot be asked."""
    row = truth.execute(
        "SELECT count(*), count(o.at), "
        "count(CASE WHEN address_state = 'bounced' THEN 1 END), "
        "count(CASE WHEN address_state = 'complained' THEN 1 END), "
        "count(CASE WHEN address_state = 'good' AND o.at IS NULL "
        f"AND (email IS NOT NULL OR phone IS NOT NULL) THEN 1 END) FROM {_FROM}"
    )[0]
    return ContactCounts(*(int(number) for number in row))


def attribute_values(truth: Truth, *, most: int) -> list[tuple[str, str, int]]:
    """Each attribute with its values and how many contacts have each, the `most` frequent of all."""
    pairs, name = (
        ("LATERAL jsonb_each_text(attributes::jsonb) AS pair (name, value)", "pair.name")
        if truth.is_postgres
        else ("json_each(attributes) AS pair", "pair.key")
    )
    rows = truth.execute(
        f"SELECT {name}, pair.value, count(*) FROM store_contact CROSS JOIN {pairs} "
        f"GROUP BY {name}, pair.value ORDER BY count(*) DESC, {name}, pair.value LIMIT ?",
        (most,),
    )
    return sorted((str(one), str(value), int(count)) for one, value, count in rows)


def opt_out(truth: Truth, customer: int, *, by: str, now: datetime) -> None:
    """Keeps that a person wants no more invitations; the first time counts. `by` says how they told."""
    kept = truth.execute(
        "INSERT INTO store_opt_out (customer, at, by) VALUES (?, ?, ?) ON CONFLICT (customer) DO NOTHING "
        "RETURNING customer",
        (customer, text_of(now), by),
    )
    if kept:
        told = {"customer": key_of(truth, customer), "by": by}
        notify(truth, "contact.opted_out", told, now=now)


def key_of(truth: Truth, customer: int) -> str | None:
    """The organisation's own key of a customer; None where it is not kept."""
    rows = truth.execute("SELECT customer_key FROM store_customer WHERE id = ?", (customer,))
    return str(rows[0][0]) if rows else None


def opt_in(truth: Truth, customer: int) -> None:
    """Takes an opt-out back; only the person's own wish is a reason."""
    truth.execute("DELETE FROM store_opt_out WHERE customer = ?", (customer,))


def mark_address(truth: Truth, customer: int, state: str, *, now: datetime) -> None:
    """Keeps that letters to a person come back, or were called unwanted."""
    truth.execute(
        "UPDATE store_contact SET address_state = ?, address_state_at = ? WHERE customer = ?",
        (state, text_of(now), customer),
    )


def everything_kept(truth: Truth, customer: int) -> list[dict[str, Any]]:
    """What is kept of a person as a contact, as plain values; nothing where they are none."""
    names = ("email", "phone", "name", "language", "time_zone", "address_state", "opted_out_at")
    return [
        {**{name: getattr(one, name) for name in names}, "attributes": dict(one.attributes)}
        for one in contacts_by_id(truth, [customer])
    ]


def erase_contact(truth: Truth, customer: int) -> int:
    """How many contacts were erased. An opt-out stays, under its pseudonym: it is a wish to be left alone."""
    gone = truth.execute(
        "DELETE FROM store_contact WHERE customer = ? RETURNING customer", (customer,)
    )
    return len(gone)


_UPSERT = f"""INSERT INTO store_contact ({_COLUMNS}, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (customer) DO UPDATE SET email = excluded.email, phone = excluded.phone,
name = excluded.name, language = excluded.language, time_zone = excluded.time_zone,
attributes = excluded.attributes, address_state = excluded.address_state,
updated_at = excluded.updated_at"""


def _merged(known: KeptContact | None, fresh: KeptContact) -> KeptContact:
    if known is None:
        return fresh
    moved = fresh.email is not None and fresh.email != known.email
    return KeptContact(
        customer=known.customer,
        customer_key=known.customer_key,
        email=fresh.email or known.email,
        phone=fresh.phone or known.phone,
        name=fresh.name or known.name,
        language=fresh.language or known.language,
        time_zone=fresh.time_zone or known.time_zone,
        attributes={**known.attributes, **fresh.attributes},
        # A complaint is about our letters, whatever the address.
        address_state="good"
        if moved and known.address_state == "bounced"
        else known.address_state,
    )


def _row(one: KeptContact, now: datetime) -> tuple[Any, ...]:
    return (
        one.customer, one.customer_key, one.email, one.phone, one.name, one.language, one.time_zone,
        json.dumps(dict(one.attributes), ensure_ascii=False), one.address_state, text_of(now),
    )  # fmt: skip


def _contact(row: Sequence[Any]) -> KeptContact:
    found = dict(zip(_COLUMNS.split(", "), row[:-1], strict=True))
    at = datetime.fromisoformat(row[-1]) if row[-1] else None
    return KeptContact(**{**found, "attributes": json.loads(found["attributes"])}, opted_out_at=at)
