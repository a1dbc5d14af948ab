"""Open case: what a signal, an answer or a person tells becomes a case, once, with an owner and a deadline."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from luister.cases.about import CHANGE, COMPLAINT
from luister.cases.actor import Actor
from luister.cases.answer_facts import answer_facts, short
from luister.errors import MappingError, UnknownNameError
from luister.events.response import Response
from luister.events.signal import NewSignal
from luister.loop import place_case
from luister.loop.place_case import place
from luister.store import case_signals
from luister.store import cases as kept
from luister.store.case_rows import Scope
from luister.store.contacts import pseudonym
from luister.store.customers import responses_of
from luister.store.home import Store
from luister.store.questions import questions_of
from luister.store.responses import responses

Wanted = place_case.Wanted


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
        wanted = replace(wanted, customer_key=before.customer_key or "")
    elif by.scope and wanted.customer_key and not _is_known(store, wanted.customer_key, by.scope):
        raise UnknownNameError(
            f"Customer {wanted.customer_key!r} gave no answer about your part of the organisation.",
            hint="Leave the customer out, or ask who may see all.",
        )
    number = place(store, _inside(wanted, by.scope), by=by, now=now)
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
        number = place(store, wanted, by=by, now=now)
    number = number or _known(store, origin)
    kept.case_of(store.truth, number, by.scope)
    return number


def from_signal(store: Store, signal: int, *, subject: str = "", by: Actor, now: datetime) -> int:
    """The number of the case on a signal; the one that is there where there is one already.

    A signal of one answer becomes the case of that answer; any other a case about a figure that moved. Without a
    `subject` it is called after what the signal is about. The signal's history names the case.

    Raises:
        UnknownNameError: there is no such signal, or it is outside the scope.
    """
    found = case_signals.signal_of(store.truth, signal, by.scope)
    if found.response:
        number = from_answer(store, int(found.response), rule=found.kind, by=by, now=now)
    else:
        origin = f"signal:{signal}"
        wanted = replace(_of_signal(found, subject), signal=signal, origin=origin)
        known = kept.of_origin(store.truth, origin)
        number = known or place(store, wanted, by=by, now=now) or _known(store, origin)
    kept.case_of(store.truth, number, by.scope)
    case_signals.name_case(store.truth, signal, number, by=by.name, now=now)
    return number


def _of_signal(signal: NewSignal, subject: str) -> Wanted:
    places: Mapping[str, str] = signal.group
    about = signal.process or signal.survey
    within = [value for name, value in places.items() if name != "process" and value]
    named = " · ".join([signal.metric, about, *within])
    return Wanted(
        subject=short(subject or named),
        about=COMPLAINT if signal.customer_key else CHANGE,
        customer_key=signal.customer_key,
        survey=signal.survey,
        process=signal.process or places.get("process", ""),
        team=signal.team or places.get("team", ""),
        signal_kind=signal.kind,
        dimensions=places,
    )


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


def _known(store: Store, origin: str) -> int:
    """The case of this origin, which another opened at this very moment."""
    number = kept.of_origin(store.truth, origin)
    assert number is not None
    return number


def _inside(wanted: Wanted, scope: Scope) -> Wanted:
    """The wish with a team that the reader has; the only one of theirs where none is named."""
    teams = scope.get("team")
    if teams is None:
        return wanted
    if (wanted.team and wanted.team not in teams) or not teams:
        raise UnknownNameError(f"There is no team {wanted.team!r} of yours.", hint="Choose one.")
    return replace(wanted, team=wanted.team or teams[0])


def _is_known(store: Store, key: str, scope: Scope) -> bool:
    """True where the customer gave an answer that the reader may see: else a case would tell their address."""
    return any(_is_inside(form, scope) for form in responses_of(store, pseudonym(store, key)))


def _is_inside(form: Response, scope: Scope) -> bool:
    return all(form.dimensions.get(name) in allowed for name, allowed in scope.items())
