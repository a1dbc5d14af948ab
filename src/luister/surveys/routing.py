"""The way through a survey: which items come next, given the answers so far."""

import hashlib
from collections.abc import Sequence

from luister.surveys.condition import Given
from luister.surveys.definition import Item, Option, Page, SurveyDefinition


def shown_items(page: Page, given: Given, *, order_seed: str) -> tuple[Item, ...]:
    """The items of a page that these answers lead to; shuffled alike for the same seed."""
    items = page.items
    if page.is_shuffled:
        items = tuple(sorted(items, key=lambda item: _place(order_seed, item.id)))
    return tuple(item for item in items if item.show_if.holds(given))


def shown_options(item: Item, *, order_seed: str) -> tuple[Option, ...]:
    """The options or aspects of an item in the order for one respondent; one with own text stays last."""
    options = item.aspects if item.kind == "matrix" else item.options
    if not item.is_shuffled:
        return options
    return tuple(
        sorted(
            options,
            key=lambda one: (one.with_text, _place(order_seed, f"{item.id}.{one.code}")),
        )
    )


def first_page(survey: SurveyDefinition, given: Given) -> int | None:
    """The number of the page that comes first, counted from 0; None where nothing is asked."""
    return _next_shown(survey, given, 0)


def page_after(survey: SurveyDefinition, number: int, given: Given) -> int | None:
    """The page that comes after page `number`; None where the survey is over."""
    ends = survey.pages[number].end_if
    if ends is not None and ends.holds(given):
        return None
    return _next_shown(survey, given, number + 1)


def path(survey: SurveyDefinition, given: Given, *, upto: int | None = None) -> tuple[int, ...]:
    """The pages that these answers lead along, in order; as far as page `upto`, where it is given.

    Pages after `upto` may still change with the answers to come.
    """
    found: list[int] = []
    place = first_page(survey, given)
    while place is not None:
        found.append(place)
        if place == upto:
            break
        place = page_after(survey, place, given)
    return tuple(found)


def kept_answers(survey: SurveyDefinition, given: Given, pages: Sequence[int]) -> Given:
    """The answers that still stand: those to items on `pages` that the answers before them lead to.

    Somebody who goes back and answers otherwise may leave answers behind that were never asked on the new way.
    """
    kept: dict[str, tuple[str, ...]] = {}
    for number in pages:
        page = survey.pages[number]
        asked: dict[str, tuple[str, ...]] = {}
        for item in page.items:
            # An item may depend on one of the same page, which a browser shows and hides.
            if item.show_if.holds({**kept, **asked}):
                asked |= {name: given[name] for name in _answered(item, given)}
        kept |= asked
    return kept


def _answered(item: Item, given: Given) -> tuple[str, ...]:
    names = (
        *item.fields,
        *(f"{item.id}.{one.code}.text" for one in item.options if one.with_text),
    )
    return tuple(name for name in names if name in given)


def _next_shown(survey: SurveyDefinition, given: Given, start: int) -> int | None:
    for number in range(start, len(survey.pages)):
        page = survey.pages[number]
        if page.show_if.holds(given) and any(item.show_if.holds(given) for item in page.items):
            return number
    return None


def _place(seed: str, name: str) -> bytes:
    """The place of a thing in one respondent's order: as good as chance, and the same at every look."""
    return hashlib.sha256(f"{seed}\0{name}".encode()).digest()
