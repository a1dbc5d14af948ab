"""Suppose: what a change would do to those whom a reader may see, by a model that was kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from luister.errors import NotEnoughError
from luister.estimates.driver_record import report_from, request_from
from luister.estimates.driver_report import DriverReport
from luister.estimates.driver_request import DriverRequest
from luister.estimates.outcome_model import Change, ModelRows, OutcomeModel, change, moved
from luister.events.answer import AnswerStatus
from luister.events.rated_answers import Floats, RatedAnswers
from luister.loop.order_run import OrderedRun, Scope
from luister.loop.read_rated import rated_for
from luister.store.home import Store

_MOST_ROWS = 2000
"""For so many forms a change is reckoned, so that a slider answers at once; the same forms each time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposed:
    """What a change would do: `n` is for how many forms it was asked, `lines` names the drivers raised."""

    n: int
    change: Change
    steps: Mapping[str, float]


def report_of(run: OrderedRun) -> DriverReport | None:
    """What a run found; None where it is not done."""
    return report_from(run.result) if run.result else None


def request_of(run: OrderedRun, scope: Scope) -> DriverRequest:
    """What a run was asked, within what its reader may see."""
    return request_from(run.settings, scope=scope, seed=run.seed)


def suppose(
    store: Store,
    report: DriverReport,
    request: DriverRequest,
    steps: Mapping[str, float],
    *,
    where: Mapping[str, tuple[str, ...]] | None = None,
) -> Supposed:
    """What would come of raising the drivers by these steps, for the forms of the request or those in `where`.

    Raises:
        NotEnoughError: there are fewer of them than the drivers take.
        UnknownNameError: a group that nobody knows.
    """
    asked = replace(request, by="", where={**request.where, **(where or {})})
    answers = rated_for(store, asked, most=_MOST_ROWS)
    if not asked.weighted:
        answers = replace(answers, weights=None)
    if answers.effective_n < report.needed:
        raise NotEnoughError(
            f"{answers.effective_n:.0f} forms can be used, and {len(report.lines)} drivers need {report.needed}.",
            hint="Take a longer period or a wider group, or name fewer drivers.",
        )
    found = moved(report.model, rows_of(report.model, answers), steps)
    return Supposed(n=len(answers), change=change(report.model, found), steps=steps)


def rows_of(model: OutcomeModel, answers: RatedAnswers) -> ModelRows:
    """The answers as the model takes them."""
    rated = answers.asked([term.question for term in model.terms])
    apart = np.isin(rated.status, (AnswerStatus.NOT_APPLICABLE, AnswerStatus.NOT_ASKED))
    may_not = np.array([term.may_not_apply for term in model.terms])
    controls = [_is_of(answers, name, value) for name, value in model.controls]
    columns = np.column_stack(controls) if controls else np.empty((len(answers), 0))
    return ModelRows(rated.values, ~(apart & may_not), columns, answers.weights)


def _is_of(answers: RatedAnswers, name: str, value: str) -> Floats:
    group = answers.groups[name]
    code = group.names.index(value) if value in group.names else -1
    return np.asarray(group.codes == code, np.float64)
