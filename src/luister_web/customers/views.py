"""The pages about one customer: found, taken along, forgotten."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from luister.errors import UnknownNameError
from luister.loop.keep import erase_customer
from luister_web.access.audit import record
from luister_web.access.models import Action
from luister_web.access.rights import Right, has_right, needs, person
from luister_web.current_home import home
from luister_web.customers.forms import EraseForm, LookUpForm
from luister_web.customers.seen_customer import seen_customer
from luister_web.imports.meanings import words_of_meaning
from luister_web.imports.models import ImportJob, JobState

_LABELS = {
    "responses": gettext_lazy("Filled-in forms"),
    "comments": gettext_lazy("Comments"),
    "events": gettext_lazy("Other events"),
    "rejected_rows": gettext_lazy("Rejected rows"),
    "jobs": gettext_lazy("Jobs"),
    "webhook_messages": gettext_lazy("Messages to other systems"),
    "signals": gettext_lazy("Signals"),
    "rejected_items": gettext_lazy("Rejected items of sources"),
    "trigger_asks": gettext_lazy("Asks of triggers"),
    "keys": gettext_lazy("Names of the customer"),
    "segments_rewritten": gettext_lazy("Stored parts rewritten"),
    "contacts": gettext_lazy("Contact details"),
    "invitations": gettext_lazy("Invitations"),
    "asks": gettext_lazy("Times asked"),
    "held_back": gettext_lazy("Times left in peace"),
    "cases": gettext_lazy("Cases, with their letters and files"),
    "actions": gettext_lazy("Actions"),
}


@needs(Right.SEE_CUSTOMERS)
@never_cache
@require_http_methods(["GET", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """The form to find a customer, and what is kept of the one that was found.

    The form is sent by POST, so that a key (often an e-mail address) stays out of addresses and
    server logs; links from lists of answers may carry it as `?key=`.
    """
    given = request.POST or request.GET
    form = LookUpForm(given if "key" in given else None)
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        context |= _found(request, form.cleaned_data["key"])
    return render(request, "customers/find.html", context)


def _found(request: HttpRequest, key: str) -> dict[str, Any]:
    try:
        customer = seen_customer(home(), key, person(request))
    except UnknownNameError:
        return {"unknown_key": key}
    record(person(request), Action.EXPORTED, _subject(key), detail="on the page")
    return {
        "customer": customer,
        "forms": [_for_page(form) for form in customer["responses"]],
        "erase_form": EraseForm(initial={"key": key}),
        "may_erase": has_right(request.user, Right.ERASE),
        "may_export": has_right(request.user, Right.EXPORT),
    }


def _for_page(form: dict[str, Any]) -> dict[str, Any]:
    """A filled-in form as the time line shows it; what was not asked is left out."""
    dimensions = {
        words_of_meaning(name).capitalize(): value
        for name, value in form["dimensions"].items()
        if value
    }
    answers = [
        answer for answer in form["answers"] if answer["value"] is not None or answer["text"]
    ]
    at = datetime.fromisoformat(str(form["occurred_at"]))
    return {**form, "at": at, "dimensions": dimensions, "answers": answers}


@needs(Right.SEE_CUSTOMERS)
@never_cache
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """Everything of one customer as a JSON file, for the customer to take along."""
    if not has_right(request.user, Right.EXPORT):
        raise PermissionDenied
    form = LookUpForm(request.POST)
    if not form.is_valid():
        return redirect("customers:find")
    key = form.cleaned_data["key"]
    try:
        customer = seen_customer(home(), key, person(request))
    except UnknownNameError:
        return render(request, "customers/find.html", {"form": form, "unknown_key": key})
    record(person(request), Action.EXPORTED, _subject(key), detail="JSON")
    return HttpResponse(
        json.dumps(customer, ensure_ascii=False, indent=2, default=str),
        content_type="application/json",
        headers={"Content-Disposition": 'attachment; filename="customer.json"'},
    )


@needs(Right.ERASE)
@never_cache
@require_POST
def erase(request: HttpRequest) -> HttpResponse:
    """Forgets a customer, once the key was typed a second time."""
    form = EraseForm(request.POST)
    if not form.is_valid():
        look_up_form = LookUpForm({"key": form.data.get("key", "")})
        context: dict[str, Any] = {"form": look_up_form}
        if look_up_form.is_valid():
            context |= _found(request, look_up_form.cleaned_data["key"]) | {"erase_form": form}
        return render(request, "customers/find.html", context, status=422)
    try:
        erased = erase_customer(home(), form.cleaned_data["key"], now=timezone.now())
    except UnknownNameError:
        messages.info(request, _("Nothing is kept of this customer any more."))
        return redirect("customers:find")
    record(
        person(request), Action.ERASED, _subject(form.cleaned_data["key"]), detail=_told(erased)
    )
    context = {
        "erased": [(_LABELS.get(name, name), count) for name, count in erased.items()],
        "waiting": ImportJob.objects.exclude(state=JobState.DONE).count(),
    }
    return render(request, "customers/erased.html", context)


def _subject(key: str) -> str:
    """The customer in the audit log: a name that only the key leads to, so that the log forgets too."""
    return f"customer {salted_hmac('luister.customers', key).hexdigest()[:16]}"


def _told(erased: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in erased.items())
