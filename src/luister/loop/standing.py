"""Standing: what the rules of rest have to know of each person, brought together from the tables."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from luister.errors import MappingError
from luister.invitations.plan import Plan, as_plain, from_plain
from luister.invitations.readiness import MAIL, address_for
from luister.invitations.rest_rules import (
    DEFAULTS,
    Ask,
    Decision,
    PastAsk,
    PastEvent,
    Person,
    RestRule,
    decision,
    longest_days,
)
from luister.store import contact_ledger as ledger
from luister.store import rest_rules as kept
from luister.store.contacts import KeptContact
from luister.store.home import Store
from luister.store.invitations import invited_in_wave
from luister.store.survey_versions import all_surveys
from luister.surveys.definition_file import load

HowToInvite = Plan

OTHER = "other"
"""The kind of a survey of which nobody said what it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Which survey wants to ask, through which channel, and who wants it.

    `kind` is what the rules look at; the survey's plan or design says it where it is left out. `asker` is
    luister, or the name of another program.
    """

    survey: str
    channel: str = MAIL
    wave: str = ""
    kind: str = ""
    asker: str = "luister"
    reason: str = ""


def rest_rules(store: Store) -> tuple[RestRule, ...]:
    """The rules that hold, in their order; the built-in ones until somebody decides."""
    rules = kept.kept_rules(store.truth)
    return DEFAULTS if rules is None else tuple(_rule(values) for values in rules)


def set_rest_rules(store: Store, rules: Sequence[RestRule]) -> None:
    """Puts these rules in the place of all before.

    Raises:
        MappingError: two have one name.
    """
    if len({rule.name for rule in rules}) < len(rules):
        raise MappingError("Two rules have one name.", hint="Give each a name of its own.")
    kept.keep_rules(store.truth, [asdict(rule) for rule in rules])


def plan_of(store: Store, survey: str) -> Plan:
    """How a survey invites; the built-in way until somebody decides."""
    return from_plain(kept.kept_plan(store.truth, survey))


def plan_from(values: Mapping[str, Any]) -> Plan:
    """The plan that plain values describe, as a file or a page gives them.

    Raises:
        MappingError: a name that a plan does not have, or a value that cannot be.
    """
    return from_plain(values)


def set_plan(store: Store, survey: str, plan: Plan) -> None:
    """Keeps how a survey invites."""
    kept.keep_plan(store.truth, survey, as_plain(plan))


def kind_of(store: Store, wish: Wish, plan: Plan) -> str:
    """The kind of survey that the rules look at: as wished, else as planned, else as designed."""
    if wish.kind or plan.kind:
        return wish.kind or plan.kind
    texts = [
        row.definition or row.draft for row in all_surveys(store.truth) if row.name == wish.survey
    ]
    return load(texts[0]).kind if texts and texts[0] else OTHER


def decided(
    store: Store, contacts: Sequence[KeptContact], wish: Wish, *, now: datetime
) -> list[Decision]:
    """The decision on each person, in their order; hold the ledger where it must stay true."""
    rules, plan = rest_rules(store), plan_of(store, wish.survey)
    ask = Ask(survey=wish.survey, kind=kind_of(store, wish, plan), priority=plan.priority)
    people = _people(store, contacts, wish, rules, now)
    return [decision(person, ask, rules, now=now) for person in people]


def without_room(
    store: Store, contact: KeptContact, wish: Wish, firm: Iterable[str], *, now: datetime
) -> Decision:
    """The decision on a person once it is known that the asks `firm` cannot give way any more."""
    rules, plan = rest_rules(store), plan_of(store, wish.survey)
    ask = Ask(survey=wish.survey, kind=kind_of(store, wish, plan), priority=plan.priority)
    (person,) = _people(store, [contact], wish, rules, now, firm=frozenset(firm))
    return decision(person, ask, rules, now=now)


def _people(
    store: Store,
    contacts: Sequence[KeptContact],
    wish: Wish,
    rules: Sequence[RestRule],
    now: datetime,
    *,
    firm: frozenset[str] = frozenset(),
) -> list[Person]:
    truth, since = store.truth, now - timedelta(days=longest_days(rules))
    customers = [one.customer for one in contacts]
    asks: dict[int, list[PastAsk]] = defaultdict(list)
    for past in ledger.asks_since(truth, customers, since):
        waits = past.is_waiting and past.id not in firm
        asks[past.customer].append(
            PastAsk(past.id, past.survey, past.kind, past.at, past.priority, waits)
        )
    events: dict[int, list[PastEvent]] = defaultdict(list)
    names = tuple({rule.after_event for rule in rules if rule.after_event})
    for customer, name, at in ledger.events_since(truth, customers, since, names):
        events[customer].append(PastEvent(name, at))
    invited = invited_in_wave(truth, wish.survey, wish.wave) if wish.wave else frozenset()
    return [
        Person(
            attributes=one.attributes,
            opted_out=one.opted_out_at is not None,
            address_state=one.address_state if wish.channel == MAIL else "good",
            can_be_reached=wish.asker != "luister"
            or address_for(wish.channel, email=one.email, phone=one.phone) is not None,
            is_invited=one.customer in invited,
            asks=asks[one.customer],
            events=events[one.customer],
        )
        for one in contacts
    ]


def _rule(values: dict[str, Any]) -> RestRule:
    where = {name: tuple(allowed) for name, allowed in values.get("where", {}).items()}
    lists = {name: tuple(values.get(name, ())) for name in ("asks", "counts")}
    return RestRule(**{**values, **lists, "where": where})
