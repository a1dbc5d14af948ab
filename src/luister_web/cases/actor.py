"""Who works on cases, as the core knows them, and what of a case they may read."""

from dataclasses import replace
from typing import Any

from luister.loop import show_cases
from luister.loop.show_cases import Actor, Case, CaseView
from luister_web.access.models import UnitKind, User
from luister_web.access.rights import Right, has_right, scope

HIDDEN = "•"


def actor(user: User) -> Actor:
    """The person, with the scope of their own answers and the names by which answers know them."""
    unit, employee, team = user.unit, "", ""
    if unit is not None and unit.kind == UnitKind.EMPLOYEE:
        employee, unit = unit.value, unit.parent
    if unit is not None and unit.kind == UnitKind.TEAM:
        team = unit.value
    return Actor(name=user.username, scope=dict(scope(user)), employee=employee, team=team)


def subject_for(user: User, one: Case) -> str:
    """The subject; of who may not read comments, one that is a customer's own words is hidden."""
    is_words = bool(one.response) and not has_right(user, Right.SEE_COMMENTS)
    return HIDDEN if is_words else one.subject


def plain_for(user: User, one: Case) -> dict[str, Any]:
    """A case as programs get it, as far as this person may read it."""
    return show_cases.as_plain(replace(one, subject=subject_for(user, one)))


def whole_for(user: User, view: CaseView) -> dict[str, Any]:
    """A case with its history and letters as programs get it."""
    lines = [
        {"at": one.at, "who": one.who, "what": one.what, "words": one.words}
        for one in view.history
    ]
    letters = [
        {
            "direction": one.direction, "at": one.at, "who": one.who, "subject": one.subject,
            "text": one.text, "state": one.state,
        }
        for one in view.letters
    ]  # fmt: skip
    return {
        **plain_for(user, view.case),
        "history": lines,
        "letters": letters,
        "moves": list(view.moves),
        "came_back": list(view.came_back),
    }
