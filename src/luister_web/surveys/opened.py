"""A survey as its pages find it: what is kept of it, its draft, and the language to tell of it in."""

from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import get_language

from luister.errors import UnknownNameError
from luister.loop import design, measure
from luister.loop.design import KeptSurvey
from luister.loop.edit import SurveyDefinition
from luister_web.current_home import home
from luister_web.surveys import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A survey that somebody looks at."""

    kept: KeptSurvey
    survey: SurveyDefinition
    language: str
    title: str

    @property
    def has_draft(self) -> bool:
        """True where something was changed since it was published, or it never was."""
        return self.kept.draft_changed_at is not None


def opened(name: str) -> Opened:
    """The survey called `name` with its draft.

    Raises:
        Http404: there is none.
    """
    try:
        return with_draft(design.survey(home(), name), design.draft(home(), name))
    except UnknownNameError:
        raise Http404 from None


def with_draft(kept: KeptSurvey, survey: SurveyDefinition) -> Opened:
    """The survey as the reader sees it: in their own language, where the survey has it."""
    language = reading_language(survey.languages)
    title = survey.text(survey.title, language) or words.untitled()
    return Opened(kept=kept, survey=survey, language=language, title=title)


def reading_language(languages: tuple[str, ...]) -> str:
    """The reader's language where it is among these, else the first."""
    own = (get_language() or "").split("-")[0]
    return own if own in languages or not languages else languages[0]


def known_names() -> dict[str, list[str]]:
    """The processes and touchpoints that answers are about, to choose from."""
    known = measure.dimensions(home())
    return {
        f"{name}s" if name == "touchpoint" else "processes": measure.values(home(), name)
        for name in ("process", "touchpoint")
        if name in known
    }
