"""The letter that a trigger invites with: whether its survey has one, and the one that is proposed."""

from luister.errors import UnknownNameError
from luister.loop import design
from luister.loop.standing import plan_from, plan_of, set_plan
from luister_web.contacts.first_words import first_words
from luister_web.contacts.known_survey import first_question
from luister_web.current_home import home


def asked_surveys() -> list[str]:
    """The names of the surveys that people can be invited to: our own, once published."""
    return [one.name for one in design.surveys(home()) if one.version is not None]


def has_letter(survey: str) -> bool:
    """True where the survey has words to invite with."""
    return bool(plan_of(home(), survey).messages)


def propose_letter(survey: str) -> None:
    """Keeps the first letter of a survey in each language that our pages speak, as its page proposes it.

    Raises:
        UnknownNameError: there is no such survey, or it is in no language that our pages speak.
    """
    question = first_question(survey)
    words = {
        code: first_words(code, question.get(code, {}))
        for code in design.survey(home(), survey).languages
    }
    messages = {code: one for code, one in words.items() if one}
    if not messages:
        raise UnknownNameError(f"{survey} is in no language of ours.", hint="Write its letter.")
    set_plan(home(), survey, plan_from({"messages": messages}))


def can_propose(survey: str) -> bool:
    """True where a letter can be proposed: the survey is in a language that our pages speak."""
    return any(first_words(code, {}) for code in design.survey(home(), survey).languages)
