"""One text in each language: boxes side by side, read back from the form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from luister.loop.edit import SurveyDefinition
from luister_web.surveys import words

LONGEST = 5000


@dataclass(frozen=True, slots=True)
class TextBox:
    """A text in one language, and the name of its field."""

    name: str
    language: str
    language_name: str
    direction: str
    text: str
    is_missing: bool


def text_boxes(
    name: str, survey: SurveyDefinition, texts: Mapping[str, str]
) -> tuple[TextBox, ...]:
    """A box for each language of the survey; one is missing where another language has its text."""
    is_used = any(texts.get(one) for one in survey.languages)
    return tuple(
        TextBox(
            name=f"{name}_{language}",
            language=language,
            language_name=words.language(language),
            direction=words.direction(language),
            text=texts.get(language, ""),
            is_missing=is_used and not texts.get(language),
        )
        for language in survey.languages
    )


def texts_of(
    name: str, posted: QueryDict, before: Mapping[str, str], *, languages: Sequence[str]
) -> dict[str, str]:
    """The texts that were posted under `name`; what the form did not show stays as it was."""
    found = dict(before)
    for language in languages:
        if (given := posted.get(f"{name}_{language}")) is not None:
            found[language] = _clean(given)
    return {language: text for language, text in found.items() if text}


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\0", "").strip()[:LONGEST]
