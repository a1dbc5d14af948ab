"""The letter that a new plan begins with, to be changed at will."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, override

_SPOKEN = ("nl", "en")
_WORDS: Mapping[str, str | Promise] = {
    "subject": gettext_lazy("{name}, may we ask you something?"),
    "button": gettext_lazy("To the questions"),
    "unsubscribe": gettext_lazy("No more questions from us"),
    "nameless": gettext_lazy("customer"),
}
_WITH_SCALE = gettext_lazy(
    "Dear {name},\n\nWe would like to know what you think. It takes a minute.\n\n{scale}\n\n"
    "Or open all questions:\n\n{link}\n\nThank you,\n{organisation}"
)
_PLAIN = gettext_lazy(
    "Dear {name},\n\nWe would like to know what you think. It takes a minute.\n\n{link}\n\n"
    "Thank you,\n{organisation}"
)


def first_words(code: str, question: Mapping[str, str]) -> dict[str, str]:
    """The words of a first letter in a language that our pages speak; empty in another one.

    `question` is the question that can be answered right in the letter, with the words at its ends; empty where
    the survey does not begin with one.
    """
    if code not in _SPOKEN:
        return {}
    with override(code):
        words = {name: str(text) for name, text in _WORDS.items()}
        words["text"] = str(_WITH_SCALE if question else _PLAIN)
    return {**words, **question}
