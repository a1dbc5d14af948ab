"""What a program may ask: reports, and what there is to report on."""

from typing import Annotated, Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from ninja import NinjaAPI, Path, Query, Router

from luister.estimates.report import ReportRequest
from luister.events.answer import Question
from luister.loop import measure
from luister.loop.export import as_json
from luister_web.access.models import KeyScope, User
from luister_web.access.rights import Right, scope
from luister_web.api.asker import caller, keys_for
from luister_web.api.parameters import ReportParameters
from luister_web.api.shapes import (
    MarkShape,
    MetricShape,
    Refusal,
    ReportShape,
    SurveyShape,
    TargetShape,
)
from luister_web.api.wording import SUMMARIES
from luister_web.current_home import home

MetricId = Annotated[str, Path(description="Id of the metric, as nps.")]
DimensionName = Annotated[str, Path(description="Name of the dimension, as team.")]
router = Router(tags=["figures"], auth=keys_for(KeyScope.REPORTS))
REFUSALS: dict[int, Any] = dict.fromkeys((400, 401, 403, 404, 429), Refusal)


@router.get(
    "/reports/{metric}", response={200: ReportShape, **REFUSALS}, summary=SUMMARIES["report"]
)
def report(
    request: HttpRequest, metric: MetricId, parameters: Query[ReportParameters]
) -> JsonResponse:
    """The same figures as on the page, in exports and from the command line."""
    user = caller(request, Right.SEE_DASHBOARD)
    found = measure.report(home(), parameters.request(metric, user), today=timezone.localdate())
    return answer(as_json(found))


@router.get(
    "/metrics", response={200: list[MetricShape], **REFUSALS}, summary=SUMMARIES["metrics"]
)
def metrics(request: HttpRequest) -> JsonResponse:
    """The built-in metrics, then the organisation's own."""
    caller(request, Right.SEE_DASHBOARD)
    return answer(
        [
            {
                "metric": one.id,
                "unit": one.unit,
                "label": str(one.label),
                "higher_is_better": one.higher_is_better,
            }
            for one in measure.metrics(home())
        ]
    )


@router.get(
    "/surveys", response={200: list[SurveyShape], **REFUSALS}, summary=SUMMARIES["surveys"]
)
def surveys(request: HttpRequest) -> JsonResponse:
    """What was asked, when, and how many answered."""
    user = caller(request, Right.SEE_DASHBOARD)
    sees_all = not scope(user)
    return answer(
        [
            {
                "survey": one.name,
                "responses": one.responses if sees_all else None,
                "first": one.first,
                "last": one.last,
                "waves": [wave.label for wave in one.waves],
                "questions": [_question(question) for question in one.questions],
            }
            for one in measure.surveys(home())
        ]
    )


@router.get("/dimensions", response={200: list[str], **REFUSALS}, summary=SUMMARIES["dimensions"])
def dimensions(request: HttpRequest) -> JsonResponse:
    """The built-in ones, then the organisation's own."""
    caller(request, Right.SEE_DASHBOARD)
    return answer(list(measure.dimensions(home())))


@router.get(
    "/dimensions/{dimension}/values",
    response={200: list[str], **REFUSALS},
    summary=SUMMARIES["values"],
)
def values(request: HttpRequest, dimension: DimensionName) -> JsonResponse:
    """In the order of the alphabet; only those that occur in answers you may see."""
    return answer(_seen_values(caller(request, Right.SEE_DASHBOARD), dimension))


@router.get(
    "/targets", response={200: list[TargetShape], **REFUSALS}, summary=SUMMARIES["targets"]
)
def targets(request: HttpRequest) -> JsonResponse:
    """All that were ever agreed; the latest that began counts."""
    caller(request, Right.SEE_DASHBOARD)
    return answer(
        [
            {
                "id": line.id,
                "metric": line.metric,
                "process": line.process,
                "value": line.value,
                "lower_bound": line.lower_bound,
                "valid_from": line.valid_from,
            }
            for line in measure.targets(home())
        ]
    )


@router.get("/marks", response={200: list[MarkShape], **REFUSALS}, summary=SUMMARIES["marks"])
def marks(request: HttpRequest) -> JsonResponse:
    """Oldest first; a mark without a process is for all."""
    caller(request, Right.SEE_DASHBOARD)
    return answer(
        [
            {"id": mark.id, "day": mark.day, "label": mark.label, "process": mark.process}
            for mark in measure.marks(home())
        ]
    )


def add_to(api: NinjaAPI) -> None:
    """Adds these operations."""
    api.add_router("", router)


def answer(said: object, status: int = 200) -> JsonResponse:
    """The answer of the API; nobody on the way may keep it."""
    found = JsonResponse(
        said, safe=False, status=status, json_dumps_params={"ensure_ascii": False}
    )
    found["Cache-Control"] = "private, no-store"
    return found


def _seen_values(user: User, dimension: str) -> list[str]:
    limits = scope(user)
    if not limits:
        return measure.values(home(), dimension)
    # A report tells which values occur in what this person may see.
    request = ReportRequest(metric="responses", by=(dimension,), scope=limits)
    found = measure.report(home(), request, today=timezone.localdate())
    return sorted({row.group[dimension] for row in found.rows} - {""})


def _question(question: Question) -> dict[str, object]:
    return {
        "question": question.id,
        "scale": question.scale.code,
        "label": question.label,
        "labels": {f"{value:g}": label for value, label in question.labels.items()},
    }
