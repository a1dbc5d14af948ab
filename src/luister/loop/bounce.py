"""Bounce: what mail servers send back marks the address, and who wants no more is left in peace."""

import mailbox
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from luister.errors import UnknownNameError
from luister.invitations import returned_mail
from luister.invitations.contact import BOUNCED, COMPLAINED, email_address
from luister.invitations.letter import token_of
from luister.invitations.returned_mail import ReturnedMail, returned
from luister.store import contacts as people
from luister.store.home import Store
from luister.store.invitations import invitation_of, mark_bounced

BY_LINK, BY_MAIL, BY_PERSON = "link", "mail", "person"
"""How somebody opted out: by a link or button in a letter, through the mail system, or told to one of us."""


def take_back(store: Store, raw: bytes, *, now: datetime) -> int:
    """How many addresses a returned mail says something of; 0 where it is no report of ours."""
    return sum(_taken(store, one, now=now) for one in returned(raw))


def told(
    store: Store,
    kind: str,
    *,
    message_id: str = "",
    email: str = "",
    why: str = "",
    now: datetime,
) -> int:
    """How many addresses are marked by what another program tells: hard, soft, complaint or opt-out.

    Raises:
        UnknownNameError: the kind is another one.
        MappingError: the e-mail address cannot be one.
    """
    kinds = (
        returned_mail.HARD, returned_mail.SOFT, returned_mail.COMPLAINT, returned_mail.OPT_OUT,
    )  # fmt: skip
    if kind not in kinds:
        raise UnknownNameError(
            f"There is no kind of return {kind!r}.", hint=f"There are {', '.join(kinds)}."
        )
    one = ReturnedMail(kind, token_of(message_id), email_address(email or None), why)
    return _taken(store, one, now=now)


def read_maildir(store: Store, folder: Path, *, now: datetime) -> Mapping[str, int]:
    """How many mails of a Maildir were reports and how many were not; reports are taken away.

    Raises:
        UnknownNameError: there is no such Maildir.
    """
    if not (folder / "new").is_dir():
        raise UnknownNameError(f"{folder} is no Maildir.", hint="It has the folders cur and new.")
    box = mailbox.Maildir(folder, factory=None, create=False)
    count: Counter[str] = Counter()
    for key in box.keys():  # noqa: SIM118 - a mailbox gives its keys in no other way
        taken = take_back(store, box.get_bytes(key), now=now)
        count["report" if taken else "other"] += 1
        if taken:
            box.remove(key)
    return dict(count)


def read_mails(store: Store, mails: Iterable[bytes], *, now: datetime) -> int:
    """How many addresses these mails say something of."""
    return sum(take_back(store, raw, now=now) for raw in mails)


def language_of(store: Store, token: str) -> str | None:
    """The language in which a person was invited; None where the link is none of ours."""
    found = invitation_of(store, token)
    return found.language if found else None


def unsubscribe(store: Store, token: str, *, now: datetime) -> bool:
    """True where the link is one of ours: its person, and all at the same address, get no more invitations."""
    found = invitation_of(store, token)
    if found is None:
        return False
    with store.truth.transaction():
        for customer in _at_one_address(store, found.customer):
            people.opt_out(store.truth, customer, by=BY_LINK, now=now)
    return True


def opt_out(store: Store, key: str, *, now: datetime) -> None:
    """Keeps that a person said to want no more invitations."""
    customer = people.pseudonym(store, key)
    with store.truth.transaction():
        people.opt_out(store.truth, customer, by=BY_PERSON, now=now)


def opt_in(store: Store, key: str) -> None:
    """Takes an opt-out back, because the person asked for that."""
    people.opt_in(store.truth, people.pseudonym(store, key))


def _taken(store: Store, one: ReturnedMail, *, now: datetime) -> int:
    found = invitation_of(store, one.token) if one.token else None
    customers = (
        _at_one_address(store, found.customer)
        if found
        else [c.customer for c in people.contacts_at(store.truth, email=one.address or "-")]
    )
    with store.truth.transaction():
        for customer in customers:
            if one.kind == returned_mail.HARD:
                people.mark_address(store.truth, customer, BOUNCED, now=now)
            if one.kind == returned_mail.COMPLAINT:
                people.mark_address(store.truth, customer, COMPLAINED, now=now)
            if one.kind == returned_mail.OPT_OUT:
                people.opt_out(store.truth, customer, by=BY_MAIL, now=now)
        if found and one.kind == returned_mail.HARD:
            mark_bounced(store.truth, found.token, now=now)
    return len(customers)


def _at_one_address(store: Store, customer: int) -> list[int]:
    """The person and all contacts with the same e-mail address: one box, one wish."""
    contact = next(people.contacts_by_id(store.truth, [customer]), None)
    same = (
        people.contacts_at(store.truth, email=contact.email) if contact and contact.email else []
    )
    return sorted({customer, *(one.customer for one in same)})
