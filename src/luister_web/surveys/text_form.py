"""The form of what stands around the questions: title, introduction, thanks, languages."""

import re
from dataclasses import dataclass, replace

from django.http import QueryDict

from luister.loop.edit import KINDS, SurveyDefinition
from luister_web.surveys import words
from luister_web.surveys.texts import TextBox, text_boxes, texts_of

MOST_LANGUAGES = 12
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextForm:
    """All that the form shows."""

    survey: SurveyDefinition
    title: tuple[TextBox, ...]
    intro: tuple[TextBox, ...]
    thanks: tuple[TextBox, ...]
    kinds: tuple[tuple[str, str], ...]
    languages: tuple[tuple[str, str], ...]
    offered: tuple[tuple[str, str], ...]


def text_form(survey: SurveyDefinition) -> TextForm:
    """The form of a survey."""
    offered = [one for one in words.languages() if one[0] not in survey.languages]
    return TextForm(
        survey=survey,
        title=text_boxes("title", survey, survey.title),
        intro=text_boxes("intro", survey, survey.intro),
        thanks=text_boxes("thanks", survey, survey.thanks),
        kinds=tuple(words.survey_kinds()),
        languages=tuple((one, words.language(one)) for one in survey.languages),
        offered=tuple(offered),
    )


def around(survey: SurveyDefinition) -> tuple[object, ...]:
    """The parts of a survey that this form changes."""
    return (
        survey.title,
        survey.intro,
        survey.thanks,
        survey.kind,
        survey.process,
        survey.asks_opt_out,
        survey.languages,
    )


def survey_of(posted: QueryDict, survey: SurveyDefinition) -> SurveyDefinition:
    """The survey with the texts that were posted."""
    kind = posted.get("kind", survey.kind)
    return replace(
        survey,
        title=texts_of("title", posted, survey.title, languages=survey.languages),
        intro=texts_of("intro", posted, survey.intro, languages=survey.languages),
        thanks=texts_of("thanks", posted, survey.thanks, languages=survey.languages),
        kind=kind if kind in KINDS else survey.kind,
        process=posted.get("process", "").strip()[:100] or None,
        asks_opt_out="asks_opt_out" in posted,
    )


def survey_after(survey: SurveyDefinition, do: list[str], posted: QueryDict) -> SurveyDefinition:
    """The survey after a button was pressed: a language more, one less, or another one first.

    The texts of a language that is taken away stay in the draft, so that it can be put back.
    """
    verb, language = (do[0], do[1] if len(do) > 1 else "") if do else ("", "")
    languages = list(survey.languages)
    if verb == "add-language":
        wanted = posted.get("new_language", "").strip().lower()
        if _LANGUAGE.fullmatch(wanted) and wanted not in languages:
            languages = [*languages, wanted][:MOST_LANGUAGES]
    if verb == "drop-language" and language in languages and len(languages) > 1:
        languages.remove(language)
    if verb == "first-language" and language in languages:
        languages = [language, *(one for one in languages if one != language)]
    return replace(survey, languages=tuple(languages))
