"""What comes of another tool's file: a survey of ours, and a list of what was not taken over."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from luister.errors import LuisterError
from luister.surveys.condition import ALWAYS, Check, Condition
from luister.surveys.definition import Item, Page, SurveyDefinition

LARGEST_FILE = 20_000_000
"""Characters that are read of a survey file; the largest real one seen has two million."""

_LATER = "The condition looks at an answer that comes later or is not there: it is left out"
_NEVER = "By its logic this is never shown: it is left out"
_NOT_NAMED = re.compile(r"[^A-Za-z0-9_]+")
_LONGEST_NAME = 60


class ConversionError(LuisterError):
    """A file of another tool that cannot be read as a survey."""


class UnsayableError(LuisterError):
    """A piece of logic that our conditions cannot say."""


class NeverError(UnsayableError):
    """A condition that never holds."""


NEVER_SHOWN = Condition(((Check("", "answered"), Check("", "not answered")),))
"""The condition of what is never shown; `settled` leaves it out."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was not taken over as it was: where it stood, what came of it, and the words or code in question.

    `what` is one of a small number of fixed sentences, so that a door can translate it.
    """

    where: str
    what: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Converted:
    """The survey that was read, and everything that is not in it."""

    survey: SurveyDefinition
    notes: tuple[Note, ...] = ()


@dataclass(slots=True)
class NoteBook:
    """Collects notes while a file is read; the same one is kept once."""

    notes: list[Note] = field(default_factory=list)

    def add(self, where: str, what: str, detail: object = "") -> None:
        """Keeps a note; a long detail is cut."""
        note = Note(where, what, " ".join(str(detail).split())[:300])
        if note not in self.notes:
            self.notes.append(note)


def named(wish: object, taken: Iterable[str], usual: str) -> str:
    """A name of letters, digits and underscores like `wish` that is not yet taken.

    >>> named("Q1.a", {"Q1_a"}, "item")
    'Q1_a_2'
    >>> named("-99", set(), "option")
    '99'
    >>> named("???", set(), "option")
    'option'
    """
    clean = _NOT_NAMED.sub("_", str(wish)).strip("_")[:_LONGEST_NAME] or usual
    known, name, number = set(taken), clean, 1
    while name in known:
        number += 1
        name = f"{clean}_{number}"
    return name


def settled(survey: SurveyDefinition, book: NoteBook) -> Converted:
    """The survey without pages that hold nothing, and without conditions on what was not asked before them."""
    seen: set[str] = set()
    pages: list[Page] = []
    for page in survey.pages:
        page = _without_hidden(page, book)
        if not page.items:
            continue
        where = f"page {len(pages) + 1}"
        show_if = _known(page.show_if, seen, where, book)
        items = tuple(_settled_item(item, seen, book) for item in page.items)
        end_if = page.end_if and _known(page.end_if, seen, where, book)
        ends = page.end_if is not None and (end_if or not page.end_if.groups)
        pages.append(replace(page, items=items, show_if=show_if, end_if=end_if if ends else None))
    if not pages:
        raise ConversionError(
            "The file holds no question that can be taken over.",
            hint="See whether it is the right file; its kinds of questions may all be unknown.",
        )
    return Converted(replace(survey, pages=tuple(pages)), tuple(book.notes))


def _without_hidden(page: Page, book: NoteBook) -> Page:
    hidden = [item for item in page.items if NEVER_SHOWN in (item.show_if, page.show_if)]
    for item in hidden:
        book.add(item.id, _NEVER)
    return replace(page, items=tuple(item for item in page.items if item not in hidden))


def _settled_item(item: Item, seen: set[str], book: NoteBook) -> Item:
    item = replace(item, show_if=_known(item.show_if, seen, item.id, book))
    seen.update(item.fields)
    return item


def _known(condition: Condition, seen: set[str], where: str, book: NoteBook) -> Condition:
    unknown = [name for name in condition.fields if name not in seen]
    if not unknown:
        return condition
    book.add(where, _LATER, ", ".join(unknown))
    return ALWAYS
