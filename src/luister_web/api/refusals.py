"""What the API says when it cannot do what was asked: `{"error", "hint"}` with a fitting status.

In English, whatever the reader's language, as programs and those who write them expect.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import ValidationError as PydanticError

from luister.errors import (
    LuisterError,
    MappingError,
    NotEnoughError,
    StoreError,
    UnknownNameError,
    UnreadableFileError,
)
from luister_web.api.asker import NarrowKeyError, NotAllowedError, TooOftenError

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
_Handler = Callable[[HttpRequest, Any], HttpResponse]


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
    hint = f"Try again in {error.wait} s."
    answer = refusal(429, "This key is used too often.", hint)
    answer["Retry-After"] = str(error.wait)
    return answer


def stranger() -> JsonResponse:
    """The answer to nobody we know."""
    hint = "Send a valid key as Authorization: Bearer ..., or sign in."
    return refusal(401, "This needs a key or a session.", hint)


def not_allowed(error: NotAllowedError) -> JsonResponse:
    """The answer to a person without the right."""
    hint = f"Ask an administrator for the right {error.right.value!r}."
    return refusal(403, "The owner of this key may not do this.", hint)


def too_narrow(error: NarrowKeyError) -> JsonResponse:
    """The answer to a key that was made for other things."""
    hint = f"Make a key with the scope {error.scope.value!r}."
    return refusal(403, "This key was not made for this.", hint)


def invalid(error: PydanticError) -> JsonResponse:
    """The answer to a body that is no JSON (400), or JSON of another shape (422)."""
    found = error.errors(include_url=False, include_input=False, include_context=False)
    if found[0]["type"] == "json_invalid":
        return refusal(400, "Cannot parse request body", "See the description of the API.")
    parts = (f"{'.'.join(str(step) for step in one['loc'])}: {one['msg']}" for one in found)
    return refusal(422, "; ".join(parts), "See the description of the API.")


def add_to(api: NinjaAPI) -> None:
    """Lets the API answer every refusal in our form."""
    api.add_exception_handler(LuisterError, _on(refused))
    api.add_exception_handler(TooOftenError, _on(too_often))
    api.add_exception_handler(NotAllowedError, _on(not_allowed))
    api.add_exception_handler(NarrowKeyError, _on(too_narrow))
    api.add_exception_handler(AuthenticationError, _on(_unknown))
    api.add_exception_handler(Http404, _on(_absent))
    api.add_exception_handler(HttpError, _on(_http))
    api.add_exception_handler(ValidationError, _on(_invalid))


def _unknown(error: AuthenticationError) -> JsonResponse:  # noqa: ARG001
    return stranger()


def _absent(error: Http404) -> JsonResponse:  # noqa: ARG001
    return refusal(404, "There is nothing here.")


def _http(error: HttpError) -> JsonResponse:
    hint = "See the description of the API."
    return refusal(error.status_code, error.message, hint)


def _invalid(error: ValidationError) -> JsonResponse:
    parts = [
        f"{'.'.join(str(step) for step in one['loc'][1:])}: {one['msg']}" for one in error.errors
    ]
    return refusal(422, "; ".join(parts), "See the description of the API.")


def _on(answer: Callable[[_Kind], HttpResponse]) -> _Handler:
    def handler(request: HttpRequest, error: _Kind) -> HttpResponse:  # noqa: ARG001
        return answer(error)

    return handler
