"""The pages on which contacts are found and one is looked at."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luister.errors import UnknownNameError
from luister.loop import bounce, contacts, reach
from luister_web.access.audit import record
from luister_web.access.models import Action
from luister_web.access.rights import Right, needs
from luister_web.contacts.rule_words import rule_words
from luister_web.current_home import home

_ON_A_PAGE = 50
_MOST_PAGES = 10_000_000
_LONGEST_SEARCH = 200
_STEPS = ("created_at", "sent_at", "bounced_at", "opened_at", "started_at", "finished_at")


@needs(Right.CONTACTS)
@never_cache
@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """How many contacts there are and can be asked, and those that are looked for."""
    search = request.GET.get("q", "").strip()[:_LONGEST_SEARCH]
    number = _page_number(request)
    total, found = contacts.page(
        home(), search=search, limit=_ON_A_PAGE, offset=(number - 1) * _ON_A_PAGE
    )
    pages = max(1, -(-total // _ON_A_PAGE))
    if number > pages:
        return redirect(_address(search, pages))
    context = {
        "counts": reach.contacts_in_all(home()),
        "found": found,
        "total": total,
        "search": search,
        "number": number,
        "pages": pages,
        "before": _address(search, number - 1) if number > 1 else "",
        "after": _address(search, number + 1) if number < pages else "",
    }
    return render(request, "contacts/list.html", context)


def _page_number(request: HttpRequest) -> int:
    text = request.GET.get("page", "")
    is_number = text.isascii() and text.isdecimal()
    return min(max(int(text[:9]), 1), _MOST_PAGES) if is_number else 1


def _address(search: str, number: int) -> str:
    query = {"q": search} if search else {}
    return f"{reverse('contacts:list')}?{urlencode({**query, 'page': number})}"


@needs(Right.CONTACTS)
@never_cache
@require_safe
def one(request: HttpRequest) -> HttpResponse:
    """One contact: who it is, what it was asked and what not, and what came of it."""
    found, invitations, ledger = _contact(request.GET.get("key", ""))
    context = {
        "contact": found,
        "invitations": [_with_moments(row, _STEPS) for row in reversed(invitations)],
        "asked": [_with_moments(row, ("at",)) for row in reversed(ledger["asked"])],
        "held_back": [
            {**_with_moments(row, ("at",)), "words": rule_words(row["rule"])}
            for row in reversed(ledger["held_back"])
        ],
    }
    return render(request, "contacts/one.html", context)


@needs(Right.CONTACTS)
@require_POST
def peace(request: HttpRequest) -> HttpResponse:
    """Keeps that a person wants no more invitations, or wants them again."""
    key = request.POST.get("key", "")
    contact = _contact(key)[0]
    if request.POST.get("wish") == "again":
        bounce.opt_in(home(), contact.customer_key)
        messages.success(request, _("This person may be asked again."))
        detail = "opted in"
    else:
        bounce.opt_out(home(), contact.customer_key, now=timezone.now())
        messages.success(request, _("This person gets no more invitations."))
        detail = "opted out"
    record(request, Action.CHANGED, "contact", detail)
    return redirect(f"{reverse('contacts:one')}?{urlencode({'key': contact.customer_key})}")


def _contact(key: str) -> tuple[Any, list[dict[str, Any]], dict[str, Any]]:
    try:
        return contacts.one(home(), key)
    except UnknownNameError:
        raise Http404 from None


def _with_moments(row: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """The row with its moments as such: the tables keep them as text."""
    read = {name: datetime.fromisoformat(row[name]) for name in names if row.get(name)}
    return {**row, **read}
