"""The team page and the page of who steers, for programs: the same numbers within the same part."""

from dataclasses import asdict
from math import isinf
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from ninja import NinjaAPI, Query, Router

from luister.estimates.estimate import Estimate
from luister.loop import oversee
from luister.loop.act import Signal
from luister.loop.show_cases import as_plain
from luister_web.access.models import User
from luister_web.access.rights import Right, rights_of
from luister_web.api.asker import caller
from luister_web.api.operations import REFUSALS, answer
from luister_web.api.page_shapes import SteeringShape, TeamParameters, TeamShape
from luister_web.api.wording import SUMMARIES
from luister_web.board.accounts import WEEKS
from luister_web.board.whole_board import DAYS as STEERING_DAYS
from luister_web.board.whole_board import whole_board
from luister_web.digests.words import signal_line
from luister_web.signals.signal_words import group
from luister_web.team.whole_team import DAYS, HandLine, whole_team

router = Router(tags=["figures"])


@router.get("/team", response={200: TeamShape, **REFUSALS}, summary=SUMMARIES["team_page"])
def team_page(request: HttpRequest, parameters: Query[TeamParameters]) -> JsonResponse:
    """What the team page shows of one team within your part of the organisation."""
    user = caller(request, Right.SEE_CUSTOMERS)
    found = whole_team(user, parameters.team, now=timezone.now())
    return answer(
        {
            "team": found.team,
            "teams": found.teams,
            "days": DAYS,
            "signals": [_signal(one, user) for one in found.signals],
            "signal_count": found.signal_count,
            "cases": [as_plain(one) for one in found.cases],
            "case_count": found.case_count,
            "hands": [_hand(one) for one in found.hands],
            "coaching": [
                {name: getattr(one, name) for name in ("id", "title", "employee", "due_on")}
                for one in found.coaching
            ],
            "loads": [asdict(one) for one in found.loads],
            "remarks": [
                {"employee": one.employee, "words": one.words, "changed_at": one.changed_at}
                for one in found.remarks
            ],
        }
    )


@router.get(
    "/steering", response={200: SteeringShape, **REFUSALS}, summary=SUMMARIES["steering_page"]
)
def steering_page(request: HttpRequest) -> JsonResponse:
    """What the page Steering shows within your part of the organisation."""
    user = caller(request, Right.GOALS)
    found = whole_board(user, now=timezone.now())
    health = found.health
    return answer(
        {
            "days": STEERING_DAYS,
            "weeks": WEEKS,
            "goals": [_goal(one) for one in found.goals],
            "signals": [_signal(one, user) for one in found.signals],
            "signal_count": found.signal_count,
            "loop": {
                "detractors": health.detractors,
                "with_case": health.with_case,
                "in_time": _known(health.in_time),
                "hours": _known(health.hours),
                "cases": health.cases,
            },
            "use": [asdict(one) for one in found.use],
        }
    )


def add_to(api: NinjaAPI) -> None:
    """Adds these operations."""
    api.add_router("", router)


def _signal(one: Signal, user: User) -> dict[str, Any]:
    names = ("id", "kind", "process", "metric", "raised_at")
    told = {name: getattr(one, name) for name in names}
    return told | {"group": dict(group(one, rights_of(user))), "words": signal_line(one)}


def _hand(line: HandLine) -> dict[str, Any]:
    hand = line.hand
    return {
        "employee": hand.employee,
        "process": hand.process,
        "metric": hand.metric,
        "why": hand.why,
        "leaned": _known(hand.leaned.estimate),
        "goal": hand.target.value if hand.target else None,
    }


def _goal(one: oversee.Goal) -> dict[str, Any]:
    row = one.row
    return {
        "process": one.process,
        "metric": one.metric,
        "suppressed": row.suppressed,
        "estimate": _known(row.estimate),
        "target": row.target.value if row.target else None,
        "lower_bound": row.target.lower_bound if row.target else None,
        "status": row.status,
    }


def _known(estimate: Estimate | None) -> dict[str, Any] | None:
    if estimate is None:
        return None
    high = None if isinf(estimate.high) else estimate.high
    return {"value": estimate.value, "low": estimate.low, "high": high, "n": estimate.n}
