"""A case as a page shows it: in the reader's words, with who may get it and what to do next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.timesince import timesince, timeuntil
from django.utils.translation import gettext as _

from luister.loop.arrange_cases import Arrangement
from luister.loop.show_cases import Actor, Case, CaseView
from luister_web.access.models import User
from luister_web.cases import words
from luister_web.cases.actor import subject_for


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCase:
    """One line of a list, or the head of a page; `due` is empty where nothing is due."""

    case: Case
    subject: str
    state: str | Promise
    priority: str | Promise
    about: str | Promise
    queue: str
    owner: str
    due: str
    is_overdue: bool


def shown(one: Case, user: User, names: dict[str, str], *, now: datetime) -> ShownCase:
    """The case for this reader."""
    is_overdue = one.due_at is not None and one.due_at < now
    return ShownCase(
        case=one,
        subject=subject_for(user, one),
        state=words.STATES[one.state],
        priority=words.PRIORITIES[one.priority],
        about=words.ABOUTS.get(one.about, one.about),
        queue=words.queue_words(one.queue),
        owner=names.get(one.owner, one.owner),
        due=_due(one.due_at, is_overdue, now),
        is_overdue=is_overdue,
    )


def _due(due_at: datetime | None, is_overdue: bool, now: datetime) -> str:
    if due_at is None:
        return ""
    if is_overdue:
        return _("%(time)s late") % {"time": timesince(due_at, now, depth=1)}
    return _("in %(time)s") % {"time": timeuntil(due_at, now, depth=1)}


def names_of_people() -> dict[str, str]:
    """How each person is called, by user name."""
    return {one.username: str(one) for one in User.objects.all()}


def people_for(
    arranged: Arrangement, queue: str, by: Actor, names: dict[str, str]
) -> list[tuple[str, str]]:
    """Whom this reader may give a case of the queue to; themselves first."""
    teams = by.scope.get("team")
    members = [
        one.name
        for one in arranged.queue(queue).members
        if "employee" not in by.scope and (teams is None or one.team in teams)
    ]
    return [(one, names.get(one, one)) for one in dict.fromkeys([by.name, *members])]


def lines_of(view: CaseView, names: dict[str, str]) -> list[dict[str, Any]]:
    """The history in words, the last first; letters and files stand elsewhere on the page."""
    return [
        {
            "at": one.at,
            "who": names.get(one.who, "" if one.who == "luister" else one.who),
            "what": words.history_words(one.what, one.details, names),
            "words": one.words,
            "is_note": one.what == "note",
        }
        for one in reversed(view.history)
    ]


def letters_of(view: CaseView, names: dict[str, str]) -> list[dict[str, Any]]:
    """The letters, the first first, each with its state in words."""
    return [
        {
            "letter": one,
            "who": names.get(one.who, one.who),
            "state": words.LETTERS.get(one.state, one.state),
            "is_wrong": one.state in ("failed", "unsure"),
        }
        for one in view.letters
    ]
