"""What a program may ask and order about drivers."""

from typing import Annotated, Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from ninja import NinjaAPI, Path, Router

from luister.errors import LuisterError
from luister.estimates.driver_record import request_told
from luister.estimates.driver_request import DriverRequest
from luister.loop import order_run, read_rated, suppose
from luister.loop.tell_drivers import drivers_told
from luister_web.access.audit import record
from luister_web.access.models import Action, KeyScope
from luister_web.access.rights import Right, scope
from luister_web.api.asker import caller, keys_for
from luister_web.api.driver_shapes import DriversOrder, DriversRunShape, RunShape
from luister_web.api.operations import REFUSALS, answer
from luister_web.api.shapes import Refusal
from luister_web.api.wording import SUMMARIES
from luister_web.current_home import home

RunNumber = Annotated[int, Path(ge=1, le=2**62, description="Number of the calculation.")]
router = Router(tags=["drivers"], auth=keys_for(KeyScope.REPORTS))
_UNFIT: dict[int, Any] = {422: Refusal}


@router.get("/drivers", response={200: list[RunShape], **REFUSALS}, summary=SUMMARIES["drivers"])
def drivers(request: HttpRequest) -> JsonResponse:
    """Those within your own scope, the last first."""
    user = caller(request, Right.UNDERSTAND)
    return answer(
        [run_said(one) for one in order_run.ordered(home(), "drivers", scope=dict(scope(user)))]
    )


@router.post(
    "/drivers", response={202: RunShape, **_UNFIT, **REFUSALS}, summary=SUMMARIES["order_drivers"]
)
def order_drivers(request: HttpRequest, order: DriversOrder) -> JsonResponse:
    """It is made in the background; ask for it by its number. The same order again is the same calculation."""
    user = caller(request, Right.UNDERSTAND)
    named = tuple(order.drivers)
    asked = DriverRequest(
        survey=order.survey,
        outcome=order.outcome,
        drivers=named or read_rated.proposed_drivers(home(), order.survey, order.outcome),
        by=order.by,
        controls=tuple(order.controls),
        missing=order.missing,
        unit=order.unit,
        placebo=order.placebo,
        first=order.first,
        last=order.last,
        seed=order.seed,
    )
    own = dict(scope(user))
    number = order_run.begin(
        home(),
        order_run.RunOrder(
            kind="drivers",
            settings=request_told(asked),
            scope=own,
            seed=asked.seed,
            ordered_by=user.username,
        ),
        now=timezone.now(),
    )
    record(user, Action.MADE, f"drivers {number}")
    return answer(run_said(order_run.progress_of(home(), number, scope=own)), status=202)


@router.get(
    "/drivers/{number}",
    response={200: DriversRunShape, **REFUSALS},
    summary=SUMMARIES["drivers_run"],
)
def drivers_run(request: HttpRequest, number: RunNumber) -> JsonResponse:
    """`result` is null until it is done."""
    user = caller(request, Right.UNDERSTAND)
    run = order_run.progress_of(home(), number, scope=dict(scope(user)))
    if run.kind != "drivers":
        raise LuisterError(f"Run {number} is no calculation of drivers.", hint="Ask for another.")
    report = suppose.report_of(run)
    return answer({**run_said(run), "result": drivers_told(report) if report else None})


def run_said(run: order_run.OrderedRun) -> dict[str, Any]:
    """How far a calculation is, as it is told."""
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


def add_to(api: NinjaAPI) -> None:
    """Adds these operations."""
    api.add_router("", router)
