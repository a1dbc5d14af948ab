"""The form of one page of a survey: its title, when it is shown, and when the survey ends after it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict

from luister.loop.edit import ALWAYS, Item, Page, SurveyDefinition
from luister_web.surveys.condition_form import (
    ConditionForm,
    condition_after,
    condition_form,
    condition_of,
)
from luister_web.surveys.texts import TextBox, text_boxes, texts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PageForm:
    """All that the form of a page shows."""

    page: Page
    number: int
    title: tuple[TextBox, ...]
    show: ConditionForm
    end: ConditionForm


def page_form(survey: SurveyDefinition, number: int, page: Page, *, language: str) -> PageForm:
    """The form of page `number`; `language` is that of the reader."""
    before = _items_until(survey, number)
    return PageForm(
        page=page,
        number=number,
        title=text_boxes("title", survey, page.title),
        show=condition_form("show", survey, page.show_if, items=before, language=language),
        end=condition_form(
            "end", survey, page.end_if, items=(*before, *page.items), language=language
        ),
    )


def page_of(posted: QueryDict, survey: SurveyDefinition, page: Page) -> Page:
    """The page as it was posted; its questions stay."""
    end = condition_of("end", posted, page.end_if)
    return replace(
        page,
        title=texts_of("title", posted, page.title, languages=survey.languages),
        show_if=condition_of("show", posted, page.show_if),
        end_if=end if end.groups else None,
        is_shuffled="shuffled" in posted,
    )


def page_after(page: Page, do: Sequence[str], survey: SurveyDefinition, number: int) -> Page:
    """The page after a button of its form was pressed."""
    verb, rest = (do[0], do[1:]) if do else ("", [])
    before = _items_until(survey, number)
    if verb == "show":
        fields = [field for item in before for field in item.fields]
        return replace(page, show_if=condition_after(page.show_if, rest, fields, survey))
    if verb == "end":
        fields = [field for item in (*before, *page.items) for field in item.fields]
        end = condition_after(page.end_if or ALWAYS, rest, fields, survey)
        return replace(page, end_if=end if end.groups else None)
    return page


def _items_until(survey: SurveyDefinition, number: int) -> tuple[Item, ...]:
    return tuple(item for page in survey.pages[:number] for item in page.items)
