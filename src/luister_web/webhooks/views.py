"""The pages about webhooks: made, watched, tested, replayed, ended."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from luister.errors import LuisterError, UnknownNameError
from luister.loop import notify
from luister_web.access.audit import record
from luister_web.access.models import Action
from luister_web.access.rights import Right, needs, person
from luister_web.current_home import home
from luister_web.imports.core_words import in_words
from luister_web.webhooks.forms import EndpointForm
from luister_web.webhooks.type_words import words_of_type


@dataclass(frozen=True, slots=True)
class Line:
    """An endpoint with how many messages wait and failed."""

    endpoint: notify.Webhook
    types: list[str]
    waiting: int
    failed: int


@needs(Right.SOURCES)
@never_cache
@require_http_methods(["GET", "POST"])
def list_page(request: HttpRequest) -> HttpResponse:
    """The endpoints, and the form for a new one; its secret is shown in this answer and never again."""
    form = EndpointForm(request.POST if request.method == "POST" else None)
    secret = ""
    if request.method == "POST" and form.is_valid():
        secret = _made(request, form)
        form = form if form.errors else EndpointForm()
    counts = notify.counts(home())
    lines = [
        Line(
            one,
            [words_of_type(event_type) for event_type in one.types],
            counts.get((one.id, "waiting"), 0),
            counts.get((one.id, "failed"), 0),
        )
        for one in notify.endpoints(home())
    ]
    context = {"form": form, "lines": lines, "secret": secret}
    return render(request, "webhooks/list.html", context, status=422 if form.errors else 200)


def _made(request: HttpRequest, form: EndpointForm) -> str:
    """The secret of the endpoint that was made; empty where the form has a fault after all."""
    given = form.cleaned_data
    try:
        number, secret = notify.add(
            home(), given["url"], name=given["name"], types=given["types"], now=timezone.now()
        )
    except LuisterError as error:
        form.add_error("url", in_words(str(error)))
        return ""
    record(person(request), Action.MADE, f"webhook {number} {given['name']}")
    return secret


@needs(Right.SOURCES)
@never_cache
@require_safe
def endpoint(request: HttpRequest, number: int) -> HttpResponse:
    """One endpoint and its last messages."""
    return _endpoint_page(request, number)


def _endpoint_page(request: HttpRequest, number: int, secret: str = "") -> HttpResponse:
    try:
        found = notify.endpoint(home(), number)
    except UnknownNameError:
        raise Http404 from None
    sent = [
        {
            "message": one,
            "words": words_of_type(one.type),
            "error": in_words(one.error or ""),
        }
        for one in notify.deliveries(home(), number)
    ]
    types = [words_of_type(event_type) for event_type in found.types]
    context = {"endpoint": found, "sent": sent, "types": types, "secret": secret}
    return render(request, "webhooks/endpoint.html", context)


def _test(number: int) -> None:
    notify.send_test(home(), number, now=timezone.now())


_ACTIONS: dict[str, tuple[Callable[[int], None], Action, Promise]] = {
    "test": (_test, Action.CHANGED, gettext_lazy("A test message is on its way.")),
    "on": (
        lambda number: notify.switch(home(), number, on=True),
        Action.CHANGED,
        gettext_lazy("The webhook is on."),
    ),
    "off": (
        lambda number: notify.switch(home(), number, on=False),
        Action.CHANGED,
        gettext_lazy("The webhook is off. What waits for it waits on."),
    ),
    "remove": (
        lambda number: notify.remove(home(), number),
        Action.REMOVED,
        gettext_lazy("The webhook is removed, with its messages."),
    ),
}


@needs(Right.SOURCES)
@never_cache
@require_POST
def act(request: HttpRequest, number: int, action: str) -> HttpResponse:
    """Tests, switches, removes an endpoint, or gives it a new secret, which is shown in this answer."""
    try:
        if action == "secret":
            secret = notify.renew_secret(home(), number, now=timezone.now())
            record(person(request), Action.CHANGED, f"webhook {number}", detail="new secret")
            return _endpoint_page(request, number, secret)
        if action not in _ACTIONS:
            raise Http404
        work, kind, said = _ACTIONS[action]
        work(number)
    except UnknownNameError:
        raise Http404 from None
    record(person(request), kind, f"webhook {number}", detail=action)
    messages.success(request, str(said))
    if action == "remove":
        return redirect("webhooks:list")
    return redirect("webhooks:endpoint", number)


@needs(Right.SOURCES)
@require_POST
def replay(request: HttpRequest, delivery: int) -> HttpResponse:
    """Sends a message once more."""
    try:
        number = notify.replay(home(), delivery, now=timezone.now())
    except UnknownNameError:
        raise Http404 from None
    record(person(request), Action.CHANGED, f"webhook {number}", detail=f"replayed {delivery}")
    messages.success(request, _("The message is sent once more."))
    return redirect("webhooks:endpoint", number)
