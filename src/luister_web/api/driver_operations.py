"""What a program may ask and order about drivers."""

from typing import Annotated, Any

from django.http import HttpRequest, JsonResponse
from ninja import NinjaAPI, Path, Router

from luister.errors import LuisterError
from luister.estimates.driver_record import request_told
from luister.estimates.driver_request import DriverRequest
from luister.loop import order_run, read_rated, suppose
from luister.loop.tell_drivers import drivers_told, supposed_told
from luister_web.access.models import KeyScope
from luister_web.access.rights import Right
from luister_web.api.asker import caller, keys_for
from luister_web.api.calculation_answers import (
    calculation_answer,
    calculation_numbered,
    calculations_answer,
    order_calculation,
)
from luister_web.api.driver_shapes import (
    DriversOrder,
    DriversRunShape,
    RunShape,
    WhatIfOrder,
    WhatIfShape,
)
from luister_web.api.operations import REFUSALS, answer
from luister_web.api.shapes import Refusal
from luister_web.api.wording import SUMMARIES
from luister_web.current_home import home
from luister_web.jobs.calculations import DRIVERS, own_scope

RunNumber = Annotated[int, Path(ge=1, le=2**62, description="Number of the calculation.")]
router = Router(tags=["drivers"], auth=keys_for(KeyScope.REPORTS))
_NAME = "calculation of drivers"
_UNFIT: dict[int, Any] = {422: Refusal}


@router.get("/drivers", response={200: list[RunShape], **REFUSALS}, summary=SUMMARIES["drivers"])
def drivers(request: HttpRequest) -> JsonResponse:
    """Those within your own scope, the last first."""
    user = caller(request, Right.UNDERSTAND)
    return calculations_answer(user, DRIVERS)


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
        weighted=order.weighted,
        yes=order.yes,
        first=order.first,
        last=order.last,
        seed=order.seed,
    )
    return order_calculation(user, DRIVERS, settings=request_told(asked), seed=asked.seed)


@router.get(
    "/drivers/{number}",
    response={200: DriversRunShape, **REFUSALS},
    summary=SUMMARIES["drivers_run"],
)
def drivers_run(request: HttpRequest, number: RunNumber) -> JsonResponse:
    """`result` is null until it is done."""
    user = caller(request, Right.UNDERSTAND)
    return calculation_answer(user, DRIVERS, number=number, name=_NAME, told=_told)


@router.post(
    "/drivers/{number}/what-if",
    response={200: WhatIfShape, **_UNFIT, **REFUSALS},
    summary=SUMMARIES["what_if"],
)
def what_if(request: HttpRequest, number: RunNumber, order: WhatIfOrder) -> JsonResponse:
    """Of the forms that you may see; nothing is kept. It holds if the association is causal."""
    user = caller(request, Right.UNDERSTAND)
    run = calculation_numbered(user, DRIVERS, number=number, name=_NAME)
    report = suppose.report_of(run)
    if report is None:
        raise LuisterError(
            "This calculation has no result to ask.",
            hint="Wait until it is done, or order another.",
        )
    where = {name: tuple(values) for name, values in order.where.items()}
    asked = suppose.request_of(run, own_scope(user))
    found = suppose.suppose(home(), report, asked, order.steps, where=where)
    return answer({**supposed_told(found), "unit": report.unit})


def _told(run: order_run.OrderedRun) -> dict[str, Any] | None:
    report = suppose.report_of(run)
    return drivers_told(report) if report else None


def add_to(api: NinjaAPI) -> None:
    """Adds these operations."""
    api.add_router("", router)
