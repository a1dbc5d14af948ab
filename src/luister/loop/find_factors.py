"""Find factors: whether questions of a file or a survey measure one thing, and how many they measure."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from luister.drivers.factors.checking import checked
from luister.estimates.factor_report import FactorReport
from luister.estimates.factor_request import FactorRequest
from luister.events.rated_answers import RatedAnswers
from luister.loop.read_rated import rated_within
from luister.sources.rated_file import rated_file
from luister.store.home import Store


def factors_of_file(path: Path, request: FactorRequest) -> FactorReport:
    """What the questions have in common by the ratings in a file; nothing is kept.

    Raises:
        LuisterError: a file or answers that cannot be looked at so, with what to change.
    """
    return _factors(rated_file(path, ratings=request.questions), request)


def factors_of_survey(store: Store, request: FactorRequest) -> FactorReport:
    """The same by the answers of a survey, the reader's scope and filter kept.

    Raises:
        UnknownNameError: a survey or question that nobody knows.
        LuisterError: as `factors_of_file`.
    """
    return factors_and_version(store, request)[0]


def factors_and_version(store: Store, request: FactorRequest) -> tuple[FactorReport, int]:
    """The same, and of which version the answers are.

    Raises:
        LuisterError: as `factors_of_survey`.
    """
    questions = request.questions
    answers = rated_within(store, request, questions=questions, answered=questions)
    return _factors(answers, request), answers.version


def _factors(answers: RatedAnswers, request: FactorRequest) -> FactorReport:
    """Only complete forms count."""
    is_complete = ~np.isnan(answers.values).any(axis=1)
    left_out = len(answers) - int(is_complete.sum())
    report = checked(request, answers.values[is_complete], left_out=left_out)
    return replace(report, unused_weights=answers.design_effect)
