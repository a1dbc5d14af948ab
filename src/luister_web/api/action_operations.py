"""What a program may ask and send about actions."""

from datetime import date, datetime
from typing import Annotated, Literal

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from ninja import NinjaAPI, Path, Query, Router, Schema
from pydantic import ConfigDict, Field

from luister.loop import take_action
from luister.loop.take_action import ActionFilter, Plan
from luister_web.access.rights import Right
from luister_web.actions.views import with_owner
from luister_web.api.asker import caller
from luister_web.api.operations import REFUSALS, answer
from luister_web.api.shapes import Refusal
from luister_web.api.wording import SUMMARIES
from luister_web.cases.actor import actor
from luister_web.current_home import home

router = Router(tags=["actions"])
ActionNumber = Annotated[int, Path(description="Number of the action.", ge=1, le=2**53)]
_Level = Literal["customer", "employee", "process", "organisation"]
_State = Literal["planned", "busy", "done", "dropped"]


class ActionShape(Schema):
    """An action: what, on which level, by whom and when, what it should bring, and what came of it."""

    id: int
    level: str
    kind: str
    title: str
    state: str
    owner: str
    owner_employee: str
    employee: str
    team: str
    process: str
    case: int | None
    signal: int | None
    due_on: date | None
    expected: str
    result: str
    made_by: str
    made_at: datetime
    changed_at: datetime
    ended_at: datetime | None


class ActionsShape(Schema):
    """One page of actions, what is due first, and how many fit in all."""

    total: int
    actions: list[ActionShape]


class ActionParameters(Schema):
    """Which actions."""

    state: _State | None = Field(None, description="State of the action.")
    level: _Level | None = Field(None, description="Level of the action.")
    owner: str | None = Field(None, max_length=100, description="User name of the owner.")
    limit: int = Field(100, ge=1, le=500, description="How many on a page.")
    offset: int = Field(0, ge=0, le=1_000_000, description="How many to pass over.")


class NewActionShape(Schema):
    """An action to plan; without an owner it is the caller's."""

    level: _Level
    kind: str = Field(max_length=40)
    title: str = Field(min_length=1, max_length=200)
    owner: str = Field("", max_length=100)
    employee: str = Field("", max_length=200)
    team: str = Field("", max_length=200)
    process: str = Field("", max_length=200)
    case: int | None = Field(None, ge=1, le=2**53)
    due_on: date | None = None
    expected: str = Field("", max_length=2000)

    model_config = ConfigDict(extra="forbid")


class ActionStep(Schema):
    """Progress in words, or another state; done, with its result."""

    words: str = Field("", max_length=20_000)
    to: _State | None = None

    model_config = ConfigDict(extra="forbid")


@router.get("/actions", response={200: ActionsShape, **REFUSALS}, summary=SUMMARIES["actions"])
def actions(request: HttpRequest, parameters: Query[ActionParameters]) -> JsonResponse:
    """Those that the owner of the key may see, what is due first."""
    by = actor(caller(request, Right.WORK_CASES))
    wanted = ActionFilter(
        scope=by.scope,
        states=(parameters.state,) if parameters.state else (),
        level=parameters.level or "",
        owner=parameters.owner,
    )
    total, found = take_action.actions(
        home(), wanted, limit=parameters.limit, offset=parameters.offset
    )
    return answer({"total": total, "actions": [take_action.as_plain(one) for one in found]})


@router.post(
    "/actions",
    response={201: ActionShape, **REFUSALS, 422: Refusal},
    summary=SUMMARIES["new_action"],
)
def new_action(request: HttpRequest, given: NewActionShape) -> JsonResponse:
    """Within the own part of the organisation; coaching names its employee."""
    by = actor(caller(request, Right.WORK_CASES))
    plan = with_owner(Plan(**given.dict()), by)
    number = take_action.plan(home(), plan, by=by, now=timezone.now())
    found = take_action.action(home(), number, by=by).action
    return answer(take_action.as_plain(found), status=201)


@router.get(
    "/actions/{number}", response={200: ActionShape, **REFUSALS}, summary=SUMMARIES["action"]
)
def action(request: HttpRequest, number: ActionNumber) -> JsonResponse:
    """With its result, where there is one."""
    by = actor(caller(request, Right.WORK_CASES))
    return answer(take_action.as_plain(take_action.action(home(), number, by=by).action))


@router.post(
    "/actions/{number}/steps",
    response={200: ActionShape, **REFUSALS, 422: Refusal},
    summary=SUMMARIES["step_action"],
)
def step_action(request: HttpRequest, number: ActionNumber, given: ActionStep) -> JsonResponse:
    """Without `to` it is progress; with done, `words` are the result."""
    by, now = actor(caller(request, Right.WORK_CASES)), timezone.now()
    if given.to:
        take_action.move(home(), number, given.to, result=given.words, by=by, now=now)
    else:
        take_action.progress(home(), number, given.words, by=by, now=now)
    return answer(take_action.as_plain(take_action.action(home(), number, by=by).action))


def add_to(api: NinjaAPI) -> None:
    """Adds these operations."""
    api.add_router("", router)
