"""Read rated: the answers that a calculation is about, within what its reader may see."""

from luister.errors import UnknownNameError
from luister.estimates.driver_request import DriverRequest
from luister.estimates.factor_request import FactorRequest
from luister.estimates.model_request import ModelRequest
from luister.estimates.request_terms import FIRST_DAY, LAST_DAY, within_scope
from luister.events.answer import Question
from luister.events.rated_answers import RatedAnswers
from luister.events.yes_or_no import says_yes_or_no
from luister.loop import weigh
from luister.store import questions as known
from luister.store import rated
from luister.store.counting import values_of
from luister.store.home import Store
from luister.store.segment import PLACES

PERIODS = tuple(rated.PERIODS)
"""Periods by which forms may be set side by side."""

AskedOfSurvey = DriverRequest | ModelRequest | FactorRequest
"""What names a survey, days, a filter and what its reader may see."""


def rated_for(store: Store, request: DriverRequest, *, most: int | None = None) -> RatedAnswers:
    """The answers to the outcome and the drivers, of forms that answered the outcome, with all groups asked for.

    An outcome that is no question in numbers but a choice or a dimension is read as yes or no.

    Raises:
        UnknownNameError: a survey, question or dimension that nobody knows.
        LuisterError: the outcome is in words that say more than yes or no.
    """
    groups = tuple(dict.fromkeys(name for name in (*request.controls, request.by) if name))
    if _is_in_words(store, request):
        labels = {one.id: one.label for one in chosen_questions(store, request.survey)}
        return rated_within(
            store,
            request,
            questions=request.drivers,
            answered=request.drivers,
            groups=tuple(dict.fromkeys((*groups, request.outcome))),
            most=most,
        ).with_yes_or_no(request.outcome, yes=request.yes, label=labels.get(request.outcome, ""))
    numbers = tuple(dict.fromkeys((*request.drivers, request.outcome)))
    return rated_within(
        store,
        request,
        questions=numbers,
        answered=(request.outcome,),
        groups=groups,
        most=most,
    )


def _is_in_words(store: Store, request: DriverRequest) -> bool:
    asked = {one.id for one in rated_questions(store, request.survey)}
    if request.outcome in asked:
        return False
    return request.outcome in _outcomes_in_words(store, request.survey)


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

    A form weighs as known totals of the survey say, as in any weighted report; without these, as it came.

    Raises:
        UnknownNameError: a survey, question or dimension that nobody knows.
    """
    first, last = request.first or FIRST_DAY, request.last or LAST_DAY
    frame = weigh.frames(store).get(request.survey)
    extra = frame.dimensions if frame else ()
    found = rated.rated_answers(
        store,
        rated.RatedQuestion(
            survey=request.survey,
            questions=questions,
            answered=answered,
            groups=tuple(dict.fromkeys((*groups, *extra))),
            first=first,
            last=last,
            where=within_scope(request.where, request.scope),
            most=most,
        ),
    )
    if frame is None:
        return found
    known = weigh.weights(store, frame, days=(first, last)).weights
    return found.weighed_by(frame.dimensions, known)


def rated_questions(store: Store, survey: str) -> tuple[Question, ...]:
    """The questions of a survey that are answered in numbers; UnknownNameError where there is no such survey."""
    return rated.rated_questions(store, survey)


def dimensions_of(store: Store) -> tuple[str, ...]:
    """The dimensions that forms may carry."""
    return (*PLACES, *known.own_dimensions(store))


def groups_of(store: Store) -> tuple[str, ...]:
    """What forms may be grouped by: dimensions, and periods."""
    return (*dimensions_of(store), *PERIODS)


def yes_or_no_dimensions(store: Store) -> tuple[str, ...]:
    """The organisation's own dimensions that say yes or no, such as whether a customer left."""
    own = known.own_dimensions(store)
    return tuple(name for name in own if says_yes_or_no(values_of(store, name)))


def chosen_questions(store: Store, survey: str) -> tuple[Question, ...]:
    """The questions of a survey that are answered by a choice: of one answer against the others an outcome."""
    return rated.chosen_questions(store, survey)


def words_of(store: Store, survey: str, question: str) -> tuple[str, ...]:
    """The answers given to a question that is answered by a choice."""
    return rated.chosen_words(store, survey, question)


def _outcomes_in_words(store: Store, survey: str) -> tuple[str, ...]:
    chosen = (one.id for one in chosen_questions(store, survey))
    return (*chosen, *dimensions_of(store))


def proposed_drivers(store: Store, survey: str, outcome: str) -> tuple[str, ...]:
    """The questions that may well be drivers: ratings of one thing each, all but the outcome and other outcomes.

    Raises:
        UnknownNameError: the survey has no such outcome.
    """
    questions = rated_questions(store, survey)
    if outcome not in {*(one.id for one in questions), *_outcomes_in_words(store, survey)}:
        raise UnknownNameError(
            f"{survey!r} has no question {outcome!r} that is answered in numbers.",
            hint=f"There are: {', '.join(one.id for one in questions)}.",
        )
    others = [one for one in questions if one.id != outcome and not one.is_headline]
    of_a_part = [one for one in others if one.touchpoint or one.scale.kind == "rating"]
    return tuple(one.id for one in of_a_part or others)
