"""What an employee's own program may ask: the own results, leaned on the team, and what customers valued."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from ninja import NinjaAPI, Query, Router, Schema

from luister.estimates.estimate import Estimate
from luister.loop import measure, mirror
from luister.loop.mirror import Looking, OwnResult, Valued
from luister_web.access.models import Role
from luister_web.access.rights import Right
from luister_web.api.asker import caller
from luister_web.api.operations import REFUSALS, answer
from luister_web.api.wording import SUMMARIES
from luister_web.current_home import home
from luister_web.mine.own_results import employee_of, team_of

router = Router(tags=["figures"])


class Known(Schema):
    """A number with its 95 % interval and how many answers stand behind it."""

    value: float
    low: float
    high: float
    n: int


class OwnRow(Schema):
    """The result in one process; all null where fewer than ten answered.

    `leaned` leans on the team as far as chance would have it, null where the team is too small;
    `own_share` is how much of it comes from the own answers, `team` the middle of the team.
    """

    process: str
    answered: Known | None
    leaned: Known | None
    own_share: float | None
    team: Known | None


class ValuedRow(Schema):
    """A touchpoint: how it was rated, and how far that lies above the team; null where none can be leaned on."""

    touchpoint: str
    question: str
    rated: Known | None
    above: Known | None
    verdict: str | None


class Mine(Schema):
    """What customers said after contact with the caller; `employee` is empty for who is no employee."""

    employee: str
    metric: str
    results: list[OwnRow]
    valued: list[ValuedRow]


@router.get("/mine", response={200: Mine, **REFUSALS}, summary=SUMMARIES["mine"])
def mine(
    request: HttpRequest,
    metric: Annotated[str, Query(description="Id of the metric.")] = "nps",
    first: Annotated[date | None, Query(alias="from", description="First day.")] = None,
    last: Annotated[date | None, Query(alias="to", description="Last day.")] = None,
) -> JsonResponse:
    """The same numbers as on My results; nobody else's are in it."""
    user = caller(request, Right.SEE_DASHBOARD)
    employee = employee_of(user) if user.role == Role.EMPLOYEE else ""
    told: dict[str, Any] = {"employee": employee, "metric": metric, "results": [], "valued": []}
    if employee and measure.surveys(home()):
        looking = Looking(employee=employee, team=team_of(user), first=first, last=last)
        today = timezone.localdate()
        found = mirror.own_results(home(), looking, metric, today=today)
        told["results"] = [_row(one) for one in found.values()]
        told["valued"] = [_valued(one) for one in mirror.valued(home(), looking, today=today)]
    return answer(told)


def add_to(api: NinjaAPI) -> None:
    """Adds this operation."""
    api.add_router("", router)


def _row(one: OwnResult) -> dict[str, Any]:
    leaned = one.leaned
    return {
        "process": one.process,
        "answered": _known(one.row.estimate),
        "leaned": _known(leaned.estimate if leaned else None),
        "own_share": leaned.share if leaned else None,
        "team": _known(leaned.team if leaned else None),
    }


def _valued(one: Valued) -> dict[str, Any]:
    above = one.leaned.above if one.leaned else None
    n = one.row.estimate.n if one.row.estimate else 0
    return {
        "touchpoint": one.touchpoint,
        "question": one.question,
        "rated": _known(one.row.estimate),
        "above": {"value": above.value, "low": above.low, "high": above.high, "n": n}
        if above
        else None,
        "verdict": above.verdict if above else None,
    }


def _known(estimate: Estimate | None) -> dict[str, Any] | None:
    if estimate is None:
        return None
    return {
        "value": estimate.value, "low": estimate.low, "high": estimate.high, "n": estimate.n,
    }  # fmt: skip
