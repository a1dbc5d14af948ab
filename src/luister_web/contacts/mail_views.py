"""The page about mail: how letters leave, and what DNS says of the sender's domain."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from luister.loop import ways
from luister_web.access.rights import Right, needs

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
    context: dict[str, Any] = {"mail": found, "looked": looked}
    if looked:
        hints = ways.hints(
            found.sender, selector=found.dkim_selector, name_server=found.name_server
        )
        context["lines"] = [
            {"hint": one, "words": _PROBLEMS.get(one.problem, "")} for one in hints
        ]
    return render(request, "contacts/mail.html", context)
