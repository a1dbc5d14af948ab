"""Ask: may we, and if so the person is invited; every ask that is held back names its rule."""

import random
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from luister.errors import MappingError
from luister.invitations.contact import Contact, checked
from luister.invitations.letter import FIRST, words_for
from luister.invitations.plan import Plan, expiry, taken_along
from luister.invitations.sample import Sample
from luister.invitations.sending_window import next_moment
from luister.loop.draw import Selection as DrawnFrom
from luister.loop.draw import chosen_contacts
from luister.loop.permit import Outcome, held_back, permitted
from luister.loop.standing import Wish, decided, plan_of
from luister.store import contact_ledger as ledger
from luister.store import contacts as people
from luister.store.contacts import KeptContact
from luister.store.home import Store
from luister.store.invitations import Invitation, add_invitations
from luister.store.letters import NewLetter, add_letters
from luister.store.questions import own_dimensions

Draw = Sample
Selection = DrawnFrom
_AT_ONCE = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPerson:
    """A person as another program names them: by key, or else by e-mail address or telephone number."""

    key: str = ""
    email: str = ""
    phone: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Permission:
    """May the person be asked: and if not, which rule says so and until when; `reservation` once it is theirs."""

    allowed: bool
    rule: str | None = None
    until: datetime | None = None
    reservation: str | None = None


@dataclass(frozen=True, slots=True)
class InviteResult:
    """How many were drawn, invited and held back by each rule, and how many others gave way to them."""

    survey: str
    wave: str
    drawn: int
    invited: int
    held_back: Mapping[str, int]
    gave_way: int = 0


def may_contact(
    store: Store, person: AskedPerson, wish: Wish, *, reserve: bool, now: datetime
) -> Permission:
    """Whether a person may be asked now. With `reserve` a yes is kept in the ledger: the slot is taken.

    Of any number that ask at the same moment for the same slot, one gets it.

    Raises:
        MappingError: the person is not named, or by what cannot be an address.
    """
    contact = _found(store, person)
    (seen,) = decided(store, [contact], wish, now=now)
    if not reserve:
        return Permission(seen.allowed, seen.rule, seen.until)
    if not seen.allowed:
        # A no stays a no until its time has passed, so nobody has to wait for their turn to hear it.
        with store.truth.transaction():
            ledger.add_held_back(store.truth, [held_back(store, contact, wish, seen)], now=now)
        return Permission(False, seen.rule, seen.until)
    with ledger.one_person(store.truth, contact.customer):
        outcome = permitted(store, [contact], wish, now=now)[0]
    return Permission(
        outcome.decision.allowed, outcome.decision.rule, outcome.decision.until, outcome.ask
    )


def release(store: Store, reservation: str) -> bool:
    """True where the reservation was there; the person may be asked again."""
    return ledger.release(store.truth, reservation)


def invite(
    store: Store,
    wish: Wish,
    selection: Selection,
    *,
    now: datetime,
    rng: random.Random,
    due_at: datetime | None = None,
) -> InviteResult:
    """What came of inviting a sample of the contacts: the draw first, then the rules.

    Letters are due at `due_at` (now where it is left out), or when the sending window opens where
    the person lives. Broken off and run again with the same wave, nobody is invited twice.

    Raises:
        MappingError: the survey's plan has no words to send.
    """
    plan = check_words(store, wish.survey)
    chosen = chosen_contacts(store, selection, plan, rng)
    total: Counter[str] = Counter()
    invited = gave_way = 0
    for start in range(0, len(chosen), _AT_ONCE):
        part = chosen[start : start + _AT_ONCE]
        with ledger.everybody(store.truth):
            result = invite_part(store, part, wish, plan, now=now, due_at=due_at)
        invited, gave_way = invited + result.invited, gave_way + result.gave_way
        total.update(result.held_back)
    return InviteResult(wish.survey, wish.wave, len(chosen), invited, dict(total), gave_way)


def invite_part(
    store: Store,
    part: Sequence[KeptContact],
    wish: Wish,
    plan: Plan,
    *,
    now: datetime,
    due_at: datetime | None,
) -> InviteResult:
    """What came of inviting these people; call while holding the ledger."""
    outcomes = permitted(store, part, wish, now=now)
    _send_out(store, outcomes, wish, plan, now=now, due_at=due_at)
    invited = sum(one.ask is not None for one in outcomes)
    gave_way = sum(len(one.decision.gives_way) for one in outcomes)
    held = Counter(str(one.decision.rule) for one in outcomes if one.ask is None)
    return InviteResult(wish.survey, wish.wave, len(part), invited, dict(held), gave_way)


def check_words(store: Store, survey: str) -> Plan:
    """How the survey invites.

    Raises:
        MappingError: its plan has no words to send.
    """
    plan = plan_of(store, survey)
    words_for(plan.messages, None, "")
    return plan


def invite_one(  # noqa: PLR0913 - what a trigger knows
    store: Store,
    survey: str,
    customer_key: str,
    *,
    now: datetime,
    channel: str = "mail",
    reason: str = "",
    due_at: datetime | None = None,
) -> InviteResult:
    """What came of inviting one person; a stranger is held back as "no-address"."""
    wish = Wish(survey=survey, channel=channel, reason=reason)
    plan = check_words(store, survey)
    contact = _found(store, AskedPerson(key=customer_key))
    with ledger.one_person(store.truth, contact.customer):
        return invite_part(store, [contact], wish, plan, now=now, due_at=due_at)


def _send_out(
    store: Store,
    outcomes: Sequence[Outcome],
    wish: Wish,
    plan: Plan,
    *,
    now: datetime,
    due_at: datetime | None,
) -> None:
    """Keeps an invitation, and its first letter, for each who may be asked."""
    declared = own_dimensions(store)
    invitations, letters = [], []
    for one in outcomes:
        if one.ask is None:
            continue
        zone = one.contact.time_zone or store.time_zone
        moment = next_moment(plan.window, due_at or now, time_zone=zone)
        made = replace(
            _invitation(one.contact, one.ask, wish, plan, now=now),
            dimensions=taken_along(plan, one.contact.attributes, declared),
            expires_at=expiry(plan, moment),
        )
        invitations.append(made)
        letters.append(NewLetter(made.token, FIRST, wish.survey, wish.channel, moment))
    add_invitations(store.truth, invitations)
    add_letters(store.truth, letters, now=now)


def _invitation(
    contact: KeptContact, ask: str, wish: Wish, plan: Plan, *, now: datetime
) -> Invitation:
    return Invitation(
        token=secrets.token_urlsafe(16),
        survey=wish.survey,
        wave=wish.wave,
        channel=wish.channel,
        segment=contact.attributes.get(plan.segment, ""),
        language=words_for(plan.messages, contact.language, "")[0],
        customer=contact.customer,
        customer_key=contact.customer_key,
        ask=ask,
        reason=wish.reason,
        dimensions={},
        created_at=now,
    )


def _found(store: Store, person: AskedPerson) -> KeptContact:
    """The contact that is meant; where there is none, a person of whom only the name is known."""
    named = person.key or person.email or person.phone
    if not named:
        raise MappingError("The person is not named.", hint="Give key, email or phone.")
    plain = checked(Contact(key=named, email=person.email or None, phone=person.phone or None))
    if person.key:
        known = people.contact_of(store, plain.key)
        at_address = [known] if known else []
    else:
        at_address = people.contacts_at(
            store.truth, email=plain.email or "", phone=plain.phone or ""
        )
    key = (person.key and plain.key) or plain.email or plain.phone or plain.key
    stranger = people.stranger(store, key)
    found = min(at_address, key=lambda one: one.customer_key, default=stranger)
    return replace(found, attributes={**found.attributes, **person.attributes})
