"""Which questions a metric may count, and the fewest answers that a group may show."""

from collections.abc import Mapping, Sequence

from luister.errors import UnknownNameError
from luister.estimates.report import ReportRequest
from luister.events.answer import Question, Scale
from luister.events.response_batch import RESPONSE
from luister.metrics.metric import Metric

MINIMUM_GROUP = 5
MINIMUM_EMPLOYEE_GROUP = 10


def minimum_group(dimensions: frozenset[str]) -> int:
    """The fewest answers a group may show: 10 where it tells of employees, else 5.

    >>> minimum_group(frozenset({"team"})), minimum_group(frozenset({"team", "employee"}))
    (5, 10)
    """
    return MINIMUM_EMPLOYEE_GROUP if "employee" in dimensions else MINIMUM_GROUP


def fitting_questions(
    metric: Metric, surveys: Mapping[str, Sequence[Question]], request: ReportRequest
) -> dict[tuple[str, str], bool]:
    """The questions that count: (survey, question) -> whether it is a headline.

    Raises:
        UnknownNameError: the survey does not exist, or no question of it fits.
    """
    if request.survey is not None and request.survey not in surveys:
        raise UnknownNameError(
            f"There is no survey {request.survey!r}.",
            hint=f"There are: {', '.join(surveys) or 'none yet; import a file first'}.",
        )
    chosen = {name: asked for name, asked in surveys.items() if request.survey in (None, name)}
    if metric.fits(Scale(RESPONSE)):
        return {(survey, RESPONSE): True for survey in chosen}
    found = {
        (survey, question.id): question.is_headline
        for survey, asked in chosen.items()
        for question in asked
        if question.scale.is_numeric and _is_meant(question, metric, request)
    }
    if not found:
        raise _nothing_fits(metric, chosen, request)
    return found


def _is_meant(question: Question, metric: Metric, request: ReportRequest) -> bool:
    if request.question is not None:
        return question.id == request.question
    return metric.fits(question.scale)


def _nothing_fits(
    metric: Metric, surveys: Mapping[str, Sequence[Question]], request: ReportRequest
) -> UnknownNameError:
    fitting = sorted({q.id for asked in surveys.values() for q in asked if metric.fits(q.scale)})
    what = f" called {request.question!r}" if request.question else ""
    return UnknownNameError(
        f"There is no question{what} that {metric.id} can count.",
        hint=f"Questions that fit: {', '.join(fitting[:12]) or 'none here'}.",
    )
