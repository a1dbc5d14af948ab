"""Lay out: the page that a respondent sees, with what each question depends on."""

from dataclasses import replace

from luister.loop.open_form import OpenForm
from luister.surveys.condition import NO_OPINION as NO_OPINION_CODE
from luister.surveys.definition import RIGHT_TO_LEFT, SCALES
from luister.surveys.filled_form import LONGEST_TEXT as LONGEST
from luister.surveys.filled_form import Problem as FieldProblem
from luister.surveys.page_layout import PlacedItem as Placed
from luister.surveys.page_layout import placed_items

NO_OPINION = NO_OPINION_CODE
LONGEST_TEXT = LONGEST
ON_A_SCALE = frozenset(SCALES) - {"matrix"}
PlacedItem = Placed
Problem = FieldProblem


def laid_out(form: OpenForm) -> tuple[PlacedItem, ...]:
    """The items of the form's page that are shown, or may be once others on it are answered."""
    if form.page is None:
        return ()
    return placed_items(form.survey.pages[form.page], form.given, order_seed=form.key)


def at_page(form: OpenForm, number: int) -> OpenForm:
    """The form opened on a page that was answered before, as after a browser's "back"; else the form as it is."""
    if number not in form.pages or form.page is None:
        return form
    return replace(form, page=number, pages=form.pages[: form.pages.index(number)])


def is_right_to_left(language: str) -> bool:
    """True where a language is written from right to left."""
    return language.split("-")[0] in RIGHT_TO_LEFT
