"""Why did it move? Any metric between any two periods, explained as an alarm is."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from luister.errors import LuisterError
from luister.estimates.calendar import compared_period
from luister.estimates.report import Period, ReportRequest
from luister.loop.explain import explain_move
from luister_web.access.rights import Right, needs
from luister_web.current_home import home
from luister_web.dashboard.reader import Reader, reader_of
from luister_web.warning.explained import explained

_DAYS = ".."


@needs(Right.SEE_DASHBOARD)
@require_safe
def why(request: HttpRequest) -> HttpResponseBase:
    """The page; what cannot be asked is told in words, not as an error."""
    reader = reader_of(request)
    view = reader.view
    context: dict[str, object] = {"reader": reader}
    if not (view.metric and view.first and view.last and _DAYS in view.compare):
        return render(request, "warning/why.html", context | {"is_incomplete": True}, status=422)
    after = Period(view.first, view.last)
    before = compared_period(view.compare, after)
    try:
        told = explain_move(
            home(), _request(reader), before, after, comments=Right.SEE_COMMENTS in reader.rights
        )
    except LuisterError as error:
        return render(request, "warning/why.html", context | {"refusal": error}, status=422)
    return render(
        request, "warning/why.html", context | {"explained": explained(told, reader.rights)}
    )


def _request(reader: Reader) -> ReportRequest:
    return ReportRequest(
        metric=reader.view.metric,
        survey=reader.view.survey or None,
        question=reader.view.question or None,
        where=reader.view.where,
        scope=reader.scope,
    )
