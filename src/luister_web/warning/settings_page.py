"""The page Warning: settings with what they promise, tried before they are kept, and the way to a replay."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from luister.errors import LuisterError
from luister.estimates.watched import WarningSettings, WatchedSeries
from luister.events.replay import ReplayRequest
from luister.loop import measure, run_again, watch
from luister.loop.replay import replay
from luister.loop.show_moves import series_as_shown
from luister_web.access.audit import record
from luister_web.access.models import Action
from luister_web.access.rights import Right, needs, person, scope
from luister_web.current_home import home
from luister_web.warning.promises import PromiseLine, lines_found, promise_lines
from luister_web.warning.settings_form import SettingsForm

_LINES = 12  # on one page
_NO_GROUPS = frozenset({"process", "survey", "question", "wave", "employee"})


@needs(Right.WARNING)
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponseBase:
    """The settings; with GET they are tried, with POST kept."""
    kept = watch.settings(home())
    is_tried = "alarms_per_year" in request.GET
    tried = request.GET if is_tried else None
    form = form_of(request.POST if request.method == "POST" else tried, kept)
    if request.method == "POST" and form.is_valid():
        try:
            watch.keep_settings(home(), form.settings(), now=timezone.now())
        except LuisterError as error:
            form.add_error(None, f"{error.problem} {error.hint}")
        else:
            rate = f"{form.settings().alarms_per_year:g}"
            record(person(request), Action.CHANGED, "warning", detail=rate)
            messages.success(request, _("The settings are kept. They hold from the next look on."))
            return redirect("warning:settings")
    return _page(request, form, kept, is_tried=is_tried)


def form_of(data: Any, kept: WarningSettings) -> SettingsForm:  # noqa: ANN401 - a QueryDict or none
    """The form with what this home has to choose from, filled in with `data`."""
    return SettingsForm(
        data,
        metrics=[one.id for one in measure.metrics(home()) if one.shape != "count"],
        dimensions=[one for one in measure.dimensions(home()) if one not in _NO_GROUPS],
        kept=kept,
    )


def _page(
    request: HttpRequest, form: SettingsForm, kept: WarningSettings, *, is_tried: bool
) -> HttpResponse:
    tried = form.settings() if form.is_bound and form.is_valid() else kept
    context: dict[str, Any] = {"form": form, "is_tried": is_tried and tried != kept}
    try:
        now = _promised(request, kept)
        then = now if tried == kept else _promised(request, tried)
        context |= _searched(request, promise_lines(then, now))
    except LuisterError as error:
        context["refusal"] = error
    context["tried"] = _sent(request) if is_tried else []
    context["newest"] = run_again.newest(home(), scope=dict(scope(person(request))))
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "warning/settings.html", context, status=status)


def _searched(request: HttpRequest, lines: Sequence[PromiseLine]) -> dict[str, Any]:
    """The lines that are looked for, a page of them, and what else the search form sends along."""
    text = request.GET.get("find", "").strip()
    found = lines_found(lines, text)
    page = Paginator(found, _LINES).get_page(request.GET.get("page"))
    return {
        "lines": page.object_list,
        "page": page,
        "all": len(lines),
        "find": text,
        "sent": _sent(request),
    }


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    """The settings that are tried, for a form that sends them along."""
    return [
        (name, value)
        for name, values in request.GET.lists()
        for value in values
        if name not in {"find", "page"}
    ]


def _promised(request: HttpRequest, chosen: WarningSettings) -> list[WatchedSeries]:
    today = timezone.localdate()
    allowed = dict(scope(person(request)))
    wanted = ReplayRequest(first=today, last=today, settings=chosen, scope=allowed)
    watched = replay(home(), wanted).watched
    return series_as_shown(home(), watched, scope=allowed, today=today)
