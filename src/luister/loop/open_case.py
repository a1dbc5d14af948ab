"""Open case: what a signal, an answer or a person tells becomes a case, once, with an owner and a deadline."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from luister.cases.about import COMPLAINT, checked_about
from luister.cases.actor import Actor
from luister.cases.answer_facts import LONGEST_SUBJECT, answer_facts
from luister.cases.assignment import Member, least_loaded, member_named
from luister.cases.routing import CaseFacts, Route, route
from luister.cases.service_level import checked_priority, deadlines
from luister.cases.states import ACCEPTED, OPEN
from luister.errors import MappingError, UnknownNameError
from luister.events.response import Response
from luister.loop.arrange_cases import Arrangement, arrangement
from luister.loop.tell_case import tell
from luister.store import cases as kept
from luister.store.case_rows import NewCase, Scope
from luister.store.contacts import KeptContact, know_customers, pseudonym
from luister.store.home import Store
from luister.store.questions import questions_of
from luister.store.responses import responses


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


def by_hand(store: Store, wanted: Wanted, *, by: Actor, now: datetime) -> int:
    """The number of a case that a person opens.

    Who may see one team or only their own cases opens a case there.

    Raises:
        MappingError: subject, kind or priority cannot be.
        UnknownNameError: the case before is not there, or the team is outside the scope.
    """
    if wanted.before_case is not None:
        before = kept.case_of(store.truth, wanted.before_case, by.scope)
        if before.closed_at is None:
            raise MappingError(
                f"Case {before.id} is not closed yet.", hint="Go on with that one instead."
            )
        wanted = replace(wanted, customer_key=wanted.customer_key or before.customer_key or "")
    number = _opened(store, _inside(wanted, by.scope), by=by, now=now)
    assert number is not None
    return number


def from_answer(
    store: Store, response: int, *, about: str = "", rule: str = "", by: Actor, now: datetime
) -> int:
    """The number of the case on a filled-in form; the one that is there where there is one already.

    A customer whose case was closed before gets a new one that names it. What is not said to be
    anything else is praise after a high mark, and a complaint after any other.

    Raises:
        UnknownNameError: there is no such form, or it is outside the scope.
    """
    store.projection.catch_up()
    found = responses(store, [response])
    if not found or not _is_inside(found[0], by.scope):
        raise UnknownNameError(f"There is no answer {response}.", hint="It may be another team's.")
    origin = f"answer:{response}"
    number = kept.of_origin(store.truth, origin)
    if number is None:
        wanted = replace(_of_answer(store, found[0], about), origin=origin, signal_kind=rule)
        number = _opened(store, wanted, by=by, now=now)
    # Another asked for it at this very moment.
    number = number or kept.of_origin(store.truth, origin)
    assert number is not None
    kept.case_of(store.truth, number, by.scope)
    return number


def _of_answer(store: Store, form: Response, about: str) -> Wanted:
    asked = questions_of(store, form.survey).get(form.survey, ())
    said = answer_facts(form, {one.id for one in asked if one.is_headline})
    places = {name: value for name, value in form.dimensions.items() if value}
    return Wanted(
        subject=said.subject,
        about=about or said.about,
        customer_key=form.customer or "",
        survey=form.survey,
        response=form.id,
        process=places.get("process", ""),
        team=places.get("team", ""),
        score=said.score,
        dimensions=places,
    )


def _opened(store: Store, wanted: Wanted, *, by: Actor, now: datetime) -> int | None:
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


def _inside(wanted: Wanted, scope: Scope) -> Wanted:
    """The wish with a team that the reader has; the only one of theirs where none is named."""
    teams = scope.get("team")
    if teams is None:
        return wanted
    if (wanted.team and wanted.team not in teams) or not teams:
        raise UnknownNameError(f"There is no team {wanted.team!r} of yours.", hint="Choose one.")
    return replace(wanted, team=wanted.team or teams[0])


def _is_inside(form: Response, scope: Scope) -> bool:
    return all(form.dimensions.get(name) in allowed for name, allowed in scope.items())


def _customer(store: Store, key: str) -> int | None:
    if not key:
        return None
    number = pseudonym(store, key)
    know_customers(store.truth, [KeptContact(customer=number, customer_key=key)])
    return number
