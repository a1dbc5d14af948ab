"""Suppose: what a change would do to those whom a reader may see, by a model that was kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from luister.errors import NotEnoughError, UnknownNameError
from luister.estimates.beyond_placebo import beyond_together, is_more_than_mood
from luister.estimates.driver_record import report_from, request_from
from luister.estimates.driver_report import DriverReport
from luister.estimates.driver_request import DriverRequest
from luister.estimates.estimate import Estimate
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
    """What a change would do: `n` is for how many forms it was asked, `steps` are those of the drivers raised.

    `beyond` is the gain less what the placebo would do, raised as much; None where that cannot be told.
    """

    n: int
    change: Change
    steps: Mapping[str, float]
    beyond: Estimate | None

    @property
    def is_more_than_mood(self) -> bool:
        """True where more is shown than the mood of the day."""
        return self.beyond is not None and is_more_than_mood(self.change.gain, self.beyond)


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
    return supposed_of(report, answers, steps, weighted=asked.weighted)


def supposed_of(
    report: DriverReport, answers: RatedAnswers, steps: Mapping[str, float], *, weighted: bool
) -> Supposed:
    """What would come of raising the drivers by these steps, for these answers.

    Raises:
        NotEnoughError: there are fewer of them than the drivers take.
        UnknownNameError: a step of what is no driver.
    """
    known = [line.name for line in report.lines]
    for name in steps:
        if name not in known:
            raise UnknownNameError(
                f"{name!r} is no driver here.", hint=f"There are: {', '.join(known)}."
            )
    asked = answers if weighted else replace(answers, weights=None)
    if asked.effective_n < report.needed:
        raise NotEnoughError(
            f"{asked.effective_n:.0f} forms can be used, and {len(report.lines)} drivers need {report.needed}.",
            hint="Take a longer period or a wider group, or name fewer drivers.",
        )
    rows = rows_of(report.model, asked)
    return Supposed(
        n=len(asked),
        change=change(report.model, moved(report.model, rows, steps)),
        steps=steps,
        beyond=beyond_together(report, rows, steps),
    )


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
