"""The answers behind a number: what each customer said, as far as the reader may see it."""

import re
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from luister.errors import LuisterError
from luister.events.response import Response
from luister.loop import show
from luister.loop.show import ResponsePage, ResponsesRequest
from luister_web.access.rights import Right, needs
from luister_web.current_home import home
from luister_web.dashboard import days as chosen_days
from luister_web.dashboard.answer_choices import question_options, score_options, scores
from luister_web.dashboard.days import Days
from luister_web.dashboard.exporting import answer_exports
from luister_web.dashboard.page import bar, shared
from luister_web.dashboard.periods import Known
from luister_web.dashboard.reader import Reader, reader_of
from luister_web.dashboard.shown_answer import ShownAnswer, shown_answer, with_remarks

_FORM = re.compile(r"-?[0-9]{1,18}|-?[1-8][0-9]{18}")
PAGE_SIZE = 25
SHOWN = ("process", "channel")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersPage:
    """One page of forms with the way to the pages before and after it."""

    answers: list[ShownAnswer]
    total: int | None
    number: int
    pages: int
    before: str
    after: str
    is_suppressed: bool = False
    problem: str = ""


@needs(Right.SEE_ANSWERS)
@require_safe
def answers(request: HttpRequest) -> HttpResponseBase:
    """The forms that the view selects, the latest first."""
    reader = reader_of(request)
    known = chosen_days.all_known(reader)
    if known is None:
        return render(request, "dashboard/empty.html", shared(reader))
    asked = request_of(reader, chosen_days.days_of(reader, known), _page_number(request))
    page = _page(reader, asked, _page_number(request))
    context = {"page": page} | _menus(reader, known, asked)
    return render(request, "dashboard/answers.html", shared(reader) | context)


@needs(Right.SEE_ANSWERS)
@require_safe
def answer(request: HttpRequest, response: str) -> HttpResponseBase:
    """One form whole.

    It is looked for in the lists of answers: who may not see it there cannot see it here.
    """
    reader = reader_of(request)
    known = chosen_days.all_known(reader)
    if known is None:
        raise Http404
    number = _page_number(request)
    days = chosen_days.days_of(reader, known)
    found = _found(reader, days, response)
    if found is None:
        raise Http404
    back = _address(reader, number)
    (shown,) = with_remarks(reader, [shown_answer(reader, found, "")])
    context = {"answer": shown, "back": back}
    return render(request, "dashboard/answer.html", shared(reader) | context)


def answers_of(reader: Reader, known: Known, *, limit: int) -> list[ShownAnswer]:
    """The latest forms of the view with a comment, `limit` at most; none where they are hidden."""
    asked = request_of(reader, chosen_days.days_of(reader, known), 1)
    result = _read(replace(asked, limit=PAGE_SIZE * 4))
    if isinstance(result, str):
        return []
    found = [shown_answer(reader, one, "") for one in result.responses]
    return with_remarks(reader, [one for one in found if one.comments][:limit])


def request_of(reader: Reader, days: Days, number: int) -> ResponsesRequest:
    """The question for forms; comments, customers and hidden groups as the reader's rights allow."""
    view, rights = reader.view, reader.rights
    may_read = Right.SEE_COMMENTS in rights
    return ResponsesRequest(
        survey=view.survey or None,
        question=view.question or None,
        first=days.period.first,
        last=days.period.last,
        where=view.where,
        scope=reader.scope,
        search=view.search if may_read else "",
        values=scores(view),
        dimensions=tuple(dict.fromkeys((*SHOWN, *view.where))),
        comments=may_read,
        customers=Right.SEE_CUSTOMERS in rights,
        microdata=Right.SEE_MICRODATA in rights,
        limit=PAGE_SIZE,
        offset=(number - 1) * PAGE_SIZE,
    )


def _menus(reader: Reader, known: Known, asked: ResponsesRequest) -> dict[str, Any]:
    return {
        "bar": bar(reader, known, is_compared=False),
        "questions": question_options(reader),
        "scores": score_options(reader),
        "exports": answer_exports(reader, asked),
        "may_search": Right.SEE_COMMENTS in reader.rights,
        "is_narrowed": bool(reader.view.search or reader.view.score or reader.view.where),
        "all": replace(reader.view, search="", score="", question="", where={}).at(reader.path),
        "kept_pairs": [
            pair for pair in reader.view.pairs() if pair[0] not in {"question", "score", "search"}
        ],
    }


def _page(reader: Reader, asked: ResponsesRequest, number: int) -> AnswersPage:
    result = _read(asked)
    if isinstance(result, str):
        return AnswersPage(
            answers=[], total=0, number=1, pages=1, before="", after="", problem=result
        )
    pages = max(1, -(-(result.total or 0) // PAGE_SIZE))
    shown = [
        shown_answer(reader, one, _own_address(reader, one, number)) for one in result.responses
    ]
    return AnswersPage(
        answers=with_remarks(reader, shown),
        total=result.total,
        number=number,
        pages=pages,
        before=_address(reader, number - 1) if number > 1 else "",
        after=_address(reader, number + 1) if number < pages else "",
        is_suppressed=result.is_suppressed,
    )


def _read(asked: ResponsesRequest) -> ResponsePage | str:
    """The page of forms, or in words why there is none."""
    try:
        return show.shown_responses(home(), asked)
    except LuisterError as error:
        return str(error)


def _found(reader: Reader, days: Days, response: str) -> Response | None:
    """The form in the list it was opened from, or in the list of all that the reader may see."""
    if not _FORM.fullmatch(response):
        return None
    near = replace(request_of(reader, days, 1), only=int(response), limit=1)
    whole = replace(near, first=None, last=None, where={}, search="", values=(), question=None)
    for asked in (near, whole):
        result = _read(asked)
        if not isinstance(result, str) and result.responses:
            return result.responses[0]
    return None


def _page_number(request: HttpRequest) -> int:
    """The number of the page, from 1 on; what is no number is the first."""
    text = request.GET.get("page", "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _address(reader: Reader, number: int) -> str:
    return _with_page(reader, reverse("dashboard:answers"), number)


def _own_address(reader: Reader, response: Response, number: int) -> str:
    return _with_page(reader, reverse("dashboard:answer", args=(response.id,)), number)


def _with_page(reader: Reader, path: str, number: int) -> str:
    pairs = [*reader.view.pairs(), *((("page", str(number)),) if number > 1 else ())]
    return f"{path}?{urlencode(pairs)}" if pairs else path
