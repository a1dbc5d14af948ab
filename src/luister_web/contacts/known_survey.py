"""The survey that a page about invitations is of."""

from django.http import Http404
from django.utils.translation import get_language

from luister.errors import UnknownNameError
from luister.loop import design
from luister_web.current_home import home


def known_survey(name: str) -> design.KeptSurvey:
    """The survey of this name; the page is not there where there is none."""
    try:
        return design.survey(home(), name)
    except UnknownNameError:
        raise Http404 from None


def title_of(survey: design.KeptSurvey) -> str:
    """The title in the reader's language, else in the survey's first, else its name."""
    return survey.title.get(get_language() or "") or next(iter(survey.title.values()), survey.name)
