"""The page of letters of which nobody can tell, or that failed: a person decides on each."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luister.errors import LuisterError
from luister.loop import decide_letter
from luister_web.access.audit import record
from luister_web.access.models import Action
from luister_web.access.rights import Right, needs
from luister_web.current_home import home

_SHOWN = 100
_STATES = (decide_letter.UNSURE, decide_letter.FAILED)
_REASONS: dict[str, str | Promise] = {
    "The sender died, perhaps while the letter was handed over.": gettext_lazy(
        "The server stopped just as the letter was handed over."
    ),
    "The sender died after the answer.": gettext_lazy(
        "The server stopped right after the other side answered."
    ),
    "Its sender, on another machine, is gone.": gettext_lazy(
        "It was being sent from another machine, of which nothing was heard for a day."
    ),
}


@needs(Right.CONTACTS)
@never_cache
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """Both lists, the latest hundred of each."""
    lists = {}
    for state in _STATES:
        total, found = decide_letter.open_letters(home(), state, limit=_SHOWN)
        lines = [
            {"letter": one, "reason": _REASONS.get(one.problem, one.problem)} for one in found
        ]
        lists[state] = {"total": total, "lines": lines, "more": total - len(lines)}
    return render(
        request,
        "contacts/letters.html",
        {**lists, "page": "letters", "seen_at": timezone.now().isoformat()},
    )


@needs(Right.CONTACTS)
@require_POST
def decide_all(request: HttpRequest) -> HttpResponse:
    """Decides on a whole list at once, as it was when the page was opened."""
    state, until = request.POST.get("state", ""), parse_datetime(request.POST.get("until", ""))
    again = request.POST.get("decision") == "send"
    if state not in _STATES or until is None or until.tzinfo is None:
        messages.error(request, _("Nothing was to be decided on this letter any more."))
        return redirect("invitations:letters")
    decided = decide_letter.decide_all(home(), state, again=again, until=until, now=timezone.now())
    told = "sent again" if again else "left alone"
    record(request, Action.CHANGED, f"letters {state}", f"{decided} {told}")
    said = (
        ngettext("%(n)s letter is sent again.", "%(n)s letters are sent again.", decided)
        if again
        else ngettext(
            "%(n)s letter is left as it is.", "%(n)s letters are left as they are.", decided
        )
    )
    messages.success(request, said % {"n": decided})
    return redirect("invitations:letters")


@needs(Right.CONTACTS)
@require_POST
def again(request: HttpRequest, reference: str) -> HttpResponse:
    """Sends it again: the person may get it twice."""
    try:
        decide_letter.send_again(home(), reference, now=timezone.now())
    except LuisterError:
        messages.error(request, _("Nothing was to be decided on this letter any more."))
    else:
        record(request, Action.CHANGED, f"letter {reference}", "sent again")
        messages.success(request, _("The letter is sent again."))
    return redirect("invitations:letters")


@needs(Right.CONTACTS)
@require_POST
def leave(request: HttpRequest, reference: str) -> HttpResponse:
    """Leaves it as it is."""
    try:
        decide_letter.leave_alone(home(), reference)
    except LuisterError:
        messages.error(request, _("Nothing was to be decided on this letter any more."))
    else:
        record(request, Action.CHANGED, f"letter {reference}", "left alone")
        messages.success(request, _("The letter is left as it is."))
    return redirect("invitations:letters")
