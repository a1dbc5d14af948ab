"""The list of signals, one signal with its history, and what is done with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from luister.errors import StoreError, UnknownNameError
from luister.loop import act
from luister.loop.act import Entry, Filter, WholeSignal
from luister_web.access.rights import Right, needs, person, rights_of, scope
from luister_web.current_home import home
from luister_web.look.navigation import address_of
from luister_web.signals import signal_words
from luister_web.signals.act_form import ActForm
from luister_web.signals.shown_signal import shown

_SIZE = 25


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice of a filter."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the history in words."""

    entry: Entry
    what: str
    other: int | None
    until: datetime | None
    case: str


@needs(Right.SEE_SIGNALS)
@never_cache
@require_safe
def list_page(request: HttpRequest) -> HttpResponseBase:
    """The signals of the reader, those that matter most first."""
    user = person(request)
    rights = rights_of(user)
    chosen = _chosen(request)
    wanted = _filter(chosen, user.username, scope(user))
    try:
        page = act.signals(
            home(),
            wanted,
            now=timezone.now(),
            limit=_SIZE,
            after=_number(request.GET.get("after")),
        )
    except UnknownNameError:
        raise Http404 from None
    last = page.signals[-1].id if page.signals else None
    context = {
        "signals": [shown(one, rights, page.moves.get(one.id)) for one in page.signals],
        "total": page.total,
        "filters": _filters(chosen, wanted),
        "is_narrowed": any(value for name, value in chosen.items() if name != "state"),
        "chosen": chosen,
        "next": urlencode({**chosen, "after": last}) if page.has_more else "",
        "is_further": "after" in request.GET,
        "first": urlencode(chosen),
        "may_set": Right.WARNING in rights,
        "tab": "list",
    }
    return render(request, "signals/list.html", context)


@needs(Right.SEE_SIGNALS)
@never_cache
@require_safe
def one(request: HttpRequest, number: int) -> HttpResponseBase:
    """One signal: what it is, why it stands where it stands, and what happened to it."""
    return _page(request, number, ActForm())


@needs(Right.SEE_SIGNALS)
@require_POST
def act_on(request: HttpRequest, number: int, action: str) -> HttpResponseBase:
    """Puts a signal away, dismisses, merges, follows it, takes it up again, or adds a note."""
    form = ActForm(request.POST, action=action)
    if action not in _ACTS:
        raise Http404
    found = _whole(request, number)
    if not form.is_valid():
        return _page(request, found.signal.id, form, status=422)
    user = person(request)
    known = {"scope": scope(user), "who": user.username, "now": timezone.now()}
    try:
        _ACTS[action](number, form.cleaned_data, known)
    except UnknownNameError:
        form.add_error("into", _("There is no such signal."))
    except StoreError:
        form.add_error(None, _("That cannot be done with this signal as it stands."))
    if form.errors:
        return _page(request, number, form, status=422)
    messages.success(request, _("Done; it stands in the history."))
    return redirect("signals:one", number)


Given = Mapping[str, Any]


def _until(given: Given) -> datetime:
    """The beginning of the day to come back on, by the organisation's clock."""
    return timezone.make_aware(datetime.combine(given["until"], time()))


_ACTS: Mapping[str, Callable[[int, Given, Given], object]] = {
    "snooze": lambda number, given, known: act.snooze(
        home(), number, until=_until(given), **known
    ),
    "dismiss": lambda number, given, known: act.dismiss(
        home(), number, reason=given["reason"], **known
    ),
    "reopen": lambda number, _given, known: act.reopen(home(), number, **known),
    "merge": lambda number, given, known: act.merge(home(), number, into=given["into"], **known),
    "apart": lambda number, _given, known: act.set_apart(home(), number, **known),
    "follow": lambda number, _given, known: act.follow(home(), number, **known),
    "unfollow": lambda number, _given, known: act.follow(home(), number, is_on=False, **known),
    "note": lambda number, given, known: act.note(home(), number, words=given["words"], **known),
}


def _whole(request: HttpRequest, number: int) -> WholeSignal:
    try:
        return act.signal(home(), number, scope=scope(person(request)), now=timezone.now())
    except UnknownNameError:
        raise Http404 from None


def _page(
    request: HttpRequest, number: int, form: ActForm, *, status: int = 200
) -> HttpResponseBase:
    found = _whole(request, number)
    user = person(request)
    rights = rights_of(user)
    tomorrow = timezone.localdate() + timedelta(days=1)
    context = {
        "one": shown(found.signal, rights, found.moved),
        "same_move": [shown(each, rights) for each in found.same_move],
        "led_by": found.led_by,
        "lines": [_line(entry) for entry in found.history],
        "merged": [shown(each, rights) for each in found.merged],
        "alike": [shown(each, rights) for each in found.alike],
        "is_followed": user.username in found.followers,
        "followers": found.followers,
        "form": form,
        "tomorrow": tomorrow,
        "case": address_of("cases:from_signal", str(number)),
        "may_open_case": rights >= {Right.WORK_CASES, Right.SEE_CUSTOMERS},
    }
    return render(request, "signals/one.html", context, status=status)


def _line(entry: Entry) -> Line:
    until = entry.facts.get("until")
    case = entry.facts.get("case")
    return Line(
        entry,
        str(signal_words.WHATS.get(entry.what, entry.what)),
        entry.facts.get("into") or entry.facts.get("signal"),
        datetime.fromisoformat(until) if until else None,
        address_of("cases:one", str(case)) if case else "",
    )


def _chosen(request: HttpRequest) -> dict[str, str]:
    """What the reader filters on; a state of which there is none is the open ones."""
    state = request.GET.get("state", "")
    return {
        "state": state if state in (*act.STATES, "all") else "open",
        "kind": request.GET.get("kind", ""),
        "process": request.GET.get("process", ""),
        "mine": "1" if request.GET.get("mine") else "",
    }


def _filter(chosen: Mapping[str, str], username: str, allowed: act.Scope) -> Filter:
    return Filter(
        states=() if chosen["state"] == "all" else (chosen["state"],),
        kinds=(chosen["kind"],) if chosen["kind"] else (),
        process=chosen["process"],
        followed_by=username if chosen["mine"] else "",
        scope=allowed,
    )


def _filters(chosen: Mapping[str, str], wanted: Filter) -> dict[str, list[Choice]]:
    states = [*signal_words.STATES.items(), ("all", _("all"))]
    kinds = [("", _("Any")), *signal_words.KINDS.items()]
    found = act.processes(home(), scope=wanted.scope)
    processes = [("", _("Any")), *((name, name) for name in found)]
    return {
        name: [Choice(value, str(label), value == chosen[name]) for value, label in choices]
        for name, choices in (("state", states), ("kind", kinds), ("process", processes))
    }


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    if not text.isdecimal() or len(text) > 18:
        raise Http404
    return int(text)
