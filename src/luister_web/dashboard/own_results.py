"""An employee's own results: to learn from, not to be judged by."""

from dataclasses import replace

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from luister_web.access.models import Role
from luister_web.access.rights import Right, needs
from luister_web.dashboard import days as chosen_days
from luister_web.dashboard.answers_page import answers_of
from luister_web.dashboard.page import bar, shared
from luister_web.dashboard.reader import reader_of
from luister_web.dashboard.tiles import tiles

MOST_COMMENTS = 8


@needs(Right.SEE_DASHBOARD)
@require_safe
def mine(request: HttpRequest) -> HttpResponseBase:
    """The page of an employee; others are told whom it is for."""
    reader = reader_of(request)
    known = chosen_days.all_known(reader)
    is_employee = reader.user.role == Role.EMPLOYEE
    if known is None or not is_employee:
        empty = {"is_employee": is_employee}
        return render(request, "dashboard/mine_empty.html", shared(reader) | empty)
    reader = replace(reader, view=replace(reader.view, sort="name"))
    context = {
        "bar": bar(reader, known),
        "tiles": tiles(reader),
        "answers": answers_of(reader, known, limit=MOST_COMMENTS),
    }
    return render(request, "dashboard/mine.html", shared(reader) | context)
