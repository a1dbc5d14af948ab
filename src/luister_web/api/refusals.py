"""What the API says when it cannot do what was asked: `{"error", "hint"}` with a fitting status."""

from collections.abc import Callable
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from luister.errors import (
    LuisterError,
    MappingError,
    NotEnoughError,
    StoreError,
    UnknownNameError,
    UnreadableFileError,
)
from luister_web.api.asker import NotAllowedError, TooOftenError

STATUSES: tuple[tuple[type[LuisterError], int], ...] = (
    (UnknownNameError, 404),
    (MappingError, 422),
    (UnreadableFileError, 422),
    (NotEnoughError, 409),
    (StoreError, 409),
    (LuisterError, 400),
)
"""The status for each kind of error; the first that fits counts."""

_Kind = TypeVar("_Kind", bound=Exception)
_Handler = Callable[[HttpRequest, Exception], HttpResponse]


def refusal(status: int, error: str, hint: str = "") -> JsonResponse:
    """The answer that says what is wrong and how to mend it."""
    answer = JsonResponse({"error": error, "hint": hint}, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def status_of(error: LuisterError) -> int:
    """The status that goes with an error of the core."""
    return next(status for kind, status in STATUSES if isinstance(error, kind))


def refused(error: LuisterError) -> JsonResponse:
    """The answer to an error of the core."""
    return refusal(status_of(error), error.problem, error.hint)


def too_often(error: TooOftenError) -> JsonResponse:
    """The answer to a key that calls too often."""
    hint = _("Try again in %(seconds)s s.") % {"seconds": error.wait}
    answer = refusal(429, _("This key is used too often."), hint)
    answer["Retry-After"] = str(error.wait)
    return answer


def stranger() -> JsonResponse:
    """The answer to nobody we know."""
    hint = _("Send a valid key as Authorization: Bearer ..., or sign in.")
    return refusal(401, _("This needs a key or a session."), hint)


def not_allowed(error: NotAllowedError) -> JsonResponse:
    """The answer to a person without the right."""
    hint = _("Ask an administrator for the right %(right)s.") % {"right": error.right.value}
    return refusal(403, _("The owner of this key may not do this."), hint)


def add_to(api: NinjaAPI) -> None:
    """Lets the API answer every refusal in our form."""
    api.add_exception_handler(LuisterError, _on(LuisterError, refused))
    api.add_exception_handler(TooOftenError, _on(TooOftenError, too_often))
    api.add_exception_handler(NotAllowedError, _on(NotAllowedError, not_allowed))
    api.add_exception_handler(AuthenticationError, _on(AuthenticationError, _unknown))
    api.add_exception_handler(Http404, _on(Http404, _absent))
    api.add_exception_handler(HttpError, _on(HttpError, _http))
    api.add_exception_handler(ValidationError, _on(ValidationError, _invalid))


def _unknown(error: AuthenticationError) -> JsonResponse:  # noqa: ARG001
    return stranger()


def _absent(error: Http404) -> JsonResponse:  # noqa: ARG001
    return refusal(404, _("There is nothing here."))


def _http(error: HttpError) -> JsonResponse:
    hint = _("See the description of the API.")
    return refusal(error.status_code, error.message, hint)


def _invalid(error: ValidationError) -> JsonResponse:
    parts = [
        f"{'.'.join(str(step) for step in one['loc'][1:])}: {one['msg']}" for one in error.errors
    ]
    return refusal(422, "; ".join(parts), _("See the description of the API."))


def _on(kind: type[_Kind], answer: Callable[[_Kind], HttpResponse]) -> _Handler:
    def handler(request: HttpRequest, error: Exception) -> HttpResponse:  # noqa: ARG001
        assert isinstance(error, kind)
        return answer(error)

    return handler
