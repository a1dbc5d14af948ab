"""SurveyJS JSON read into a survey; what is not taken over is listed."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from luister.surveys.condition import ALWAYS, Condition
from luister.surveys.condition_groups import (
    ALWAYS_GROUPS,
    Groups,
    both,
    condition_of,
    either,
    groups_of,
)
from luister.surveys.converted import (
    LARGEST_FILE,
    ConversionError,
    Converted,
    NoteBook,
    UnsayableError,
    named,
    settled,
)
from luister.surveys.definition import KINDS, Item, Look, Page, SurveyDefinition
from luister.surveys.expression import groups_said
from luister.surveys.foreign_fields import Places, converted_condition, looked_up, whole_fields
from luister.surveys.surveyjs_keepsake import Keepsake, kept_of
from luister.surveys.surveyjs_questions import Made, made_of
from luister.surveys.surveyjs_texts import Tongue, tongue_of

_MOST_QUESTIONS = 2_000
_NOT_CONVERTED = "This logic is not converted"
_PANEL = "A repeating panel is not converted: its questions are left out"
_HIDDEN = "A hidden element is left out"
_LOGIC_OF_ELEMENTS = (
    "enableIf",
    "requiredIf",
    "resetValueIf",
    "setValueIf",
    "setValueExpression",
    "choicesVisibleIf",
    "choicesEnableIf",
    "rowsVisibleIf",
    "columnsVisibleIf",
    "choicesByUrl",
    "defaultValueExpression",
    "validators",
)
_LOGIC_OF_SURVEYS = ("completedHtmlOnCondition", "navigateToUrlOnCondition", "calculatedValues")
_Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Found:
    """An element of a page with what it became, and the expressions around it."""

    made: Made
    expressions: tuple[str, ...]


@dataclass(slots=True)
class _Reading:
    """What is known while a file is read."""

    book: NoteBook
    tongue: Tongue
    keepsake: Keepsake
    places: Places = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    members: dict[str, list[str]] = field(default_factory=dict)

    def said(self, expression: str) -> Groups:
        return groups_said(
            expression,
            looked_up(self.places),
            is_whole=whole_fields(self.places),
            bare_names_are_fields=False,
        )

    def condition(self, where: str, *expressions: str) -> Condition | None:
        return converted_condition(
            where, " and ".join(expressions), lambda: self._all_said(expressions), self.book
        )

    def _all_said(self, expressions: tuple[str, ...]) -> Groups:
        found = ALWAYS_GROUPS
        for one in expressions:
            found = both(found, self.said(one))
        return found


def read(text: str) -> Converted:
    """The survey that a SurveyJS file is.

    Raises:
        ConversionError: it is no SurveyJS JSON, or holds no question we have.
    """
    plain = _parsed(text)
    keepsake = kept_of(plain)
    reading = _Reading(NoteBook(), tongue_of(plain, keepsake.languages), keepsake)
    pages = [_elements(page, reading) for page in _page_list(plain)]
    survey = SurveyDefinition(
        name=named(
            keepsake.name or reading.tongue.first(plain.get("title")) or "survey", (), "survey"
        ),
        kind=keepsake.kind if keepsake.kind in KINDS else "other",
        languages=reading.tongue.languages,
        title=reading.tongue.texts(plain.get("title")) or reading.tongue.everywhere("Survey"),
        intro=reading.tongue.texts(plain.get("description")),
        thanks=reading.tongue.words(plain.get("completedHtml")),
        process=keepsake.process,
        look=Look(_logo(plain, reading.book), keepsake.logo_text, keepsake.colour),
        asks_opt_out=keepsake.asks_opt_out,
        pages=tuple(
            _page(plain_page, found, reading)
            for plain_page, found in zip(_page_list(plain), pages, strict=True)
        ),
    )
    survey = _ended(_shown_by_triggers(survey, plain, reading), plain, reading)
    _list_logic(plain, "survey", _LOGIC_OF_SURVEYS, reading.book)
    return settled(survey, reading.book)


def _parsed(text: str) -> _Json:
    if len(text) > LARGEST_FILE:
        raise ConversionError("The file is too large.", hint="A survey is some kilobytes of text.")
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError):
        raise ConversionError(
            "This is no JSON.", hint="Save it from the JSON tab again."
        ) from None
    if not isinstance(plain, dict) or not ("pages" in plain or "elements" in plain):
        raise ConversionError(
            "This is no SurveyJS survey: it has no pages.", hint="Save it from the JSON tab again."
        )
    return plain


def _page_list(plain: _Json) -> list[_Json]:
    pages = plain.get("pages")
    if not isinstance(pages, list) or not pages:
        pages = [{"elements": plain.get("elements") or plain.get("questions") or []}]
    return [page for page in pages if isinstance(page, dict)]


def _elements(page: _Json, reading: _Reading) -> list[_Found]:
    """The elements of a page, panels opened; notes where a kind is not converted."""
    return list(_opened(page, (), reading, 0))


def _opened(
    holder: _Json, around: tuple[str, ...], reading: _Reading, depth: int
) -> Iterator[_Found]:
    elements = holder.get("elements") or holder.get("questions") or []
    for plain in elements if isinstance(elements, list) else []:
        if not isinstance(plain, dict) or len(reading.taken) > _MOST_QUESTIONS or depth > 20:
            continue
        where = str(plain.get("name") or plain.get("type") or "element")
        expression = plain.get("visibleIf")
        inside = (*around, expression) if isinstance(expression, str) and expression else around
        if plain.get("type") == "panel":
            before = set(reading.taken)
            yield from _opened(plain, inside, reading, depth + 1)
            reading.members[where] = [one for one in reading.taken if one not in before]
        elif plain.get("type") == "paneldynamic":
            reading.book.add(where, _PANEL)
        elif plain.get("visible") is False and not inside:
            reading.book.add(where, _HIDDEN)
        else:
            yield from _question(plain, inside, where, reading)


def _question(
    plain: _Json, inside: tuple[str, ...], where: str, reading: _Reading
) -> Iterator[_Found]:
    made = made_of(plain, reading.tongue, reading.taken, reading.book, reading.keepsake)
    reading.taken.update(item.id for item in made.items)
    reading.places.update(made.places)
    reading.members[where] = [item.id for item in made.items]
    _list_logic(plain, where, _LOGIC_OF_ELEMENTS, reading.book)
    if made.items:
        yield _Found(made, inside)
    elif inside:
        reading.book.add(where, _NOT_CONVERTED, f"visibleIf: {' and '.join(inside)}")


def _page(plain: _Json, found: list[_Found], reading: _Reading) -> Page:
    where = str(plain.get("name") or "page")
    items: list[Item] = []
    for one in found:
        show_if = reading.condition(one.made.items[0].id, *one.expressions) or ALWAYS
        items += [replace(item, show_if=show_if) for item in one.made.items]
    reading.members[where] = [item.id for item in items]
    expression = plain.get("visibleIf")
    page_if = reading.condition(where, expression) if isinstance(expression, str) else None
    order = plain.get("questionOrder", plain.get("questionsOrder"))
    return Page(
        items=tuple(items),
        title=reading.tongue.texts(plain.get("title")),
        show_if=page_if or ALWAYS,
        is_shuffled=order == "random",
    )


def _ended(survey: SurveyDefinition, plain: _Json, reading: _Reading) -> SurveyDefinition:
    """The survey with its `complete` triggers as ends of pages: of the last page that each looks at."""
    pages = list(survey.pages)
    for trigger in _triggers(plain, reading.book):
        if trigger.get("type") != "complete":
            continue
        expression = str(trigger.get("expression", ""))
        end_if = reading.condition("trigger complete", expression)
        if end_if is None:
            continue
        last = max((_page_of(survey, name) for name in end_if.fields), default=-1)
        if last >= 0:
            before = pages[last].end_if
            groups = either(groups_of(before), end_if.groups) if before else end_if.groups
            pages[last] = replace(pages[last], end_if=Condition(groups))
    return replace(survey, pages=tuple(pages))


def _page_of(survey: SurveyDefinition, name: str) -> int:
    for number, page in enumerate(survey.pages):
        if any(name in item.fields for item in page.items):
            return number
    return -1


def _shown_by_triggers(
    survey: SurveyDefinition, plain: _Json, reading: _Reading
) -> SurveyDefinition:
    """The survey with its `visible` triggers as conditions of what they show."""
    extra: dict[str, Groups] = {}
    for trigger in _triggers(plain, NoteBook()):
        if trigger.get("type") != "visible":
            continue
        show_if = reading.condition("trigger visible", str(trigger.get("expression", "")))
        names = [*_list(trigger.get("questions")), *_list(trigger.get("pages"))]
        for name in names if show_if else ():
            for member in reading.members.get(str(name), ()):
                extra[member] = groups_of(show_if or ALWAYS)
    pages = tuple(
        replace(page, items=tuple(_and_shown(item, extra.get(item.id)) for item in page.items))
        for page in survey.pages
    )
    return replace(survey, pages=pages)


def _and_shown(item: Item, groups: Groups | None) -> Item:
    if groups is None:
        return item
    try:
        return replace(item, show_if=condition_of(both(groups_of(item.show_if), groups)))
    except UnsayableError:
        return item


def _triggers(plain: _Json, book: NoteBook) -> Iterator[_Json]:
    for trigger in _list(plain.get("triggers")):
        if not isinstance(trigger, dict):
            continue
        kind = trigger.get("type")
        if kind in ("complete", "visible"):
            yield trigger
        else:
            target = trigger.get("gotoName") or trigger.get("setToName") or ""
            book.add(f"trigger {kind}", _NOT_CONVERTED, f"{trigger.get('expression')} {target}")


def _list_logic(
    plain: Mapping[str, Any], where: str, names: tuple[str, ...], book: NoteBook
) -> None:
    for name in names:
        found = plain.get(name)
        if name == "calculatedValues":
            found = [one.get("name") for one in _list(found) if isinstance(one, dict)]
            found = [one for one in found if one != "luister"]
        if found:
            book.add(where, _NOT_CONVERTED, f"{name}: {found}")
    for part in ("choices", "rows", "columns"):
        for one in _list(plain.get(part)):
            if isinstance(one, dict) and (rule := one.get("visibleIf") or one.get("enableIf")):
                book.add(where, _NOT_CONVERTED, f"{part} {one.get('value')}: {rule}")


def _logo(plain: _Json, book: NoteBook) -> str:
    logo = plain.get("logo")
    if isinstance(logo, str) and logo.startswith("data:image/"):
        return logo
    if logo:
        book.add("survey", "A logo at another address is not taken over", logo)
    return ""


def _list(found: object) -> list[Any]:
    return found if isinstance(found, list) else []
