"""The surveys that are ready made, as they are offered."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from luister.loop import design
from luister.loop.edit import SurveyDefinition
from luister_web.surveys import words
from luister_web.surveys.meter import meter_of
from luister_web.surveys.opened import reading_language

_NAMES: Mapping[str, str | Promise] = {
    "relation": _("Relation: would they recommend you"),
    "transaction": _("After a contact: how easy it was"),
    "complaint": _("After a complaint"),
    "moving": _("After moving house"),
    "payment": _("After a payment"),
    "employee": _("Pulse among employees"),
}


@dataclass(frozen=True, slots=True)
class ReadyMade:
    """A survey to begin with: what it is for, its own title, and how long it is."""

    code: str
    name: str
    title: str
    about: str
    length: str


def ready_made() -> list[ReadyMade]:
    """Every survey to begin with, in the reader's language."""
    return [_offered(survey) for survey in design.presets()]


def ready_survey(code: str) -> SurveyDefinition | None:
    """The ready-made survey of that name; None where there is none."""
    return next((one for one in design.presets() if one.name == code), None)


def _offered(survey: SurveyDefinition) -> ReadyMade:
    meter = meter_of(survey)
    kinds = dict.fromkeys(words.item_kind(item.kind) for item in survey.items)
    return ReadyMade(
        code=survey.name,
        name=str(_NAMES.get(survey.name, words.survey_kind(survey.kind))),
        title=survey.text(survey.title, reading_language(survey.languages)),
        about=", ".join(kinds),
        length=f"{meter.questions} · {meter.time}" if meter else "",
    )
