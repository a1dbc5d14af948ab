"""What a program may ask of a sample that a job invites, and decide on letters of which nobody can tell."""

from dataclasses import asdict
from datetime import UTC
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from ninja import NinjaAPI, Query, Router

from luister.loop import decide_letter, invite
from luister_web.access.audit import record
from luister_web.access.models import Action, KeyScope
from luister_web.access.rights import Right
from luister_web.api.asker import caller, keys_for
from luister_web.api.invite_shapes import (
    DecidedShape,
    Decision,
    LetterParameters,
    LettersShape,
    RunAct,
    RunNumber,
    RunShape,
)
from luister_web.api.operations import REFUSALS, answer
from luister_web.api.refusals import refusal
from luister_web.api.shapes import Refusal
from luister_web.api.wording import SUMMARIES
from luister_web.current_home import home

router = Router(tags=["people"], auth=keys_for(KeyScope.CONTACTS))
_UNFIT: dict[int, Any] = {422: Refusal}
_ACTS = {"cancel": (invite.cancel, "cancelled"), "again": (invite.again, "tried again")}


@router.get(
    "/invitations/runs/{run}",
    response={200: RunShape, **REFUSALS},
    summary=SUMMARIES["invite_run"],
)
def invite_run(request: HttpRequest, run: RunNumber) -> JsonResponse:
    """Kept for a week after it is over."""
    caller(request, Right.CONTACTS)
    return run_answer(run)


@router.post(
    "/invitations/runs/{run}/{act}",
    response={200: RunShape, **REFUSALS, 409: Refusal},
    summary=SUMMARIES["act_on_invite_run"],
)
def act_on_invite_run(request: HttpRequest, run: RunNumber, act: RunAct) -> JsonResponse:
    """Cancelled, who was invited stays invited; tried again, it goes on where it was."""
    user = caller(request, Right.CONTACTS)
    done, told = _ACTS[act]
    done(home(), run, now=timezone.now())
    survey = invite.progress_of(home(), run).survey
    record(user, Action.CHANGED, f"invitations {survey}", f"run {run} {told}")
    return run_answer(run)


@router.get(
    "/letters", response={200: LettersShape, **REFUSALS}, summary=SUMMARIES["open_letters"]
)
def open_letters(request: HttpRequest, parameters: Query[LetterParameters]) -> JsonResponse:
    """Those that were turned down, or of which nobody can tell whether they left."""
    caller(request, Right.CONTACTS)
    total, found = decide_letter.open_letters(
        home(), parameters.state, limit=parameters.limit, offset=parameters.offset
    )
    plain = [asdict(one) for one in found]
    for one in plain:
        one["customer"] = one.pop("customer_key")
    return answer({"total": total, "letters": plain})


@router.post(
    "/letters/decisions",
    response={200: DecidedShape, **REFUSALS, **_UNFIT},
    summary=SUMMARIES["decide_letters"],
)
def decide_letters(request: HttpRequest, given: Decision) -> JsonResponse:
    """Sent again, an unsure letter may come twice; left alone, perhaps never."""
    user = caller(request, Right.CONTACTS)
    if given.until is not None and given.until.tzinfo is None:
        return refusal(422, "until has no time zone.", "Write 2025-01-31T12:00:00Z.")
    decided = decide_letter.decide_all(
        home(),
        given.state,
        again=given.decision == "send",
        until=given.until.astimezone(UTC) if given.until else timezone.now(),
        now=timezone.now(),
        survey=given.survey,
    )
    told = "sent again" if given.decision == "send" else "left alone"
    record(
        user, Action.CHANGED, f"letters {given.state} {given.survey}".strip(), f"{decided} {told}"
    )
    return answer({"decided": decided})


def run_answer(run: int, *, status: int = 200) -> JsonResponse:
    """How far a run is, as an answer that names its address."""
    plain = asdict(invite.progress_of(home(), run))
    plain["run"] = plain.pop("id")
    said = answer(plain, status=status)
    said["Location"] = f"/api/v1/invitations/runs/{run}"
    return said


def add_to(api: NinjaAPI) -> None:
    """Adds these operations."""
    api.add_router("", router)
