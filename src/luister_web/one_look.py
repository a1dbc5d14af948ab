"""A page is made of one look at what people settled and at how far the facts go."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from luister.loop import keep
from luister_web.current_home import open_one

_READS = frozenset({"GET", "HEAD"})


class OneLookMiddleware:
    """Lets a request that only reads ask the database once for what it needs many times over."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Stands behind what answers without the home, such as files."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, unchanged; what is sent piece by piece looks again for itself."""
        # The server opens it before the first request; a test of a page that needs none need not.
        home = open_one()
        if request.method not in _READS or home is None:
            return self.get_response(request)
        with keep.one_look(home):
            return self.get_response(request)
