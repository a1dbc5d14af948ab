"""What the parts of a survey are called on its pages."""

from collections.abc import Mapping

from django.conf.locale import LANG_INFO
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luister.loop.edit import ITEM_KINDS, KINDS, RIGHT_TO_LEFT

_ITEM_KINDS: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "nps": (_("Recommend (NPS)"), _("0 to 10: how likely to recommend")),
    "ces": (_("Effort (CES)"), _("1 to 7: how easy it was")),
    "cas": (_("Interest first (CAS)"), _("1 to 5: acting in the customer's interest")),
    "csat": (_("Satisfaction (CSAT)"), _("1 to 5: how satisfied")),
    "mark": (_("Mark"), _("1 to 10, as at school")),
    "matrix": (_("Aspects"), _("several aspects, rated one by one")),
    "choice": (_("One choice"), _("one of some options")),
    "choices": (_("More choices"), _("any of some options")),
    "text": (_("Open text"), _("in people's own words")),
    "date": (_("Date"), _("a day of the calendar")),
    "statement": (_("Statement"), _("words to read, nothing to answer")),
}
_SURVEY_KINDS: Mapping[str, str | Promise] = {
    "relation": _("Relation"),
    "transaction": _("Transaction"),
    "complaint": _("Complaint"),
    "moving": _("Moving house"),
    "payment": _("Payment"),
    "employee": _("Employees"),
    "other": _("Other"),
}
_OPERATORS: Mapping[str, str | Promise] = {
    "is": _("is"),
    "is not": _("is not"),
    "at least": _("is at least"),
    "at most": _("is at most"),
    "answered": _("was answered"),
    "not answered": _("was not answered"),
}
_LANGUAGES = (
    *("nl", "en", "de", "fr", "fy", "es", "it", "pt", "pl", "ro", "bg", "cs", "hu", "el"),
    *("da", "sv", "nb", "fi", "tr", "uk", "ru", "ar", "fa", "he", "ur", "zh-hans"),
)


def item_kind(kind: str) -> str:
    """A kind of question in words; the kind itself where it is not known."""
    return str(_ITEM_KINDS.get(kind, (kind, ""))[0])


def item_kinds() -> list[tuple[str, str, str]]:
    """Every kind of question: its code, its name, and what it is."""
    return [(kind, *map(str, _ITEM_KINDS.get(kind, (kind, "")))) for kind in ITEM_KINDS]  # type: ignore[misc]


def survey_kind(kind: str) -> str:
    """A kind of survey in words."""
    return str(_SURVEY_KINDS.get(kind, kind))


def survey_kinds() -> list[tuple[str, str]]:
    """Every kind of survey: its code and its name."""
    return [(kind, survey_kind(kind)) for kind in KINDS]


def operator(name: str) -> str:
    """How a check compares, in words."""
    return str(_OPERATORS.get(name, name))


def language(code: str) -> str:
    """A language in its own words.

    >>> language("nl")
    'Nederlands'
    """
    known = LANG_INFO.get(code) or LANG_INFO.get(code.split("-")[0])
    return str(known["name_local"]) if known and "name_local" in known else code


def languages() -> list[tuple[str, str]]:
    """The languages that are offered: code and name."""
    return [(code, language(code)) for code in _LANGUAGES]


def direction(code: str) -> str:
    """Which way a language is written."""
    return "rtl" if code.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def untitled() -> str:
    """What stands where a survey has no title yet."""
    return gettext("Survey without a title")


def wordless() -> str:
    """What stands where a question has no words yet."""
    return gettext("No words yet")
