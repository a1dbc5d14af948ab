"""What a program is told of a calculation that takes its time: drivers, a model, a check of questions."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import JsonResponse

from luister.errors import LuisterError
from luister.loop.order_run import OrderedRun
from luister_web.access.models import User
from luister_web.api.operations import answer
from luister_web.jobs.calculations import Calculation, begin, run_of, runs_of


def calculations_answer(user: User, what: Calculation) -> JsonResponse:
    """The calculations of a kind within exactly the scope of `user`, the last first."""
    return answer([_calculation_said(run) for run in runs_of(user, what)])


def order_calculation(
    user: User, what: Calculation, *, settings: Mapping[str, Any], seed: int
) -> JsonResponse:
    """How far the calculation is that was ordered just now, or before where it is the same."""
    number = begin(user, what, settings=settings, seed=seed)
    return answer(_calculation_said(run_of(user, number)), status=202)


def calculation_answer(
    user: User,
    what: Calculation,
    *,
    number: int,
    name: str,
    told: Callable[[OrderedRun], Any] = lambda run: run.told,
) -> JsonResponse:
    """How far a calculation is, and its result as kept, or as `told` says it.

    Raises:
        UnknownNameError: there is none within exactly the scope of `user`.
        LuisterError: it is of another kind than the one that is called `name`.
    """
    run = calculation_numbered(user, what, number=number, name=name)
    return answer({**_calculation_said(run), "result": told(run)})


def calculation_numbered(user: User, what: Calculation, *, number: int, name: str) -> OrderedRun:
    """A calculation of a kind, within exactly the scope of `user`.

    Raises:
        UnknownNameError: there is none.
        LuisterError: it is of another kind than the one that is called `name`.
    """
    run = run_of(user, number)
    if run.kind != what.kind:
        raise LuisterError(f"Run {number} is no {name}.", hint="Ask for another.")
    return run


def _calculation_said(run: OrderedRun) -> dict[str, Any]:
    return {
        "id": run.id,
        "state": run.state,
        "share": run.share,
        "settings": dict(run.settings),
        "seed": run.seed,
        "ordered_by": run.ordered_by,
        "made_at": run.made_at,
        "done_at": run.done_at,
        "data_version": run.version,
        "problem": run.problem,
        "hint": run.hint,
    }
