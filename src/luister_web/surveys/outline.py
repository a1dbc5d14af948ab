"""The pages and questions of a survey as a list of rows."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from luister.loop.edit import Item, Page
from luister_web.surveys import words
from luister_web.surveys.condition_words import condition_words
from luister_web.surveys.faults import ShownFault
from luister_web.surveys.opened import Opened


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """A question in the list; it is told in words when it is shown, and what is wrong with it."""

    id: str
    number: int
    kind: str
    kind_words: str
    text: str
    shown_if: str
    is_required: bool
    cost: str
    faults: tuple[ShownFault, ...]
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRow:
    """A page with its questions."""

    number: int
    title: str
    shown_if: str
    ends_if: str
    is_shuffled: bool
    rows: tuple[ItemRow, ...]
    faults: tuple[ShownFault, ...]
    address: str
    is_only: bool
    is_first: bool
    is_last: bool


def outline(
    opened: Opened, faults: tuple[ShownFault, ...], costs: Mapping[str, str]
) -> tuple[PageRow, ...]:
    """The rows of a survey; `costs` tells for each question what it costs in response."""
    numbers = {item.id: number for number, item in enumerate(opened.survey.items, 1)}
    return tuple(
        _page_row(opened, number, page, numbers, faults, costs)
        for number, page in enumerate(opened.survey.pages)
    )


def _page_row(
    opened: Opened,
    number: int,
    page: Page,
    numbers: Mapping[str, int],
    faults: tuple[ShownFault, ...],
    costs: Mapping[str, str],
) -> PageRow:
    survey, language = opened.survey, opened.language
    last = len(survey.pages) - 1
    return PageRow(
        number=number,
        title=survey.text(page.title, language),
        shown_if=condition_words(survey, page.show_if, language),
        ends_if=condition_words(survey, page.end_if, language),
        is_shuffled=page.is_shuffled,
        rows=tuple(
            _item_row(opened, item, numbers[item.id], faults, costs) for item in page.items
        ),
        faults=tuple(one for one in faults if one.page == number and not one.item),
        address=reverse("surveys:page", args=[survey.name, number + 1]),
        is_only=not last,
        is_first=number == 0,
        is_last=number == last,
    )


def _item_row(
    opened: Opened,
    item: Item,
    number: int,
    faults: tuple[ShownFault, ...],
    costs: Mapping[str, str],
) -> ItemRow:
    survey = opened.survey
    return ItemRow(
        id=item.id,
        number=number,
        kind=item.kind,
        kind_words=words.item_kind(item.kind),
        text=survey.text(item.text, opened.language) or words.wordless(),
        shown_if=condition_words(survey, item.show_if, opened.language),
        is_required=item.is_required,
        cost=costs.get(item.id, ""),
        faults=tuple(one for one in faults if one.item == item.id),
        address=reverse("surveys:item", args=[survey.name, item.id]),
    )


def page_label(row: PageRow) -> str:
    """What a page is called."""
    return row.title or _("Page %(number)s") % {"number": row.number + 1}
