"""Model: a structural model is fitted to the answers of a file or of a survey."""

from dataclasses import replace
from pathlib import Path

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
from luister.events.rated_answers import RatedAnswers
from luister.loop.read_rated import rated_within
from luister.sources.rated_file import rated_file
from luister.store.home import Store


def model_of_file(path: Path, request: ModelRequest) -> Solution:
    """The solution of the model for the ratings in a file; nothing is kept.

    Raises:
        LuisterError: a model, file or answers that no model can be fitted to, with what to change.
    """
    text = model_text(request.text)
    found = rated_file(path, ratings=text.observed, groups=_groups(request))
    solution = solved(text, _by_group(text, found, request), request)
    return replace(solution, unused_weights=found.design_effect)


def model_of_survey(store: Store, request: ModelRequest) -> tuple[Solution, int]:
    """The solution for the answers of a survey, the reader's scope and filter kept, and of which version these are.

    Raises:
        UnknownNameError: a survey, question or dimension that nobody knows.
        LuisterError: as `model_of_file`.
    """
    text = model_text(request.text)
    found = rated_within(
        store, request, questions=text.observed, answered=text.observed, groups=_groups(request)
    )
    solution = solved(text, _by_group(text, found, request), request)
    return replace(solution, unused_weights=found.design_effect), found.version


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


def _groups(request: ModelRequest) -> tuple[str, ...]:
    return (request.group,) if request.group else ()


def _by_group(text: ModelText, found: RatedAnswers, request: ModelRequest) -> Answers:
    """The answers by group, in the order in which groups are met; who has no group is left out."""
    if not request.group:
        return Answers(text.observed, {"": found.values})
    by = found.groups[request.group]
    met = [code for code in dict.fromkeys(by.codes.tolist()) if by.names[code]]
    return Answers(text.observed, {by.names[code]: found.values[by.codes == code] for code in met})
