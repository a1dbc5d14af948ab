"""What is wrong with a draft, in words and beside the field that mends it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from luister.loop import design, edit
from luister.loop.edit import Fault, SurveyDefinition
from luister_web.surveys import words
from luister_web.surveys.condition_words import field_words, shortened

_PAGE = re.compile(r"page (\d+)")
_OF_A_CONDITION = frozenset(
    {"field", "later", "shuffled", "operator", "bound", "value", "no values", "never"}
)
_OF_A_FIELD = frozenset({"field", "later", "bound", "value", "no values"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFault:
    """A fault in the reader's language; `page`, from 0, and `item` say where it stands, `address` where it is mended.

    `part` is the part of the form beside which it is told: text, help, low, high, title, show, end, options, or none.
    """

    page: int | None
    item: str
    part: str
    where: str
    words: str
    hint: str
    address: str
    is_of_look: bool = False


def faults_of(survey: SurveyDefinition) -> tuple[ShownFault, ...]:
    """Everything that keeps a draft from being published."""
    return tuple(_shown(survey, fault) for fault in design.faults(survey))


def _shown(survey: SurveyDefinition, fault: Fault) -> ShownFault:
    head, *rest = fault.where.split(", ")
    found = _PAGE.fullmatch(head)
    page = int(found[1]) - 1 if found else None
    ids = {item.id for item in survey.pages[page].items} if page is not None else set()
    item = rest[0] if rest and rest[0] in ids else ""
    told, value = _(fault.problem), _value_words(survey, fault)
    return ShownFault(
        page=page,
        item=item,
        part=_part(fault, rest[bool(item) :], is_item=bool(item)),
        where=_where(survey, page, item),
        # The sentence says what is wrong; the value says of what: a language, a code, a question.
        words=f"{told.rstrip('.')}: {value}." if value else told,
        hint=_(fault.hint),
        address=_address(survey, (page, item), head),
        is_of_look=head == "look",
    )


def _value_words(survey: SurveyDefinition, fault: Fault) -> str:
    """What a fault is about, as a reader knows it."""
    if fault.code == "no words":
        return words.language(fault.value)
    if fault.code in _OF_A_FIELD:
        field, _space, rest = fault.value.partition(" ")
        return f"“{field_words(survey, field, survey.languages[0])}” {rest}".strip()
    return fault.value


def _part(fault: Fault, rest: Sequence[str], *, is_item: bool) -> str:
    if fault.code in _OF_A_CONDITION:
        return "end" if "end_if" in rest else "show"
    if not rest:
        return "text" if is_item and fault.code in {"no words", "long words"} else ""
    return rest[0] if rest[0] in {"help", "low", "high", "title", "intro", "thanks"} else "options"


def _where(survey: SurveyDefinition, page: int | None, item: str) -> str:
    if item:
        text = survey.text(edit.item_named(survey, item).text, survey.languages[0])
        return shortened(text) or item
    if page is not None:
        return _("Page %(number)s") % {"number": page + 1}
    return _("The survey")


def _address(survey: SurveyDefinition, at: tuple[int | None, str], head: str) -> str:
    page, item = at
    if item:
        return reverse("surveys:item", args=[survey.name, item])
    if page is not None:
        return reverse("surveys:page", args=[survey.name, page + 1])
    return reverse(f"surveys:{'look' if head == 'look' else 'texts'}", args=[survey.name])
