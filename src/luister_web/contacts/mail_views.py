"""The page about mail: how letters leave, and what DNS says of the sender's domain."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luister.errors import LuisterError
from luister.loop import read_mail, ways
from luister_web.access.audit import record
from luister_web.access.models import Action
from luister_web.access.rights import Right, needs
from luister_web.current_home import home
from luister_web.post import mailbox

_WORDS: tuple[Promise, ...] = (
    _("There is no record."),
    _("There are several, so none counts."),
    _("It lets everybody send in your name (+all)."),
    _("It does not say what holds for other servers (~all or -all)."),
    _("Its key was withdrawn (an empty p=)."),
    _("It names no policy (p=)."),
    _("It only watches (p=none)."),
)
_PROBLEMS = dict(zip(ways.HINT_PROBLEMS, _WORDS, strict=True))


@needs(Right.PEOPLE)
@never_cache
@require_safe
def mail(request: HttpRequest) -> HttpResponse:
    """The settings without their secrets; DNS is asked only when somebody wants it, as it may take seconds."""
    found = settings.LUISTER.mail
    looked = "look" in request.GET
    box = mailbox(settings.LUISTER)
    context: dict[str, Any] = {"mail": found, "looked": looked, "box": box}
    if box:
        context["last_read"] = read_mail.last_read(home(), box)
    if looked:
        hints = ways.hints(
            found.sender, selector=found.dkim_selector, name_server=found.name_server
        )
        context["lines"] = [
            {"hint": one, "words": _PROBLEMS.get(one.problem, "")} for one in hints
        ]
    return render(request, "contacts/mail.html", context)


@needs(Right.PEOPLE)
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Reads the mailbox now, and tells what came back."""
    box = mailbox(settings.LUISTER)
    if box is None:
        raise Http404
    try:
        found = read_mail.read_mailbox(home(), box, now=timezone.now())
    except LuisterError as error:
        messages.error(request, _("The mailbox cannot be read: %(why)s") % {"why": error.problem})
    else:
        record(request, Action.CHANGED, "mailbox", "read")
        messages.success(
            request,
            _("Read: %(reports)s reports, %(answers)s answers to cases, %(others)s others.")
            % {
                "reports": found.get("report", 0),
                "answers": found.get("answer", 0),
                "others": found.get("other", 0),
            },
        )
    return redirect("invitations:mail")
