"""The answers to what other systems send: no session, no form, only a key or a signature."""

import re
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from luister.errors import (
    LuisterError,
    RefusedSenderError,
    TooLargeBodyError,
    UnreadableBodyError,
)
from luister.events.received import Received
from luister.loop import contacts
from luister.loop.receive import (
    LARGEST_BODY,
    Call,
    receive_cloud_events,
    receive_tracking,
    receive_webhook,
)
from luister.loop.resolve import Contacts
from luister_web.current_home import home
from luister_web.receiving.addresses import call_name

_STATUS: dict[type[LuisterError], int] = {
    RefusedSenderError: 401,
    UnreadableBodyError: 400,
    TooLargeBodyError: 413,
}
_HEADER_NAMES = re.compile(r"[\w, -]{1,1000}")
_CONTACTS = Contacts(by_email=contacts.keys_at, remember=contacts.remember)
_TOLD = 20  # rejected items told in the answer; the page lists all

_View = Callable[..., HttpResponse]


def _for_senders(view: _View) -> _View:
    """A view that browsers on other sites may post to, and whose errors are told as JSON."""

    @csrf_exempt
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, **names: str) -> HttpResponse:
        if request.method == "OPTIONS":
            return _permission(request)
        if request.method != "POST":
            return _open(JsonResponse({"error": "Send with POST."}, status=405))
        try:
            return _open(view(request, **names))
        except (RefusedSenderError, UnreadableBodyError, TooLargeBodyError) as error:
            told = {"error": error.problem, "hint": error.hint}
            return _open(JsonResponse(told, status=_STATUS[type(error)]))

    return guarded


@_for_senders
def segment(request: HttpRequest, name: str) -> HttpResponse:
    """A call of a Segment or RudderStack library."""
    found = receive_tracking(
        home(), _call(request), call_name(name), now=timezone.now(), contacts=_CONTACTS
    )
    return _told(found)


@_for_senders
def posthog(request: HttpRequest) -> HttpResponse:
    """Events of a PostHog library."""
    return _told(
        receive_tracking(home(), _call(request), "capture", now=timezone.now(), contacts=_CONTACTS)
    )


@_for_senders
def cloud_events(request: HttpRequest) -> HttpResponse:
    """CloudEvents; one alone that cannot be kept is refused, so that its sender knows."""
    found = receive_cloud_events(home(), _call(request), now=timezone.now(), contacts=_CONTACTS)
    alone_and_bad = found.rejected and not found.kept and not found.duplicates
    return _told(found, status=400 if alone_and_bad and len(found.rejected) == 1 else 200)


@_for_senders
def webhook(request: HttpRequest, address: str) -> HttpResponse:
    """A webhook of a help desk."""
    return _told(
        receive_webhook(home(), _call(request), address, now=timezone.now(), contacts=_CONTACTS)
    )


def _call(request: HttpRequest) -> Call:
    # Read by hand: Django refuses a longer body with a page, and would take a form apart.
    body = request.read(LARGEST_BODY + 1)
    headers = {name.lower(): value for name, value in request.headers.items()}
    return Call(headers, body, request.GET.dict())


def _told(found: Received, *, status: int = 200) -> HttpResponse:
    reasons = [item.reason for item in found.rejected[:_TOLD]]
    return JsonResponse(
        {
            "success": status == 200,
            "status": "Ok" if status == 200 else "Rejected",
            "kept": found.kept,
            "duplicates": found.duplicates,
            "rejected": len(found.rejected),
            "reasons": reasons,
        },
        status=status,
    )


def _permission(request: HttpRequest) -> HttpResponse:
    """The answer to a browser or a CloudEvents producer that asks whether it may send."""
    answer = _open(HttpResponse(status=204))
    asked = request.headers.get("Access-Control-Request-Headers", "")
    if _HEADER_NAMES.fullmatch(asked):
        answer.headers["Access-Control-Allow-Headers"] = asked
    answer.headers["Access-Control-Allow-Methods"] = "POST, OPTIONS"
    answer.headers["Access-Control-Max-Age"] = "86400"
    origin = request.headers.get("WebHook-Request-Origin", "")
    if re.fullmatch(r"[\w.:-]{1,255}", origin):
        answer.headers["WebHook-Allowed-Origin"] = origin
        answer.headers["WebHook-Allowed-Rate"] = "*"
    return answer


def _open(answer: HttpResponse) -> HttpResponse:
    # Any site, but without cookies: what is sent is known by its key, never by who is signed in.
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
