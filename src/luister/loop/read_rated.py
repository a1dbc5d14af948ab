"""Read rated: the answers that a calculation is about, within what its reader may see."""

from luister.errors import UnknownNameError
from luister.estimates.driver_request import DriverRequest
from luister.estimates.factor_request import FactorRequest
from luister.estimates.model_request import ModelRequest
from luister.estimates.request_terms import FIRST_DAY, LAST_DAY, within_scope
from luister.events.answer import Question
from luister.events.rated_answers import RatedAnswers
from luister.store import questions as known
from luister.store import rated
from luister.store.home import Store
from luister.store.segment import PLACES

PERIODS = tuple(rated.PERIODS)
"""Periods by which forms may be set side by side."""

AskedOfSurvey = DriverRequest | ModelRequest | FactorRequest
"""What names a survey, days, a filter and what its reader may see."""


def rated_for(store: Store, request: DriverRequest, *, most: int | None = None) -> RatedAnswers:
    """The answers to the outcome and the drivers, of forms that answered the outcome, with all groups asked for.

    Raises:
        UnknownNameError: a survey, question or dimension that nobody knows.
    """
    numbers = tuple(dict.fromkeys((*request.drivers, request.outcome)))
    groups = tuple(dict.fromkeys(name for name in (*request.controls, request.by) if name))
    return rated_within(
        store,
        request,
        questions=numbers,
        answered=(request.outcome,),
        groups=groups,
        most=most,
    )


def rated_within(
    store: Store,
    request: AskedOfSurvey,
    *,
    questions: tuple[str, ...],
    answered: tuple[str, ...],
    groups: tuple[str, ...] = (),
    most: int | None = None,
) -> RatedAnswers:
    """The answers to the questions, of forms that answered one of `answered`, as far as the request's reader may see.

    Raises:
        UnknownNameError: a survey, question or dimension that nobody knows.
    """
    return rated.rated_answers(
        store,
        rated.RatedQuestion(
            survey=request.survey,
            questions=questions,
            answered=answered,
            groups=groups,
            first=request.first or FIRST_DAY,
            last=request.last or LAST_DAY,
            where=within_scope(request.where, request.scope),
            most=most,
        ),
    )


def rated_questions(store: Store, survey: str) -> tuple[Question, ...]:
    """The questions of a survey that are answered in numbers; UnknownNameError where there is no such survey."""
    return rated.rated_questions(store, survey)


def groups_of(store: Store) -> tuple[str, ...]:
    """What forms may be grouped by: dimensions, and periods."""
    return (*PLACES, *known.own_dimensions(store), *PERIODS)


def proposed_drivers(store: Store, survey: str, outcome: str) -> tuple[str, ...]:
    """The questions that may well be drivers: ratings of one thing each, all but the outcome and other outcomes.

    Raises:
        UnknownNameError: the survey has no such outcome.
    """
    questions = rated_questions(store, survey)
    if outcome not in {one.id for one in questions}:
        raise UnknownNameError(
            f"{survey!r} has no question {outcome!r} that is answered in numbers.",
            hint=f"There are: {', '.join(one.id for one in questions)}.",
        )
    others = [one for one in questions if one.id != outcome and not one.is_headline]
    of_a_part = [one for one in others if one.touchpoint or one.scale.kind == "rating"]
    return tuple(one.id for one in of_a_part or others)
