"""A structural model estimated by PLS or PLSc, told in the shape that every estimator has."""

from dataclasses import dataclass, replace

import numpy as np

from luister.drivers.components.fit import Fit, Settings, fitted, questions
from luister.drivers.components.from_text import path_model
from luister.drivers.components.lavaan_rows import defined_rows, labels_of, rows
from luister.drivers.components.r_code import r_code
from luister.drivers.components.reporting import reported
from luister.drivers.structure.answers import Answers, check_answers, chosen, complete
from luister.drivers.structure.model_text import ModelText
from luister.drivers.structure.tokens import ModelSyntaxError
from luister.estimates.component_report import ComponentReport
from luister.estimates.model_request import ModelRequest
from luister.estimates.model_solution import Estimated, Fault, Solution

_CAUTIONS = frozenset({"few_samples_held", "some_samples_failed"})


@dataclass(frozen=True, slots=True)
class _Group:
    """What was found for one group of answers."""

    fit: Fit
    report: ComponentReport


def component_solution(text: ModelText, answers: Answers, request: ModelRequest) -> Solution:
    """The model by PLS (`pls`) or PLSc (`plsc`), group by group, from those who answered every question.

    Where a group has no result to rely on there are no numbers at all, but what is wrong.

    Raises:
        LuisterError: a model or answers that cannot be fitted at all, with what to change.
    """
    model = path_model(text)
    asked = chosen(answers, questions(model))
    used = complete(asked)
    check_answers(used)
    settings = Settings(
        scheme=request.scheme,
        is_consistent=request.estimator == "plsc",
        replicates=request.replicates,
        seed=request.seed,
    )
    found = {}
    for name, values in used.groups.items():
        fit = fitted(model, np.asarray(values, dtype=float), settings)
        left_out = len(asked.groups[name]) - len(values)
        found[name] = _Group(fit, reported(fit, seed=request.seed, left_out=left_out))
    return replace(_told(text, found, request), code=r_code(model, request))


def _told(text: ModelText, found: dict[str, _Group], request: ModelRequest) -> Solution:
    reports = {name: one.report for name, one in found.items()}
    converged = all(one.has_converged for one in reports.values())
    holds = converged and all(one.is_proper for one in reports.values())
    return Solution(
        estimator=request.estimator,
        converged=converged,
        proper=holds,
        n=sum(one.n for one in reports.values()),
        left_out=sum(one.left_out for one in reports.values()),
        groups={name: one.n for name, one in reports.items()},
        parameters=_rows(text, found) if holds else (),
        free=0,
        steps=max(stage.found.rounds for one in found.values() for stage in one.fit.stages),
        faults=() if holds else _faults(reports),
        r2={name: _shares(one) for name, one in reports.items()} if holds else {},
        components=reports,
    )


def _rows(text: ModelText, found: dict[str, _Group]) -> tuple[Estimated, ...]:
    labels = [labels_of(text, place) for place in range(1, len(found) + 1)]
    _check_labels(text, labels)
    told = [
        row
        for place, one in enumerate(found.values(), start=1)
        for row in rows(one.report, group=place, labels=labels[place - 1])
    ]
    if text.defined:
        (only,) = found.values()
        told += defined_rows(only.fit, text.defined, labels[0])
    return tuple(told)


def _check_labels(text: ModelText, labels: list[dict[tuple[str, str, str], str]]) -> None:
    """A label that two parameters share would hold them equal, which PLS cannot."""
    given = [label for one in labels for label in one.values()]
    twice = [label for label in given if given.count(label) > 1]
    if twice:
        line = next(one.line for one in text.formulas if twice[0] in one.labels)
        raise ModelSyntaxError(
            f'"{twice[0]}" would hold two numbers equal, and PLS estimates each by itself.',
            line=line,
            hint="Give each its own label, or estimate with ML.",
        )
    if text.defined and len(labels) > 1:
        raise ModelSyntaxError(
            f'"{text.defined[0].name}" is not worked out for groups.',
            line=text.defined[0].line,
            hint="Take the line out, or leave out the groups: indirect and total effects are told anyhow.",
        )


def _faults(reports: dict[str, ComponentReport]) -> tuple[Fault, ...]:
    return tuple(
        Fault("no_convergence" if one.kind == "not_converged" else one.kind, one.names)
        for report in reports.values()
        if not report.is_proper
        for one in report.problems
        if one.kind not in _CAUTIONS
    )


def _shares(report: ComponentReport) -> dict[str, float]:
    return {line.name: line.r2.value for line in report.constructs if line.r2 is not None}
