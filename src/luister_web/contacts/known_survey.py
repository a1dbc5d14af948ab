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


def first_question(name: str) -> dict[str, dict[str, str]]:
    """The first question by language where a letter can ask it: whether one recommends, 0 to 10."""
    survey = design.draft(home(), name)
    item = next(
        (one for page in survey.pages for one in page.items if one.kind != "statement"), None
    )
    if item is None or item.kind != "nps":
        return {}
    return {
        code: {
            "question": text,
            "lowest": item.low.get(code, ""),
            "highest": item.high.get(code, ""),
        }
        for code, text in item.text.items()
    }
