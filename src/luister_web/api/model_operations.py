"""What a program may ask and order about structural models."""

from typing import Annotated, Any

from django.http import HttpRequest, JsonResponse
from ninja import NinjaAPI, Path, Router

from luister.estimates.model_record import model_request_told
from luister.estimates.model_request import ModelRequest
from luister.loop import propose_model
from luister_web.access.models import KeyScope
from luister_web.access.rights import Right
from luister_web.api.asker import caller, keys_for
from luister_web.api.calculation_answers import (
    calculation_answer,
    calculations_answer,
    order_calculation,
)
from luister_web.api.driver_shapes import RunShape
from luister_web.api.model_shapes import ModelOrder, ModelRunShape
from luister_web.api.operations import REFUSALS
from luister_web.api.shapes import Refusal
from luister_web.api.wording import SUMMARIES
from luister_web.jobs.calculations import MODEL

RunNumber = Annotated[int, Path(ge=1, le=2**62, description="Number of the model.")]
router = Router(tags=["models"], auth=keys_for(KeyScope.REPORTS))
_UNFIT: dict[int, Any] = {422: Refusal}


@router.get("/models", response={200: list[RunShape], **REFUSALS}, summary=SUMMARIES["models"])
def models(request: HttpRequest) -> JsonResponse:
    """Those within your own scope, the last first."""
    user = caller(request, Right.UNDERSTAND)
    return calculations_answer(user, MODEL)


@router.post(
    "/models", response={202: RunShape, **_UNFIT, **REFUSALS}, summary=SUMMARIES["order_model"]
)
def order_model(request: HttpRequest, order: ModelOrder) -> JsonResponse:
    """It is made in the background; ask for it by its number. The same order again is the same model."""
    user = caller(request, Right.UNDERSTAND)
    propose_model.check_model(order.model)
    asked = ModelRequest(
        text=order.model,
        survey=order.survey,
        estimator=order.estimator,
        group=order.group,
        equal=order.equal,
        unit_variances=order.std_lv,
        samples=order.bootstrap,
        steps=order.steps,
        hints=order.hints,
        first=order.first,
        last=order.last,
        seed=order.seed,
    )
    return order_calculation(user, MODEL, settings=model_request_told(asked), seed=asked.seed)


@router.get(
    "/models/{number}", response={200: ModelRunShape, **REFUSALS}, summary=SUMMARIES["model_run"]
)
def model_run(request: HttpRequest, number: RunNumber) -> JsonResponse:
    """`result` is null until it is done."""
    user = caller(request, Right.UNDERSTAND)
    return calculation_answer(user, MODEL, number=number, name="model")


def add_to(api: NinjaAPI) -> None:
    """Adds these operations."""
    api.add_router("", router)
