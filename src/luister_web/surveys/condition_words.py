"""A condition told in one line."""

from django.utils.translation import gettext as _

from luister.loop.edit import (
    NO_OPINION,
    Check,
    Condition,
    Item,
    SurveyDefinition,
)
from luister_web.surveys import words

_LONGEST = 44


def condition_words(survey: SurveyDefinition, condition: Condition | None, language: str) -> str:
    """When something is shown: “Would you recommend us?” is at most 6; empty where it always is."""
    if condition is None or not condition.groups:
        return ""
    groups = [
        _(" and ").join(check_words(survey, check, language) for check in group)
        for group in condition.groups
    ]
    return _(", or ").join(groups)


def check_words(survey: SurveyDefinition, check: Check, language: str) -> str:
    """One check: the question, how it is compared, and with what."""
    name = f"“{field_words(survey, check.field, language)}”"
    told = [name, words.operator(check.operator)]
    if check.operator not in {"answered", "not answered"}:
        told.append(_(" or ").join(value_labels(survey, check, language)) or "…")
    return " ".join(told)


def field_words(survey: SurveyDefinition, field: str, language: str) -> str:
    """The question that a field belongs to, with its aspect; the field itself where there is none."""
    for name, item in survey.fields():
        if name == field:
            told = shortened(survey.text(item.text, language)) or item.id
            aspect = next((one for one in item.aspects if field == f"{item.id}.{one.code}"), None)
            return f"{told}: {survey.text(aspect.text, language)}" if aspect else told
    return field


def item_of_field(survey: SurveyDefinition, field: str) -> Item | None:
    """The item that a field belongs to."""
    return next((item for name, item in survey.fields() if name == field), None)


def value_labels(survey: SurveyDefinition, check: Check, language: str) -> list[str]:
    """The values of a check as a reader knows them."""
    item = item_of_field(survey, check.field)
    known = {
        one.code: shortened(survey.text(one.text, language))
        for one in (item.options if item else ())
    }
    known[NO_OPINION] = _("no opinion")
    return [known.get(value, value) for value in check.values]


def shortened(text: str) -> str:
    """The first words of a text.

    >>> shortened("one two")
    'one two'
    """
    flat = " ".join(text.split())
    if len(flat) <= _LONGEST:
        return flat
    cut = flat[:_LONGEST].rsplit(" ", 1)[0]
    return f"{cut.rstrip(',.;:')}…"
