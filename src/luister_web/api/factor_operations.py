"""What a program may ask and order about the checks before a model: whether questions measure one thing."""

from typing import Annotated, Any

from django.http import HttpRequest, JsonResponse
from ninja import NinjaAPI, Path, Router

from luister.estimates.factor_record import factor_request_told
from luister.estimates.factor_request import FactorRequest
from luister_web.access.models import KeyScope
from luister_web.access.rights import Right
from luister_web.api.asker import caller, keys_for
from luister_web.api.calculation_answers import (
    calculation_answer,
    calculations_answer,
    order_calculation,
)
from luister_web.api.driver_shapes import RunShape
from luister_web.api.factor_shapes import FactorsOrder, FactorsRunShape
from luister_web.api.operations import REFUSALS
from luister_web.api.shapes import Refusal
from luister_web.api.wording import SUMMARIES
from luister_web.jobs.calculations import FACTORS

CheckNumber = Annotated[int, Path(ge=1, le=2**62, description="Number of the check.")]
router = Router(tags=["models"], auth=keys_for(KeyScope.REPORTS))
_UNFIT: dict[int, Any] = {422: Refusal}


@router.get(
    "/factors", response={200: list[RunShape], **REFUSALS}, summary=SUMMARIES["factor_checks"]
)
def factor_checks(request: HttpRequest) -> JsonResponse:
    """Those within your own scope, the last first."""
    user = caller(request, Right.UNDERSTAND)
    return calculations_answer(user, FACTORS)


@router.post(
    "/factors", response={202: RunShape, **_UNFIT, **REFUSALS}, summary=SUMMARIES["order_factors"]
)
def order_factors(request: HttpRequest, order: FactorsOrder) -> JsonResponse:
    """It is made in the background; ask for it by its number. The same order again is the same check."""
    user = caller(request, Right.UNDERSTAND)
    asked = FactorRequest(
        questions=tuple(dict.fromkeys(order.questions)),
        factors=order.factors,
        rotation=order.rotation,
        survey=order.survey,
        first=order.first,
        last=order.last,
        seed=order.seed,
    )
    return order_calculation(user, FACTORS, settings=factor_request_told(asked), seed=asked.seed)


@router.get(
    "/factors/{number}",
    response={200: FactorsRunShape, **REFUSALS},
    summary=SUMMARIES["factors_run"],
)
def factors_run(request: HttpRequest, number: CheckNumber) -> JsonResponse:
    """`result` is null until it is done."""
    user = caller(request, Right.UNDERSTAND)
    return calculation_answer(user, FACTORS, number=number, name="check of questions")


def add_to(api: NinjaAPI) -> None:
    """Adds these operations."""
    api.add_router("", router)
