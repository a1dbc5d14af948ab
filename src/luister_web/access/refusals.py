"""The pages that say no, in the style of the house."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's form
    """The page for whom this is not meant."""
    return render(request, "access/forbidden.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's form
    """The page that is not there, or not theirs: the reader cannot tell which."""
    return render(request, "access/not_found.html", status=404)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's form
    """The page after a form that did not come from here, or came too late."""
    return render(request, "access/form_refused.html", status=403)


def broken(_request: HttpRequest) -> HttpResponse:
    """The page after a fault of ours; it stands alone, for anything else may be what is broken."""
    return HttpResponse(
        "<!doctype html><html lang=en><title>Luister</title><h1>Something went wrong</h1>"
        "<p>Nothing was lost. The fault was logged; please try again, or tell your administrator."
        '</p><p><a href="/">Luister</a></p></html>',
        status=500,
    )
