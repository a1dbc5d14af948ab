"""What a new survey and a new question begin with."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from luister.loop import edit
from luister.loop.edit import Item, Option, Page, SurveyDefinition

_OWN = ("nl", "en")


def empty_survey(title: str, language: str) -> SurveyDefinition:
    """A survey with one page on which nothing is asked yet."""
    return SurveyDefinition(
        name=edit.code_of(title),
        kind="other",
        languages=(language,),
        title={language: title},
        pages=(Page(items=()),),
    )


def new_item(survey: SurveyDefinition, kind: str) -> Item:
    """A question of a kind, in the usual words where we have them in the languages of the survey."""
    parts = _parts(survey, kind)
    return Item(
        id=edit.fresh_id(survey, kind),
        kind=kind,
        text=_texts(survey, kind, 0),
        low=_texts(survey, kind, 1),
        high=_texts(survey, kind, 2),
        options=parts if kind in {"choice", "choices"} else (),
        aspects=parts if kind == "matrix" else (),
        process=None,
    )


def _texts(survey: SurveyDefinition, kind: str, place: int) -> dict[str, str]:
    found: dict[str, str] = {}
    for language in survey.languages:
        if language in _OWN:
            with override(language):
                found[language] = _usual(kind)[place]
    return {language: text for language, text in found.items() if text}


def _usual(kind: str) -> tuple[str, str, str]:
    """The usual words of a kind, in the language that is active: the question and the ends of its scale."""
    found = {
        "nps": (
            _("How likely is it that you would recommend us to a friend or colleague?"),
            _("Not at all likely"),
            _("Extremely likely"),
        ),
        "ces": (
            _("How easy or difficult was it to get done what you contacted us for?"),
            _("Very difficult"),
            _("Very easy"),
        ),
        "cas": (
            _("We act in your interest, not only in our own."),
            _("Disagree completely"),
            _("Agree completely"),
        ),
        "csat": (
            _("How satisfied or dissatisfied are you with this contact?"),
            _("Very dissatisfied"),
            _("Very satisfied"),
        ),
        "mark": (_("What mark out of 10 would you give us?"), _("Very poor"), _("Excellent")),
        "matrix": (_("How would you rate us on these points?"), _("Very poor"), _("Very good")),
        "text": (_("What is the main reason for your answer?"), "", ""),
    }
    return found.get(kind, ("", "", ""))


def _parts(survey: SurveyDefinition, kind: str) -> tuple[Option, ...]:
    """Two parts to begin with, which are there to be written over."""
    if kind not in {"choice", "choices", "matrix"}:
        return ()
    found = []
    for number in (1, 2):
        texts = {}
        for language in survey.languages:
            with override(language if language in _OWN else "en"):
                texts[language] = (
                    _("Aspect %(number)s") if kind == "matrix" else _("Option %(number)s")
                ) % {"number": number}
        found.append(Option(f"{'aspect' if kind == 'matrix' else 'option'}_{number}", texts))
    return tuple(found)
