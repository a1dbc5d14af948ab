"""The page of a sample that a worker invites: how far it is, what came of it, and its buttons."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luister.errors import LuisterError, UnknownNameError
from luister.loop import invite, oversee_jobs
from luister_web.access.audit import record
from luister_web.access.models import Action
from luister_web.access.rights import Right, needs
from luister_web.contacts.known_survey import known_survey, title_of
from luister_web.contacts.rule_words import rule_counts
from luister_web.current_home import home
from luister_web.jobs.kind_words import words_of_error


@needs(Right.CONTACTS)
@never_cache
@require_safe
def run(request: HttpRequest, name: str, run: int) -> HttpResponse:
    """How far it is; htmx asks for the middle part alone, every second."""
    survey = known_survey(name)
    found = _run(name, run)
    context = {
        "run": found,
        "percent": round(found.share * 100),
        "is_open": found.is_open,
        "rules": rule_counts(found.held_back),
        "problem": words_of_error(found.problem),
        "hint": words_of_error(found.hint),
        "is_worked_on": oversee_jobs.is_worked_on(home(), now=timezone.now()),
        "survey": survey,
        "title": title_of(survey),
        "tab": "invite",
    }
    is_part = "HX-Request" in request.headers
    return render(request, "contacts/run_part.html" if is_part else "contacts/run.html", context)


@needs(Right.CONTACTS)
@require_POST
def cancel(request: HttpRequest, name: str, run: int) -> HttpResponse:
    """Stops it after the part that it is at."""
    found = _run(name, run)
    try:
        invite.cancel(home(), found.id, now=timezone.now())
    except LuisterError:
        messages.error(request, _("It is over, so it cannot be cancelled."))
    else:
        record(request, Action.CHANGED, f"invitations {name}", f"run {run} cancelled")
    return redirect("invitations:run", name, run)


@needs(Right.CONTACTS)
@require_POST
def again(request: HttpRequest, name: str, run: int) -> HttpResponse:
    """Goes on where it was."""
    found = _run(name, run)
    try:
        invite.again(home(), found.id, now=timezone.now())
    except LuisterError:
        messages.error(
            request, _("It cannot go on: it is done, or this wave is being invited already.")
        )
    else:
        record(request, Action.CHANGED, f"invitations {name}", f"run {run} tried again")
    return redirect("invitations:run", name, run)


def _run(name: str, run: int) -> invite.Invitation:
    try:
        found = invite.progress_of(home(), run)
    except UnknownNameError:
        raise Http404 from None
    if found.survey != name:
        raise Http404
    return found
