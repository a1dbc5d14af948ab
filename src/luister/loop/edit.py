"""Edit: one part of a draft is changed, while others may be changing other parts of it."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from luister.errors import LuisterError, StoreError
from luister.loop import design
from luister.store.home import Store
from luister.surveys.changes import Changes, ItemChange, changes
from luister.surveys.condition import ALWAYS, NO_OPINION, OPERATORS, Check, Condition
from luister.surveys.definition import (
    ITEM_KINDS,
    KINDS,
    RIGHT_TO_LEFT,
    SCALES,
    Item,
    Look,
    Option,
    Page,
    SurveyDefinition,
    Texts,
)
from luister.surveys.editing import (
    code_of,
    fresh_id,
    item_named,
    items_before,
    options_of_lines,
    page_at,
    place_of,
    with_item,
    with_item_changed,
    with_item_moved,
    with_page,
    with_page_changed,
    with_page_moved,
    without_item,
    without_page,
)
from luister.surveys.fault import Fault

__all__ = [
    "ALWAYS",
    "ITEM_KINDS",
    "KINDS",
    "NO_OPINION",
    "OPERATORS",
    "RIGHT_TO_LEFT",
    "SCALES",
    "ChangedMeanwhileError",
    "Changes",
    "Check",
    "Condition",
    "Fault",
    "Item",
    "ItemChange",
    "Look",
    "Option",
    "Page",
    "SurveyDefinition",
    "Texts",
    "begin",
    "change",
    "changes",
    "code_of",
    "fresh_id",
    "item_named",
    "items_before",
    "options_of_lines",
    "page_at",
    "place_of",
    "refuse_if_changed",
    "stamp",
    "with_item",
    "with_item_changed",
    "with_item_moved",
    "with_page",
    "with_page_changed",
    "with_page_moved",
    "without_item",
    "without_page",
]
_ATTEMPTS = 20


class ChangedMeanwhileError(LuisterError):
    """Somebody else changed the same part since it was last looked at; `theirs` is what it is now."""

    def __init__(self, theirs: object) -> None:
        """Keeps their part, so that a door can show both."""
        super().__init__(
            "Somebody else changed this at the same time.",
            hint="Compare both, then keep one of them.",
        )
        self.theirs = theirs


def stamp(part: object) -> str:
    """What tells this part of a survey from any other state of it.

    >>> stamp(Item(id="a", kind="text", text={})) == stamp(Item(id="a", kind="text", text={}))
    True
    """
    return hashlib.sha256(repr(part).encode()).hexdigest()[:16]


def refuse_if_changed(part: object, seen: str) -> None:
    """Nothing, where the part is still as it was `seen`; an empty `seen` passes.

    Raises:
        ChangedMeanwhileError: it is not.
    """
    if seen and seen != stamp(part):
        raise ChangedMeanwhileError(part)


def change(
    store: Store,
    name: str,
    changed: Callable[[SurveyDefinition], SurveyDefinition],
    *,
    now: datetime,
) -> SurveyDefinition:
    """The draft as kept now: the newest one, changed.

    Two people who change different parts at once both have their way: who comes second starts again from the
    draft of the first.

    Raises:
        UnknownNameError: there is no such survey.
        StoreError: others changed it again and again in between.
    """
    for _attempt in range(_ATTEMPTS - 1):
        try:
            return _changed_once(store, name, changed, now)
        except StoreError:
            continue
    return _changed_once(store, name, changed, now)


def begin(store: Store, survey: SurveyDefinition, *, now: datetime) -> SurveyDefinition:
    """The survey as a new draft, under its own name or, where that is taken, the next free one."""
    taken = {"new", *(one.name for one in design.surveys(store))}
    begun = replace(survey, name=code_of(survey.name.replace("-", "_"), taken))
    design.keep_draft(store, begun, now=now, stamp=0)
    return begun


def _changed_once(
    store: Store,
    name: str,
    changed: Callable[[SurveyDefinition], SurveyDefinition],
    now: datetime,
) -> SurveyDefinition:
    # The stamp is read first: a draft that is newer than it is refused, and read again.
    seen = design.survey(store, name).stamp
    before = design.draft(store, name)
    after = changed(before)
    if after != before:
        design.keep_draft(store, after, now=now, stamp=seen)
    return after
