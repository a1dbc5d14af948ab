"""What a program may ask of alarms: why a number moved."""

from typing import Annotated, Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from ninja import NinjaAPI, Path, Router

from luister.loop.explain import explain
from luister.loop.tell_why import explained_alarm_told
from luister_web.access.models import KeyScope
from luister_web.access.rights import Right, has_right, scope
from luister_web.api.asker import caller, keys_for
from luister_web.api.operations import REFUSALS, answer
from luister_web.api.wording import SUMMARIES
from luister_web.current_home import home

AlarmNumber = Annotated[int, Path(description="Number of the alarm.")]
router = Router(tags=["figures"], auth=keys_for(KeyScope.REPORTS))


@router.get(
    "/alarms/{number}/explanation",
    response={200: dict[str, Any], **REFUSALS},
    summary=SUMMARIES["explanation"],
)
def explanation(request: HttpRequest, number: AlarmNumber) -> JsonResponse:
    """What moved, from what to what, since when; where, in whose words, and what else happened then."""
    user = caller(request, Right.SEE_DASHBOARD)
    alarm, told = explain(
        home(),
        number,
        scope=dict(scope(user)),
        today=timezone.localdate(),
        comments=has_right(user, Right.SEE_COMMENTS),
    )
    return answer(explained_alarm_told(alarm, told))


def add_to(api: NinjaAPI) -> None:
    """Adds the operations of this file."""
    api.add_router("", router)
