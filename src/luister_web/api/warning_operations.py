"""What a program may ask of the warning: what was raised, what is watched, and what the past would have raised."""

from dataclasses import replace
from datetime import date
from typing import Annotated

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from ninja import NinjaAPI, Query, Router, Schema
from pydantic import Field

from luister.events.replay import ReplayRequest
from luister.loop import replay as past
from luister.loop import show_moves, tell_moves, watch
from luister_web.access.models import KeyScope
from luister_web.access.rights import Right, scope
from luister_web.api.asker import caller, keys_for
from luister_web.api.operations import REFUSALS, answer
from luister_web.api.warning_shapes import KeptAlarmShape, ReplayShape, WatchedShape
from luister_web.api.wording import SUMMARIES
from luister_web.current_home import home

Since = Annotated[date | None, Query(description="Alarms raised on this day or later.")]
router = Router(tags=["warning"], auth=keys_for(KeyScope.REPORTS))


class ReplayParameters(Schema):
    """Which part of the past is watched again, and how."""

    metric: str | None = Field(None, description="Id of the metric, as nps.")
    survey: str | None = Field(None, description="Name of the survey.")
    by: list[str] = Field(
        [],
        description="Dimension that cuts the answers; repeatable, or several with commas between.",
    )
    first: date | None = Field(None, alias="from", description="First day.")
    last: date | None = Field(None, alias="to", description="Last day.")
    alarms_per_year: float | None = Field(
        None,
        gt=0,
        le=1000,
        description="False alarms a year over all series; the settings' own where left out.",
    )


@router.get(
    "/alarms", response={200: list[KeptAlarmShape], **REFUSALS}, summary=SUMMARIES["alarms"]
)
def alarms(request: HttpRequest, since: Since = None) -> JsonResponse:
    """Of your own teams only; values of groups with few answers are hidden."""
    user = caller(request, Right.SEE_DASHBOARD)
    found = watch.alarms(home(), scope=scope(user), since=since)
    return answer([tell_moves.kept_alarm_told(one) for one in found])


@router.get(
    "/watched", response={200: list[WatchedShape], **REFUSALS}, summary=SUMMARIES["watched"]
)
def watched(request: HttpRequest) -> JsonResponse:
    """Days are null where half of such drops stay unnoticed for a year."""
    allowed, today = scope(caller(request, Right.SEE_DASHBOARD)), timezone.localdate()
    found = watch.watched(home(), scope=allowed, today=today)
    shown = show_moves.series_as_shown(home(), found, scope=allowed, today=today)
    return answer([tell_moves.whole_series_told(one) for one in shown])


@router.get("/replay", response={200: ReplayShape, **REFUSALS}, summary=SUMMARIES["replay"])
def replay(request: HttpRequest, parameters: Query[ReplayParameters]) -> JsonResponse:
    """The series follow from the settings where `by` is left out."""
    user = caller(request, Right.SEE_DASHBOARD)
    by = tuple(name for part in parameters.by for name in part.split(",") if name)
    wanted = ReplayRequest(
        metric=parameters.metric,
        survey=parameters.survey,
        by=by or None,
        first=parameters.first,
        last=parameters.last,
        alarms_per_year=parameters.alarms_per_year,
        scope=scope(user),
    )
    found, today = past.replay(home(), wanted), timezone.localdate()
    shown = show_moves.series_as_shown(
        home(), found.watched, scope=wanted.scope, today=found.last or today
    )
    return answer(tell_moves.replay_told(replace(found, watched=tuple(shown))))


def add_to(api: NinjaAPI) -> None:
    """Adds these operations."""
    api.add_router("", router)
