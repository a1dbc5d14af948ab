"""The page of one alarm: what moved, where, since when, and why."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from luister.errors import UnknownNameError
from luister_web.access.rights import Right, needs
from luister_web.warning.alarm_panel import alarm_panel


@needs(Right.SEE_DASHBOARD)
@require_safe
def alarm(request: HttpRequest, number: int) -> HttpResponseBase:
    """The panel of an alarm on a page of its own; 404 outside the reader's scope."""
    try:
        panel = alarm_panel(request, number)
    except UnknownNameError as error:
        raise Http404 from error
    return render(request, "warning/alarm.html", {"panel": panel})
