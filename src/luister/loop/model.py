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
from luister.sources.rating_columns import rating_columns


def model_of_file(path: Path, request: ModelRequest) -> Solution:
    """The solution of the model for the ratings in a file; nothing is kept.

    Raises:
        LuisterError: a model, file or answers that no model can be fitted to, with what to change.
    """
    text = model_text(request.text)
    columns = rating_columns(path, text.observed, group=request.group or None)
    return solved(text, grouped(columns.names, columns.values, columns.groups), request)


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
