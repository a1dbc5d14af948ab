"""Show cases: a list, one with all that hangs on it, and how many there are; each within the reader's scope."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from luister.cases import actor, states
from luister.events.response import Response
from luister.store import case_files, case_letters, case_rows
from luister.store import cases as kept
from luister.store.case_files import CaseFile, NewFile
from luister.store.case_history import Entry, history
from luister.store.case_letters import CaseLetter
from luister.store.contacts import KeptContact, contacts_by_id
from luister.store.home import Store
from luister.store.responses import responses

Actor = actor.Actor
Case = case_rows.Case
CaseFilter = case_rows.CaseFilter
STATES = states.STATES
UNDER_WAY = states.UNDER_WAY


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """A case with its history, letters, files, the answer it comes from, the contact, and where it may go.

    `answer` and `contact` are None where there is none; `came_back` are the later cases that name it.
    """

    case: Case
    history: tuple[Entry, ...]
    letters: tuple[CaseLetter, ...]
    files: tuple[CaseFile, ...]
    answer: Response | None
    contact: KeptContact | None
    came_back: tuple[int, ...]
    moves: tuple[str, ...]


def cases(
    store: Store, wanted: CaseFilter, *, limit: int = 50, offset: int = 0
) -> tuple[int, list[Case]]:
    """How many cases fit, and one page of them: what is due first comes first."""
    return kept.listed(store.truth, wanted, limit=limit, offset=offset)


def case(store: Store, number: int, *, by: Actor) -> CaseView:
    """One case.

    Raises:
        UnknownNameError: there is none, or it is outside the reader's scope.
    """
    found = kept.case_of(store.truth, number, by.scope)
    truth = store.truth
    return CaseView(
        case=found,
        history=tuple(history(truth, number)),
        letters=tuple(case_letters.of_case(truth, number)),
        files=tuple(case_files.of_case(truth, number)),
        answer=_answer(store, found),
        contact=contact_of(store, found),
        came_back=tuple(kept.after(truth, number)),
        moves=states.MOVES[found.state],
    )


def file(store: Store, number: int, file_number: int, *, by: Actor) -> NewFile:
    """A file of a case; UnknownNameError where case or file is not there for this reader."""
    kept.case_of(store.truth, number, by.scope)
    return case_files.content_of(store.truth, number, file_number)


def counts(store: Store, *, by: Actor, now: datetime) -> dict[str, int]:
    """How many cases are under way, overdue, the reader's own and nobody's."""
    return kept.counts(store.truth, by.scope, owner=by.name, now=now)


def own_open(store: Store, name: str) -> int:
    """How many cases of a person are neither solved nor closed."""
    return kept.load_of(store.truth, name)


def contact_of(store: Store, found: Case) -> KeptContact | None:
    """The contact of a case's customer; None where they are none."""
    if found.customer is None:
        return None
    return next(contacts_by_id(store.truth, [found.customer]), None)


def as_plain(found: Case) -> dict[str, Any]:
    """A case as programs get it: times in UTC, the customer by the organisation's own key."""
    names = (
        "id", "state", "about", "subject", "priority", "queue", "team", "owner", "survey",
        "process", "response", "signal", "before_case", "opened_by", "opened_at", "due_at",
        "contact_due_at", "solve_due_at", "contacted_at", "solved_at", "closed_at", "outcome",
        "root_cause",
    )  # fmt: skip
    return {**{name: getattr(found, name) for name in names}, "customer": found.customer_key}


def _answer(store: Store, found: Case) -> Response | None:
    if not found.response:
        return None
    store.projection.catch_up()
    return next(iter(responses(store, [int(found.response)])), None)
