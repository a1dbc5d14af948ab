"""A survey changed step by step: each step gives a new survey, and leaves the rest as it was."""

import re
import unicodedata
from collections.abc import Callable, Container, Iterable
from dataclasses import replace

from luister.errors import UnknownNameError
from luister.surveys.condition import Condition
from luister.surveys.definition import Item, Option, Page, SurveyDefinition

_LONGEST_CODE = 40
_LINE = re.compile(r"\s*([A-Za-z0-9_-]{1,40})\s*=\s*(.+)")


def place_of(survey: SurveyDefinition, item_id: str) -> tuple[int, int]:
    """The number of the page on which an item stands, and its place there, both from 0.

    Raises:
        UnknownNameError: the survey has no such item.
    """
    for number, page in enumerate(survey.pages):
        for place, item in enumerate(page.items):
            if item.id == item_id:
                return number, place
    raise UnknownNameError(
        f"The survey has no question {item_id!r}.", hint="Somebody may have taken it away."
    )


def item_named(survey: SurveyDefinition, item_id: str) -> Item:
    """The item of that id; raises UnknownNameError where there is none."""
    number, place = place_of(survey, item_id)
    return survey.pages[number].items[place]


def items_before(survey: SurveyDefinition, item_id: str) -> tuple[Item, ...]:
    """The items that are asked before an item, so those its condition may look at."""
    number, place = place_of(survey, item_id)
    earlier = [item for page in survey.pages[:number] for item in page.items]
    return (*earlier, *survey.pages[number].items[:place])


def with_item(
    survey: SurveyDefinition, number: int, item: Item, *, place: int | None = None
) -> SurveyDefinition:
    """The survey with one item more on page `number`: at `place`, or at the end.

    Raises:
        UnknownNameError: there is no such page.
    """
    at = len(page_at(survey, number).items) if place is None else place
    return _with_items(survey, number, lambda items: (*items[:at], item, *items[at:]))


def with_item_changed(survey: SurveyDefinition, item_id: str, item: Item) -> SurveyDefinition:
    """The survey with another item in the place of one; conditions follow it to a new id."""
    number, place = place_of(survey, item_id)
    changed = _with_items(
        survey, number, lambda items: (*items[:place], item, *items[place + 1 :])
    )
    return changed if item.id == item_id else _renamed(changed, item_id, item.id)


def without_item(survey: SurveyDefinition, item_id: str) -> SurveyDefinition:
    """The survey without an item. Conditions that look at it stay, and are faults until they are mended."""
    number, place = place_of(survey, item_id)
    return _with_items(survey, number, lambda items: (*items[:place], *items[place + 1 :]))


def with_item_moved(survey: SurveyDefinition, item_id: str, *, up: bool) -> SurveyDefinition:
    """The survey with an item one place up or down; from the edge of its page to the next page, if there is one."""
    number, place = place_of(survey, item_id)
    item, last = survey.pages[number].items[place], len(survey.pages[number].items) - 1
    target, at = number, place + (-1 if up else 1)
    if at < 0 or at > last:
        target, at = number + (-1 if up else 1), 0
        if not 0 <= target < len(survey.pages):
            return survey
        at = len(survey.pages[target].items) if up else 0
    return with_item(without_item(survey, item_id), target, item, place=at)


def page_at(survey: SurveyDefinition, number: int) -> Page:
    """Page `number`, from 0.

    Raises:
        UnknownNameError: there is no such page.
    """
    if not 0 <= number < len(survey.pages):
        raise UnknownNameError(
            f"The survey has no page {number + 1}.", hint="Somebody may have taken it away."
        )
    return survey.pages[number]


def with_page(survey: SurveyDefinition, page: Page) -> SurveyDefinition:
    """The survey with one page more at its end."""
    return replace(survey, pages=(*survey.pages, page))


def with_page_changed(survey: SurveyDefinition, number: int, page: Page) -> SurveyDefinition:
    """The survey with another page in the place of page `number`."""
    page_at(survey, number)
    return replace(survey, pages=(*survey.pages[:number], page, *survey.pages[number + 1 :]))


def without_page(survey: SurveyDefinition, number: int) -> SurveyDefinition:
    """The survey without a page and all that stands on it."""
    page_at(survey, number)
    return replace(survey, pages=(*survey.pages[:number], *survey.pages[number + 1 :]))


def with_page_moved(survey: SurveyDefinition, number: int, *, up: bool) -> SurveyDefinition:
    """The survey with a page one place up or down; at the edge it stays."""
    page, target = page_at(survey, number), number + (-1 if up else 1)
    if not 0 <= target < len(survey.pages):
        return survey
    pages = list(survey.pages)
    pages[number], pages[target] = pages[target], page
    return replace(survey, pages=tuple(pages))


def fresh_id(survey: SurveyDefinition, wanted: str) -> str:
    """An id that no item has yet: `wanted`, or `wanted_2` and so on.

    >>> fresh_id(SurveyDefinition(name="a", kind="other", languages=("nl",), title={}, pages=()), "nps")
    'nps'
    """
    return _free(wanted, {item.id for item in survey.items})


def code_of(text: str, taken: Container[str] = ()) -> str:
    """A code for an option or a name for a survey, made of its words.

    >>> code_of("Te duur, café!"), code_of("Te duur", {"te_duur"}), code_of("→")
    ('te_duur_cafe', 'te_duur_2', 'option')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:_LONGEST_CODE].strip("_")
    return _free(words or "option", taken)


def options_of_lines(
    lines: str, language: str, *, taken: Iterable[str] = ()
) -> tuple[Option, ...]:
    r"""The options that somebody typed, one a line: `code = text`, or the text alone.

    >>> [(one.code, one.text["nl"]) for one in options_of_lines("price = De prijs\nDe dienst", "nl")]
    [('price', 'De prijs'), ('de_dienst', 'De dienst')]
    """
    found: list[Option] = []
    codes = set(taken)
    for line in filter(None, (line.strip() for line in lines.splitlines())):
        match = _LINE.fullmatch(line)
        text = match[2] if match else line
        code = _free(match[1], codes) if match else code_of(text, codes)
        codes.add(code)
        found.append(Option(code, {language: text}))
    return tuple(found)


def _free(wanted: str, taken: Container[str]) -> str:
    number, found = 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted}_{number}"
    return found


def _with_items(
    survey: SurveyDefinition, number: int, change: Callable[[tuple[Item, ...]], tuple[Item, ...]]
) -> SurveyDefinition:
    page = page_at(survey, number)
    return with_page_changed(survey, number, replace(page, items=change(page.items)))


def _renamed(survey: SurveyDefinition, before: str, after: str) -> SurveyDefinition:
    """The survey in which every condition on `before` looks at `after`."""

    def follow(condition: Condition) -> Condition:
        return Condition(
            tuple(
                tuple(replace(one, field=_field(one.field, before, after)) for one in group)
                for group in condition.groups
            )
        )

    return replace(
        survey,
        pages=tuple(
            replace(
                page,
                show_if=follow(page.show_if),
                end_if=follow(page.end_if) if page.end_if else None,
                items=tuple(replace(item, show_if=follow(item.show_if)) for item in page.items),
            )
            for page in survey.pages
        ),
    )


def _field(name: str, before: str, after: str) -> str:
    head, dot, rest = name.partition(".")
    return f"{after}{dot}{rest}" if head == before else name
