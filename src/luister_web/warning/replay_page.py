"""The page of a year that a worker watches again: how far it is, what it found, and its buttons."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luister.errors import LuisterError, UnknownNameError
from luister.loop import oversee_jobs, run_again, watch
from luister_web.access.audit import record
from luister_web.access.models import Action
from luister_web.access.rights import Right, needs, person, scope
from luister_web.current_home import home
from luister_web.jobs.kind_words import words_of_error
from luister_web.warning.replayed import replayed, settings_told, summary
from luister_web.warning.settings_page import form_of

_LOGGED = "warning past year"


@needs(Right.WARNING)
@require_POST
def past_year(request: HttpRequest) -> HttpResponse:
    """Orders the last year with the settings that are tried, or else with those kept."""
    kept = watch.settings(home())
    form = form_of(request.POST if "alarms_per_year" in request.POST else None, kept)
    if form.is_bound and not form.is_valid():
        messages.error(request, _("These settings cannot be: look at them first with “Try it”."))
        return redirect("warning:settings")
    chosen = form.settings() if form.is_bound else kept
    run = run_again.begin(home(), chosen, scope=_scope(request), now=timezone.now())
    told = f"run {run} begun, {chosen.alarms_per_year:g} false alarms a year"
    record(request, Action.MADE, _LOGGED, told)
    return redirect("warning:replay", run)


@needs(Right.WARNING)
@never_cache
@require_safe
def replay(request: HttpRequest, run: int) -> HttpResponse:
    """How far it is, and what it found; htmx asks for the middle part alone, every second."""
    found = _run(request, run)
    context = {
        "run": found,
        "percent": round(found.share * 100),
        "is_open": found.is_open,
        "settings": settings_told(found.settings),
        "summary": summary(found.found) if found.found else "",
        "series": replayed(found.found) if found.found else [],
        "problem": words_of_error(found.problem),
        "hint": words_of_error(found.hint),
        "is_worked_on": oversee_jobs.is_worked_on(home(), now=timezone.now()),
        "is_kept": found.settings == watch.settings(home()),
    }
    is_part = "HX-Request" in request.headers
    return render(
        request, "warning/replay_part.html" if is_part else "warning/replay.html", context
    )


@needs(Right.WARNING)
@require_POST
def cancel(request: HttpRequest, run: int) -> HttpResponse:
    """Stops it; nothing of it is kept."""
    found = _run(request, run)
    try:
        run_again.cancel(home(), found.id, scope=_scope(request), now=timezone.now())
    except LuisterError:
        messages.error(request, _("It is over, so it cannot be cancelled."))
    else:
        record(request, Action.CHANGED, _LOGGED, f"run {run} cancelled")
    return redirect("warning:replay", run)


@needs(Right.WARNING)
@require_POST
def again(request: HttpRequest, run: int) -> HttpResponse:
    """Begins it anew."""
    found = _run(request, run)
    try:
        run_again.again(home(), found.id, scope=_scope(request), now=timezone.now())
    except LuisterError:
        messages.error(
            request, _("It cannot be tried again: it is done, or the same is being run.")
        )
    else:
        record(request, Action.CHANGED, _LOGGED, f"run {run} tried again")
    return redirect("warning:replay", run)


def _run(request: HttpRequest, run: int) -> run_again.YearAgain:
    try:
        return run_again.progress_of(home(), run, scope=_scope(request))
    except UnknownNameError:
        raise Http404 from None


def _scope(request: HttpRequest) -> run_again.Scope:
    return dict(scope(person(request)))
