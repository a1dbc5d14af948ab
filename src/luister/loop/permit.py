"""Permit: each person is decided on by the rules of rest, and the ledger keeps what was decided."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from luister.invitations.rest_rules import Decision
from luister.loop.standing import Wish, decided, kind_of, plan_of, without_room
from luister.store import contact_ledger as ledger
from luister.store.contacts import KeptContact, know_customers
from luister.store.home import Store
from luister.store.letters import withdraw

GAVE_WAY = "gave-way"
"""The rule that names an invitation withdrawn for a survey of higher priority."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was decided on a person; `ask` is the entry in the ledger where it was a yes."""

    contact: KeptContact
    decision: Decision
    ask: str | None


def permitted(
    store: Store, contacts: Sequence[KeptContact], wish: Wish, *, now: datetime
) -> list[Outcome]:
    """What was decided on each, kept in the ledger; call while holding it."""
    outcomes = []
    for contact, found in zip(contacts, decided(store, contacts, wish, now=now), strict=True):
        final = _with_room(store, contact, wish, found, now) if found.gives_way else found
        outcomes.append(Outcome(contact, final, secrets.token_hex(16) if final.allowed else None))
    plan = plan_of(store, wish.survey)
    kind = kind_of(store, wish, plan)
    yes = [one for one in outcomes if one.ask is not None]
    know_customers(store.truth, [one.contact for one in yes])
    ledger.add_asks(
        store.truth,
        [
            ledger.KeptAsk(
                id=str(one.ask),
                customer=one.contact.customer,
                survey=wish.survey,
                kind=kind,
                channel=wish.channel,
                asker=wish.asker,
                at=now,
                priority=plan.priority,
                is_waiting=wish.asker == "luister",
            )
            for one in yes
        ],
    )
    no = [held_back(store, one.contact, wish, one.decision) for one in outcomes if one.ask is None]
    ledger.add_held_back(store.truth, no, now=now)
    return outcomes


def _with_room(
    store: Store, contact: KeptContact, wish: Wish, found: Decision, now: datetime
) -> Decision:
    """The decision once the asks that were to give way have done so, or have left after all."""
    gone = withdraw(store.truth, found.gives_way, rule=GAVE_WAY, now=now)
    given_up = ledger.asks_named(store.truth, gone)
    ledger.drop_asks(store.truth, gone)
    ledger.add_held_back(
        store.truth,
        [
            ledger.HeldBack(
                customer=one.customer, survey=one.survey, kind=one.kind, channel=one.channel,
                rule=GAVE_WAY, asker=one.asker,
            )
            for one in given_up
        ],
        now=now,
    )  # fmt: skip
    left = set(found.gives_way) - set(gone)
    if left:
        return replace(without_room(store, contact, wish, left, now=now), gives_way=tuple(gone))
    return found


def held_back(store: Store, contact: KeptContact, wish: Wish, found: Decision) -> ledger.HeldBack:
    """The entry for an ask that a rule stopped."""
    plan = plan_of(store, wish.survey)
    return ledger.HeldBack(
        customer=contact.customer,
        survey=wish.survey,
        kind=kind_of(store, wish, plan),
        channel=wish.channel,
        rule=str(found.rule),
        asker=wish.asker,
        wave=wish.wave,
        segment=contact.attributes.get(plan.segment, ""),
    )
