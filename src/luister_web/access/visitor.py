"""Who sends a request, told from its headers alone, before Django has read it."""

from collections.abc import Iterable
from importlib import import_module

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest, parse_cookie

from luister_web.access.keys import user_of_key

_BEARER = "bearer "


def is_known(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """True where somebody signed in, or a program with a valid key, sends these headers."""
    found = {name.decode("latin-1"): value.decode("latin-1") for name, value in headers}
    return _has_session(found.get("cookie", "")) or _has_key(found)


def _has_session(cookies: str) -> bool:
    session_key = parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME)
    if not session_key:
        return False
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    return bool(get_user(request).is_authenticated)


def _has_key(headers: dict[str, str]) -> bool:
    given = headers.get("authorization", "")
    key = given[len(_BEARER) :] if given.lower().startswith(_BEARER) else ""
    key = key or headers.get("x-api-key", "")
    return bool(key) and user_of_key(key) is not None
