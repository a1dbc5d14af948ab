"""Two people changed the same part: what the other one made of it, told part by part."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luister.loop.edit import Condition, SurveyDefinition
from luister_web.surveys import words
from luister_web.surveys.condition_words import condition_words

_PARTS: Mapping[str, str | Promise] = {
    "id": gettext_lazy("Name in files"),
    "kind": gettext_lazy("Kind"),
    "text": gettext_lazy("Words"),
    "help": gettext_lazy("Explanation"),
    "is_required": gettext_lazy("Must be answered"),
    "has_no_opinion": gettext_lazy("Offers “no opinion”"),
    "scale": gettext_lazy("Scale"),
    "low": gettext_lazy("Lowest end"),
    "high": gettext_lazy("Highest end"),
    "options": gettext_lazy("Options"),
    "aspects": gettext_lazy("Aspects"),
    "is_shuffled": gettext_lazy("In another order for everybody"),
    "show_if": gettext_lazy("Shown only if"),
    "end_if": gettext_lazy("The survey ends if"),
    "process": gettext_lazy("Process"),
    "touchpoint": gettext_lazy("Touchpoint"),
    "is_headline": gettext_lazy("Stands for this survey"),
    "title": gettext_lazy("Title"),
    "intro": gettext_lazy("Introduction"),
    "thanks": gettext_lazy("Thanks"),
    "asks_opt_out": gettext_lazy("Offers to opt out"),
    "languages": gettext_lazy("Languages"),
    "logo": gettext_lazy("Logo"),
    "logo_text": gettext_lazy("What the logo says"),
    "colour": gettext_lazy("Colour"),
    "pages": gettext_lazy("Pages"),
    "look": gettext_lazy("Logo and colour"),
    "name": gettext_lazy("Name in files"),
}


_NOT_HERE = frozenset({"pages", "look", "name"})


@dataclass(frozen=True, slots=True)
class Theirs:
    """A part as somebody else left it."""

    part: str
    told: str


def part_words(name: str) -> str:
    """What a part of a survey, page or question is called."""
    return str(_PARTS.get(name, name))


def theirs(survey: SurveyDefinition, mine: object, other: object, language: str) -> list[Theirs]:
    """The parts that `other` has otherwise than `mine`, both items, pages or surveys."""
    return [
        Theirs(str(label), _told(survey, getattr(other, name), language))
        for name, label in _PARTS.items()
        if name not in _NOT_HERE
        and hasattr(other, name)
        and getattr(mine, name) != getattr(other, name)
    ]


def _told(survey: SurveyDefinition, part: object, language: str) -> str:
    if isinstance(part, str) and part.startswith("data:"):
        return _("another picture")
    if isinstance(part, bool):
        return _("yes") if part else _("no")
    if isinstance(part, Condition):
        return condition_words(survey, part, language) or _("always")
    if isinstance(part, Mapping):
        return " / ".join(text for text in part.values() if text) or _("empty")
    if isinstance(part, tuple):
        found = [
            survey.text(one.text, language) if hasattr(one, "text") else words.language(str(one))
            for one in part
        ]
        return ", ".join(found) or _("empty")
    return str(getattr(part, "code", part) or _("empty"))
