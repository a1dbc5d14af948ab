"""The pages about sources: which there are, their keys, what they sent and what was rejected."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from luister.errors import MappingError, UnknownNameError
from luister.loop import connect
from luister_web.access.audit import record
from luister_web.access.models import Action
from luister_web.access.rights import Right, needs, person, scope
from luister_web.current_home import home
from luister_web.receiving.how_to import KEY, snippets, webhook_address
from luister_web.receiving.source_forms import KIND_WORDS, ChangeForm, NewForm


@needs(Right.SOURCES)
@never_cache
@require_http_methods(["GET", "POST"])
def sources(request: HttpRequest) -> HttpResponseBase:
    """The sources, and the form for a new one."""
    form = NewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = _added(form)
        if made is not None:
            record(request, Action.MADE, f"source {made.name}")
            messages.success(request, _("The source was made."))
            return redirect("receiving:source", made.id)
    found = [(one, KIND_WORDS[one.kind]) for one in connect.sources(home())]
    context = {"form": form, "sources": found, "page": "sources"}
    return render(request, "receiving/sources.html", context, status=422 if form.errors else 200)


@needs(Right.SOURCES)
@never_cache
@require_http_methods(["GET", "POST"])
def source(request: HttpRequest, source: int) -> HttpResponseBase:
    """One source: how to send, its keys, its last events."""
    found = _source(source)
    initial = {"name": found.name, "mapping": connect.mapping_of(found.fields)}
    given = request.POST if request.method == "POST" else None
    form = ChangeForm(given, initial=initial, kind=found.kind)
    if request.method == "POST" and form.is_valid() and _changed(found, form):
        record(request, Action.CHANGED, f"source {found.name}")
        messages.success(request, _("The source was changed."))
        return redirect("receiving:source", found.id)
    return _page(request, found, form)


@needs(Right.SOURCES)
@never_cache
@require_POST
def new_key(request: HttpRequest, source: int) -> HttpResponseBase:
    """Makes a key; it is shown in this answer and never again."""
    found = _source(source)
    key = connect.make_key(home(), found.id, now=timezone.now())
    record(request, Action.MADE, f"key of source {found.name}")
    initial = {"name": found.name, "mapping": connect.mapping_of(found.fields)}
    return _page(request, found, ChangeForm(initial=initial, kind=found.kind), key=key)


@needs(Right.SOURCES)
@require_POST
def revoke_key(request: HttpRequest, source: int, key: int) -> HttpResponseBase:
    """Ends a key of a source."""
    found = _source(source)
    try:
        connect.revoke_key(home(), found.id, key, now=timezone.now())
    except UnknownNameError:
        raise Http404 from None
    record(request, Action.REMOVED, f"key of source {found.name}")
    messages.success(request, _("The key was revoked."))
    return redirect("receiving:source", found.id)


@needs(Right.SOURCES)
@require_POST
def close(request: HttpRequest, source: int) -> HttpResponseBase:
    """Lets a source send no more; what it sent stays."""
    found = _source(source)
    connect.close_source(home(), found.id, now=timezone.now())
    record(request, Action.REMOVED, f"source {found.name}")
    messages.success(request, _("The source was closed. What it sent stays."))
    return redirect("receiving:sources")


@needs(Right.SOURCES)
@never_cache
def rejected(request: HttpRequest) -> HttpResponseBase:
    """What could not be kept, and why. The items themselves only for who may see everybody."""
    names = {one.id: one.name for one in connect.sources(home())}
    lines = [(line, names.get(line.source, "")) for line in connect.rejected(home())]
    context = {"lines": lines, "page": "rejected", "sees_items": not scope(person(request))}
    return render(request, "receiving/rejected.html", context)


def _source(number: int) -> connect.Source:
    try:
        return connect.source_of(home(), number)
    except UnknownNameError:
        raise Http404 from None


def _added(form: NewForm) -> connect.Source | None:
    given = form.cleaned_data
    try:
        return connect.add_source(
            home(),
            given["name"],
            given["kind"],
            mapping=given["mapping"],
            signing_secret=given["secret"],
            now=timezone.now(),
        )
    except MappingError as error:
        form.tell(error)
        return None


def _changed(found: connect.Source, form: ChangeForm) -> bool:
    given = form.cleaned_data
    try:
        connect.change_source(
            home(),
            found,
            name=given["name"],
            mapping=given.get("mapping", ""),
            signing_secret=given.get("secret") or None,
        )
    except MappingError as error:
        form.tell(error)
        return False
    return True


def _page(
    request: HttpRequest, found: connect.Source, form: ChangeForm, *, key: str = ""
) -> HttpResponseBase:
    host = request.build_absolute_uri("/").rstrip("/")
    context: dict[str, Any] = {
        "source": found,
        "kind": KIND_WORDS[found.kind],
        "form": form,
        "made": key,
        "keys": connect.keys(home(), found.id),
        "snippets": snippets(found, host=host, key=key or KEY),
        "webhook_address": webhook_address(found, host),
        "needs_key": found.kind not in connect.SIGNED,
        "events": connect.last_events(home(), found.id),
        "page": "sources",
    }
    return render(request, "receiving/source.html", context, status=422 if form.errors else 200)
