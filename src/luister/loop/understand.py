"""Understand: why a number is what it is; the calculation itself, in a process that may take its time.

The server never loads this file: it orders a run (`order_run`), and another process carries it out.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from luister.drivers.report import driver_report
from luister.errors import LuisterError, UnknownNameError
from luister.estimates.driver_record import report_text, request_from
from luister.estimates.driver_report import DriverReport
from luister.estimates.driver_request import DriverRequest
from luister.estimates.factor_record import factor_request_from
from luister.estimates.model_record import model_request_from
from luister.events.rated_answers import RatedAnswers
from luister.loop.find_factors import factors_and_version
from luister.loop.model import model_of_survey
from luister.loop.read_rated import rated_for
from luister.loop.tell_factors import factors_text
from luister.loop.tell_model import solution_text
from luister.sources.rated_file import rated_file
from luister.store import understanding_runs as runs
from luister.store.home import Store

Tell = Callable[[float], None]
Found = tuple[str, int]
"""A result as text, and the place in the log of the answers it was made from."""


def drivers(store: Store, request: DriverRequest) -> DriverReport:
    """The drivers of an outcome within a survey, the reader's scope and filter kept.

    Raises:
        UnknownNameError: a survey, question or dimension that nobody knows.
        NotEnoughError: too few forms; the message says how many it takes.
        LuisterError: ratings that cannot tell.
    """
    return driver_report(rated_for(store, request), request)


def drivers_of_file(path: Path, request: DriverRequest, *, weight: str = "") -> DriverReport:
    """The drivers of an outcome, by columns of a file, each row counting by its `weight` where that is asked.

    Raises:
        UnreadableFileError: it cannot be read or has no rows, or a rating holds text.
        LuisterError: as `drivers`.
    """
    return driver_report(answers_of_file(path, request, weight=weight), request)


def answers_of_file(path: Path, request: DriverRequest, *, weight: str = "") -> RatedAnswers:
    """The rows of a file that say what the outcome is, with the drivers and groups asked for.

    Raises:
        UnreadableFileError: it cannot be read or has no rows, or a rating holds text.
        UnknownNameError: a column that the file does not have.
    """
    groups = tuple(name for name in (*request.controls, request.by) if name)
    numbers = tuple(dict.fromkeys((*request.drivers, request.outcome)))
    yes = {request.outcome: request.yes}
    return rated_file(path, ratings=numbers, groups=groups, weight=weight, yes=yes).that_answered(
        request.outcome
    )


def carry_out(store: Store, number: int, *, tell: Tell, now: Callable[[], datetime]) -> None:
    """Makes a run that was ordered and keeps what was found; a refusal is kept as an answer.

    Raises:
        UnknownNameError: there is no such run.
    """
    run = runs.run_numbered(store, number)
    if run is None or run.kind not in KINDS:
        raise UnknownNameError(
            f"There is no run {number} that this program can make.", hint="It may be gone."
        )
    try:
        result, version = KINDS[run.kind](store, run, tell)
    except LuisterError as error:
        runs.keep_refusal(store, number, problem=error.problem, hint=error.hint, now=now())
        return
    runs.keep_result(store, number, result, version=version, now=now())


def _drivers(store: Store, run: runs.UnderstandingRun, tell: Tell) -> Found:
    request = request_from(run.settings, scope=run.scope, seed=run.seed)
    answers = rated_for(store, request)
    tell(0.2)
    report = driver_report(answers, replace(request, scope={}))
    return report_text(report), report.version


def _model(store: Store, run: runs.UnderstandingRun, tell: Tell) -> Found:
    request = model_request_from(run.settings, scope=run.scope, seed=run.seed)
    tell(0.1)
    solution, version = model_of_survey(store, request)
    return solution_text(solution), version


def _factors(store: Store, run: runs.UnderstandingRun, tell: Tell) -> Found:
    request = factor_request_from(run.settings, scope=run.scope, seed=run.seed)
    tell(0.1)
    report, version = factors_and_version(store, request)
    return factors_text(report), version


KINDS: Mapping[str, Callable[[Store, runs.UnderstandingRun, Tell], Found]] = {
    "drivers": _drivers,
    "factors": _factors,
    "sem": _model,
}
"""How each kind of run is made."""
