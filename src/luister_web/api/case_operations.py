"""What a program may ask and send about cases."""

from datetime import datetime, time, timedelta
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from ninja import NinjaAPI, Query, Router

from luister.loop import (
    annotate_case,
    follow_up,
    open_case,
    review_cases,
    show_cases,
    write_back,
)
from luister.loop.follow_up import End
from luister.loop.open_case import Wanted
from luister.loop.show_cases import CaseFilter
from luister.loop.write_back import Draft
from luister_web.access.models import User
from luister_web.access.rights import Right
from luister_web.api.asker import caller
from luister_web.api.case_shapes import (
    CaseMove,
    CaseNote,
    CaseNumber,
    CaseParameters,
    CaseReply,
    CasesShape,
    HandOver,
    LetterNamed,
    NewCaseShape,
    ReviewParameters,
    WholeCaseShape,
)
from luister_web.api.operations import REFUSALS, answer
from luister_web.api.shapes import Refusal
from luister_web.api.wording import SUMMARIES
from luister_web.cases.actor import actor, plain_for, whole_for
from luister_web.current_home import home

router = Router(tags=["cases"])
_CHANGED: dict[int, Any] = {200: WholeCaseShape, **REFUSALS, 422: Refusal}


@router.get("/cases", response={200: CasesShape, **REFUSALS}, summary=SUMMARIES["cases"])
def cases(request: HttpRequest, parameters: Query[CaseParameters]) -> JsonResponse:
    """Those that the owner of the key may see, what is due first."""
    user = caller(request, Right.WORK_CASES)
    wanted = CaseFilter(
        scope=actor(user).scope,
        states=(parameters.state,) if parameters.state else (),
        queue=parameters.queue,
        owner=parameters.owner,
        overdue_at=timezone.now() if parameters.overdue else None,
        search=parameters.search,
    )
    total, found = show_cases.cases(
        home(), wanted, limit=parameters.limit, offset=parameters.offset
    )
    return answer({"total": total, "cases": [plain_for(user, one) for one in found]})


@router.post(
    "/cases",
    response={201: WholeCaseShape, **REFUSALS, 422: Refusal},
    summary=SUMMARIES["new_case"],
)
def new_case(request: HttpRequest, given: NewCaseShape) -> JsonResponse:
    """On an answer a case is opened once: sent again it is the same one."""
    user = caller(request, Right.WORK_CASES)
    by, now = actor(user), timezone.now()
    if given.answer is not None or given.customer:
        caller(request, Right.SEE_CUSTOMERS)
    if given.answer is not None:
        number = open_case.from_answer(
            home(), given.answer, about=given.about or "", by=by, now=now
        )
        return _whole(user, number, status=201)
    wanted = Wanted(
        subject=given.subject,
        about=given.about or "complaint",
        customer_key=given.customer,
        team=given.team,
        process=given.process,
        priority=given.priority or "",
        queue=given.queue,
        owner=given.owner,
        before_case=given.before_case,
        words=given.words,
    )
    return _whole(user, open_case.by_hand(home(), wanted, by=by, now=now), status=201)


@router.get(
    "/cases/review", response={200: dict[str, Any], **REFUSALS}, summary=SUMMARIES["case_review"]
)
def case_review(request: HttpRequest, parameters: Query[ReviewParameters]) -> JsonResponse:
    """Of cases that you may see: medians and shares with their intervals, root causes, and whether it helped."""
    user, now = caller(request, Right.WORK_CASES), timezone.now()
    day = parameters.since or timezone.localdate() - timedelta(days=90)
    since = timezone.make_aware(datetime.combine(day, time()))
    found = review_cases.review(home(), by=actor(user), since=since, now=now)
    return answer(review_cases.as_plain(found))


@router.get(
    "/cases/{number}", response={200: WholeCaseShape, **REFUSALS}, summary=SUMMARIES["case"]
)
def case(request: HttpRequest, number: CaseNumber) -> JsonResponse:
    """With its history and letters."""
    return _whole(caller(request, Right.WORK_CASES), number)


@router.post("/cases/{number}/moves", response=_CHANGED, summary=SUMMARIES["move_case"])
def move_case(request: HttpRequest, number: CaseNumber, given: CaseMove) -> JsonResponse:
    """A closed case stays closed; to close one, send outcome and root_cause."""
    user = caller(request, Right.WORK_CASES)
    end = End(given.outcome, given.root_cause) if given.to == "closed" else None
    follow_up.move(
        home(), number, given.to, by=actor(user), now=timezone.now(), words=given.words, end=end
    )
    return _whole(user, number)


@router.post("/cases/{number}/notes", response=_CHANGED, summary=SUMMARIES["note_case"])
def note_case(request: HttpRequest, number: CaseNumber, given: CaseNote) -> JsonResponse:
    """Kept for good; @name calls somebody."""
    user = caller(request, Right.WORK_CASES)
    annotate_case.add_note(home(), number, given.words, by=actor(user), now=timezone.now())
    return _whole(user, number)


@router.post("/cases/{number}/hand-over", response=_CHANGED, summary=SUMMARIES["hand_over_case"])
def hand_over_case(request: HttpRequest, number: CaseNumber, given: HandOver) -> JsonResponse:
    """To a member of the queue; without a name to whom has the fewest open cases."""
    user = caller(request, Right.WORK_CASES)
    follow_up.hand_over(
        home(), number, owner=given.owner, queue=given.queue, by=actor(user), now=timezone.now()
    )
    return _whole(user, number)


@router.post(
    "/cases/{number}/replies",
    response={202: LetterNamed, **REFUSALS, 422: Refusal},
    summary=SUMMARIES["reply_case"],
)
def reply_case(request: HttpRequest, number: CaseNumber, given: CaseReply) -> JsonResponse:
    """By mail, with what the customer said below it; it leaves within seconds, once."""
    user = caller(request, Right.WORK_CASES)
    words = Draft(given.language or user.language or "en", given.subject, given.text)
    letter = write_back.reply(home(), number, words, by=actor(user), now=timezone.now())
    return answer({"letter": letter}, status=202)


def add_to(api: NinjaAPI) -> None:
    """Adds these operations."""
    api.add_router("", router)


def _whole(user: User, number: int, *, status: int = 200) -> JsonResponse:
    view = show_cases.case(home(), number, by=actor(user))
    return answer(whole_for(user, view), status=status)
