"""Place case: a case that is wanted gets its queue, owner and deadline, and is kept and told of."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from luister.cases.about import COMPLAINT, checked_about
from luister.cases.actor import Actor
from luister.cases.answer_facts import LONGEST_SUBJECT
from luister.cases.assignment import Member, least_loaded, member_named
from luister.cases.routing import CaseFacts, Route, route
from luister.cases.service_level import checked_priority, deadlines
from luister.cases.states import ACCEPTED, OPEN
from luister.errors import MappingError, UnknownNameError
from luister.loop.arrange_cases import Arrangement, arrangement
from luister.loop.tell_case import tell
from luister.store import cases as kept
from luister.store.case_rows import NewCase
from luister.store.contacts import KeptContact, know_customers, pseudonym
from luister.store.home import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A case that somebody wants opened. What is empty, the rules of routing and the load decide.

    `before_case` names the closed case that comes back. `words` is a first note.
    """

    subject: str
    about: str = COMPLAINT
    customer_key: str = ""
    survey: str = ""
    response: str = ""
    process: str = ""
    team: str = ""
    owner: str = ""
    priority: str = ""
    queue: str = ""
    signal: int | None = None
    before_case: int | None = None
    words: str = ""
    origin: str | None = None
    signal_kind: str = ""
    score: float | None = None
    dimensions: Mapping[str, str] = field(default_factory=dict)


def place(store: Store, wanted: Wanted, *, by: Actor, now: datetime) -> int | None:
    """The number of the new case; None where one of the same origin is there."""
    arranged, truth = arrangement(store), store.truth
    way = _way(arranged, _checked(wanted))
    times = deadlines(arranged.levels[way.priority], arranged.calendar, now)
    with truth.transaction():
        truth.hold_order()
        customer = _customer(store, wanted.customer_key)
        before = wanted.before_case
        if before is None and customer is not None and wanted.origin:
            before = kept.last_closed(truth, customer)
        owner = _owner(store, arranged, wanted, way, by)
        new = NewCase(
            origin=wanted.origin,
            about=wanted.about,
            subject=" ".join(wanted.subject.split()),
            state=ACCEPTED if owner.name and owner.name in (wanted.owner, by.name) else OPEN,
            priority=way.priority,
            queue=way.queue,
            team=way.team or owner.team,
            owner=owner.name,
            employee=owner.employee,
            customer=customer,
            response=wanted.response,
            survey=wanted.survey,
            process=wanted.process,
            signal=wanted.signal,
            before_case=before,
            opened_by=by.name,
            opened_at=now,
            contact_due_at=times.contact,
            solve_due_at=times.solve,
            due_at=times.contact,
        )
        number = kept.add(truth, new)
        if number is not None:
            told = {"rule": way.rule, "owner": new.owner, "queue": new.queue, "before": before}
            tell(store, number, "opened", by=by, words=wanted.words, details=told, now=now)
    return number


def _checked(wanted: Wanted) -> Wanted:
    subject = " ".join(wanted.subject.split())
    if not subject or len(subject) > LONGEST_SUBJECT:
        raise MappingError("A case needs a subject.", hint=f"Of 1 to {LONGEST_SUBJECT} signs.")
    checked_about(wanted.about)
    return wanted


def _owner(store: Store, arranged: Arrangement, wanted: Wanted, way: Route, by: Actor) -> Member:
    """Whose the case is; a member without a name where nobody is there to take it."""
    members = arranged.queue(way.queue).members
    # Whom the rules of access keep to their own cases, opens a case that is theirs.
    if "employee" in by.scope:
        return member_named(members, by.name, by)
    if wanted.owner:
        return member_named(members, wanted.owner, by)
    load = kept.load(store.truth)
    return least_loaded(members, load, team=way.team, turn=sum(load.values())) or Member(name="")


def _way(arranged: Arrangement, wanted: Wanted) -> Route:
    facts = CaseFacts(
        about=wanted.about,
        signal=wanted.signal_kind,
        survey=wanted.survey,
        process=wanted.process,
        team=wanted.team,
        score=wanted.score,
        dimensions=wanted.dimensions,
    )
    way = route(arranged.rules, facts)
    priority = checked_priority(wanted.priority or way.priority)
    queue = wanted.queue or way.queue
    if queue not in arranged.queues:
        raise UnknownNameError(
            f"There is no queue {queue!r}.", hint=f"There are: {', '.join(arranged.queues)}."
        )
    return replace(way, queue=queue, priority=priority)


def _customer(store: Store, key: str) -> int | None:
    if not key:
        return None
    number = pseudonym(store, key)
    know_customers(store.truth, [KeptContact(customer=number, customer_key=key)])
    return number
