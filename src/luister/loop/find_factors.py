"""Find factors: whether questions of a file or a survey measure one thing, and how many they measure."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from luister.drivers.factors.checking import checked
from luister.estimates.factor_report import FactorReport
from luister.estimates.factor_request import FactorRequest
from luister.estimates.request_terms import FIRST_DAY, LAST_DAY, within_scope
from luister.sources.rating_columns import rating_columns
from luister.store import rated
from luister.store.home import Store


def factors_of_file(path: Path, request: FactorRequest) -> FactorReport:
    """What the questions have in common by the ratings in a file; nothing is kept.

    Raises:
        LuisterError: a file or answers that cannot be looked at so, with what to change.
    """
    return _factors(rating_columns(path, request.questions).values, request)


def factors_of_survey(store: Store, request: FactorRequest) -> FactorReport:
    """The same by the answers of a survey, the reader's scope and filter kept.

    Raises:
        UnknownNameError: a survey or question that nobody knows.
        LuisterError: as `factors_of_file`.
    """
    answers = rated.rated_answers(
        store,
        rated.RatedQuestion(
            survey=request.survey,
            questions=request.questions,
            answered=request.questions,
            first=request.first or FIRST_DAY,
            last=request.last or LAST_DAY,
            where=within_scope(request.where, request.scope),
        ),
    )
    return _factors(answers.values, request)


def _factors(values: NDArray[np.float64], request: FactorRequest) -> FactorReport:
    """Of answers [form, question], NaN where there is none; only complete forms count."""
    is_complete = ~np.isnan(values).any(axis=1)
    left_out = len(values) - int(is_complete.sum())
    return checked(request, values[is_complete], left_out=left_out)
