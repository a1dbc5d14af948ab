"""Contacts: people come in from files, programs and other databases, and are looked up."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from luister.errors import MappingError, UnknownNameError
from luister.invitations.contact import Contact, checked
from luister.sources.contact_columns import ATTRIBUTE as AN_ATTRIBUTE
from luister.sources.contact_columns import FIELDS as OWN_FIELDS
from luister.sources.contact_columns import ContactColumns, proposed, rows_of
from luister.store import contacts as kept
from luister.store.contact_ledger import ledger_of
from luister.store.contact_source import USUAL, Bounds, query_rows
from luister.store.contacts import KeptContact, contacts_at
from luister.store.home import Store
from luister.store.invitations import invitations_of_customer
from luister.store.truth import Truth

FIELDS, ATTRIBUTE = OWN_FIELDS, AN_ATTRIBUTE
"""What a column of a file of contacts may be."""

QueryBounds = Bounds
AS_COMMAND = USUAL
"""What a query may bring and take from the command line."""

_OWN = ("key", "email", "phone", "name", "language", "time_zone")
_AT_ONCE = 5000
_SHOWN = 1000


@dataclass(frozen=True, slots=True)
class RejectedContact:
    """A contact that was not kept: its row, counted as its source does, and why."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class ContactsResult:
    """How many contacts were read, kept and rejected; `rejects` holds the first thousand."""

    read: int
    kept: int
    rejected: int
    rejects: tuple[RejectedContact, ...] = ()


def keep(
    store: Store, contacts: Iterable[Mapping[str, Any]], *, now: datetime, dry_run: bool = False
) -> ContactsResult:
    """What became of contacts, each a flat mapping: the known names, and any other as an attribute.

    A contact without a key goes by its e-mail address. A known key is brought up to date. One that
    cannot be is left out and told; all others are kept.
    """
    return _kept(store, enumerate(contacts, start=1), now=now, dry_run=dry_run)


def keys_at(truth: Truth, addresses: Sequence[str]) -> dict[str, str]:
    """The customer key of each address that just one contact has."""
    found = {address: contacts_at(truth, email=address) for address in addresses}
    return {address: some[0].customer_key for address, some in found.items() if len(some) == 1}


def remember(store: Store, key: str, traits: Mapping[str, Any], now: datetime) -> None:
    """Learns of a person from an event; what cannot be a contact is no contact."""
    flat = {name: value for name, value in traits.items() if isinstance(value, (str, int, float))}
    _kept(store, [(1, {**flat, "key": key})], now=now, dry_run=False)


def propose_file(path: Path) -> ContactColumns:
    """What the columns of a file of contacts seem to mean.

    Raises:
        UnreadableFileError: the file is in no form that we know.
    """
    return proposed(path)


def import_file(
    store: Store,
    path: Path,
    *,
    meanings: Mapping[str, str] | None = None,
    now: datetime,
    dry_run: bool = False,
) -> ContactsResult:
    """What became of a file of contacts; `meanings` says what each column is where it is not as proposed.

    Raises:
        UnreadableFileError: the file is in no form that we know.
        MappingError: the meanings do not fit the file.
    """
    rows = rows_of(path, meanings or proposed(path).meanings)
    return _kept(store, rows, now=now, dry_run=dry_run)


def import_query(
    store: Store,
    source: str,
    query: str,
    *,
    now: datetime,
    dry_run: bool = False,
    bounds: QueryBounds = AS_COMMAND,
) -> ContactsResult:
    """What became of the rows of a query on a database that luister.toml names in [contact_sources].

    Raises:
        UnknownNameError: no database has that name.
        StoreError: the query cannot be run, or has or takes more than its bounds allow.
    """
    # Read to its end before anything is kept: a query that breaks off, or is too large, brings nobody in.
    rows = list(query_rows(_address_of(store, source), query, bounds))
    return keep(store, rows, now=now, dry_run=dry_run)


def preview_query(
    store: Store, source: str, query: str, *, most: int = 10, bounds: QueryBounds = AS_COMMAND
) -> list[dict[str, Any]]:
    """The first rows of a query, as its database gives them; nothing is kept.

    Raises:
        UnknownNameError: no database has that name.
        StoreError: the query cannot be run.
    """
    return list(islice(query_rows(_address_of(store, source), query, bounds), most))


def sources(store: Store) -> list[str]:
    """The names of the databases that an administrator named for contacts; never their addresses."""
    return sorted(store.settings.contact_sources)


def _address_of(store: Store, source: str) -> str:
    known = store.settings.contact_sources
    if source not in known:
        raise UnknownNameError(
            f"There is no source of contacts {source!r}.",
            hint="An administrator names databases in luister.toml under [contact_sources].",
        )
    return known[source]


def page(
    store: Store, *, search: str = "", limit: int = 50, offset: int = 0
) -> tuple[int, list[KeptContact]]:
    """How many contacts fit `search`, and one page of them in the order of their keys."""
    return kept.contacts_page(store.truth, search=search, limit=limit, offset=offset)


def one(store: Store, key: str) -> tuple[KeptContact, list[dict[str, Any]], dict[str, Any]]:
    """A contact with the invitations it got and its part of the ledger.

    Raises:
        UnknownNameError: there is no such contact.
    """
    found = kept.contact_of(store, key)
    if found is None:
        raise UnknownNameError(f"There is no contact {key!r}.", hint="Keys count capitals.")
    invitations = invitations_of_customer(store.truth, found.customer)
    return found, invitations, ledger_of(store.truth, found.customer)


def attribute_values(store: Store, *, most: int = 500) -> dict[str, dict[str, int]]:
    """Each attribute of contacts: its values and how many have each; only the most frequent where there are many."""
    found: dict[str, dict[str, int]] = {}
    for name, value, count in kept.attribute_values(store.truth, most=most):
        found.setdefault(name, {})[value] = count
    return found


def _kept(
    store: Store,
    rows: Iterable[tuple[int, Mapping[str, Any]]],
    *,
    now: datetime,
    dry_run: bool,
) -> ContactsResult:
    read = count = rejected = 0
    rejects: list[RejectedContact] = []
    for part in _parts(rows):
        good = []
        for number, row in part:
            try:
                good.append(_contact(store, row))
            except MappingError as error:
                rejected += 1
                rejects += [RejectedContact(number, str(error))] if len(rejects) < _SHOWN else []
        read, count = read + len(part), count + len(good)
        if not dry_run:
            with store.truth.transaction():
                kept.keep_contacts(store, good, now=now)
    return ContactsResult(read, count, rejected, tuple(rejects))


def _contact(store: Store, row: Mapping[str, Any]) -> KeptContact:
    given = {name: _text(value) for name, value in row.items() if value not in (None, "")}
    own: dict[str, Any] = {name: given.pop(name) for name in _OWN if name in given}
    attributes = {name: text for name, text in given.items() if not name.startswith("_")}
    key = own.pop("key", "") or own.get("email", "").lower()
    plain = checked(Contact(key=key, attributes=attributes, **own))
    return KeptContact(
        customer=kept.pseudonym(store, plain.key),
        customer_key=plain.key,
        email=plain.email,
        phone=plain.phone,
        name=plain.name,
        language=plain.language,
        time_zone=plain.time_zone,
        attributes=plain.attributes,
    )


def _text(value: object) -> str:
    if isinstance(value, (dict, list)):
        raise MappingError("An attribute holds more than one value.", hint="Send flat texts.")
    return str(value)


def _parts(
    rows: Iterable[tuple[int, Mapping[str, Any]]],
) -> Iterator[list[tuple[int, Mapping[str, Any]]]]:
    part: list[tuple[int, Mapping[str, Any]]] = []
    for row in rows:
        part.append(row)
        if len(part) == _AT_ONCE:
            yield part
            part = []
    if part:
        yield part
