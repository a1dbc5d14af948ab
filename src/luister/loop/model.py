"""Model: a structural model is fitted to the answers of a file or of a survey."""

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from luister.drivers.components.solving import component_solution
from luister.drivers.structure.answers import Answers
from luister.drivers.structure.completion import Custom
from luister.drivers.structure.fitting import Wishes, fitted
from luister.drivers.structure.invariance import equal_across, invariance_steps
from luister.drivers.structure.judgement import verdict
from luister.drivers.structure.model_text import ModelText
from luister.drivers.structure.r_code import r_code
from luister.drivers.structure.syntax import model_text
from luister.estimates.model_request import COMPONENT_ESTIMATORS, ModelRequest
from luister.estimates.model_solution import Solution
from luister.estimates.request_terms import FIRST_DAY, LAST_DAY, within_scope
from luister.sources.rating_columns import rating_columns
from luister.store import rated
from luister.store.home import Store


def model_of_file(path: Path, request: ModelRequest) -> Solution:
    """The solution of the model for the ratings in a file; nothing is kept.

    Raises:
        LuisterError: a model, file or answers that no model can be fitted to, with what to change.
    """
    text = model_text(request.text)
    columns = rating_columns(path, text.observed, group=request.group or None)
    return solved(text, grouped(columns.names, columns.values, columns.groups), request)


def model_of_survey(store: Store, request: ModelRequest) -> tuple[Solution, int]:
    """The solution for the answers of a survey, the reader's scope and filter kept, and of which version these are.

    Raises:
        UnknownNameError: a survey, question or dimension that nobody knows.
        LuisterError: as `model_of_file`.
    """
    text = model_text(request.text)
    found = rated.rated_answers(
        store,
        rated.RatedQuestion(
            survey=request.survey,
            questions=text.observed,
            answered=text.observed,
            groups=(request.group,) if request.group else (),
            first=request.first or FIRST_DAY,
            last=request.last or LAST_DAY,
            where=within_scope(request.where, request.scope),
        ),
    )
    groups = None
    if request.group:
        by = found.groups[request.group]
        groups = tuple(by.names[code] for code in by.codes.tolist())
    return solved(text, grouped(text.observed, found.values, groups), request), found.version


def solved(text: ModelText, answers: Answers, request: ModelRequest) -> Solution:
    """The solution of the model for these answers, by the estimator that was asked for."""
    if request.estimator in COMPONENT_ESTIMATORS:
        return component_solution(text, answers, request)
    custom = Custom(
        unit_variances=request.unit_variances, equal_across=equal_across(request.equal)
    )
    wishes = Wishes(samples=request.samples, seed=request.seed, hints=request.hints)
    found = fitted(text, answers, estimator=request.estimator, custom=custom, wishes=wishes)
    steps = (
        invariance_steps(text, answers, estimator=request.estimator, custom=custom)
        if request.steps
        else ()
    )
    return replace(
        found,
        verdict=verdict(found.fit) if found.fit else None,
        invariance=steps,
        code=r_code(text, custom=custom, request=request),
    )


def grouped(
    names: tuple[str, ...], values: NDArray[np.float64], groups: tuple[str, ...] | None
) -> Answers:
    """The answers by group, in the order in which groups are met; who has no group is left out."""
    if groups is None:
        return Answers(names, {"": values})
    labels = np.array(groups)
    return Answers(names, {one: values[labels == one] for one in dict.fromkeys(groups) if one})
