"""Who calls: a program with a key, or somebody who signed in."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from ninja.security import APIKeyHeader, HttpBearer, SessionAuth

from luister_web.access.keys import valid_key
from luister_web.access.models import KeyScope, User
from luister_web.access.rights import Right, has_right
from luister_web.api.rate_limit import RateLimit

CALLS_A_MINUTE, CALLS_AT_ONCE = 240, 60
_CHEAP_AT_ONCE = 2000
_calls = RateLimit(per_minute=CALLS_A_MINUTE, burst=CALLS_AT_ONCE)
# Reports are dear; answers and "may I ask" are cheap and come in streams: only what runs wild is held up.
_cheap_calls = RateLimit(per_minute=settings.LUISTER.key_answers_per_minute, burst=_CHEAP_AT_ONCE)
_CHEAP = frozenset({KeyScope.ANSWERS, KeyScope.MAY_CONTACT})


@dataclass(frozen=True, slots=True)
class TooOftenError(Exception):
    """A key was used too often; it may be used again after `wait` seconds."""

    wait: int


@dataclass(frozen=True, slots=True)
class NotAllowedError(Exception):
    """The person as whom a key acts has no right to what was asked."""

    right: Right


@dataclass(frozen=True, slots=True)
class NarrowKeyError(Exception):
    """A key was made for other things than this, which needs a key with `scope`."""

    scope: KeyScope


class BearerKey(HttpBearer):
    """A key after `Authorization: Bearer`."""

    def __init__(self, scope: KeyScope) -> None:
        """For keys that may do all of their owner's, or what `scope` names."""
        super().__init__()
        self._scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> User | None:  # noqa: ARG002
        """The person as whom the key acts."""
        return _owner(token, self._scope)


class HeaderKey(APIKeyHeader):
    """A key in the header X-API-Key."""

    param_name = "X-API-Key"

    def __init__(self, scope: KeyScope) -> None:
        """As for a key after Bearer."""
        super().__init__()
        self._scope = scope

    def authenticate(self, request: HttpRequest, key: str | None) -> User | None:  # noqa: ARG002
        """The person as whom the key acts."""
        return _owner(key, self._scope) if key else None


class SignedIn(SessionAuth):
    """A person who signed in; their form token is asked for with every change."""


def keys_for(scope: KeyScope) -> list[BearerKey | HeaderKey | SignedIn]:
    """Who may call an operation that a key with `scope` is enough for; rights are asked after that."""
    return [BearerKey(scope), HeaderKey(scope), SignedIn()]


def asker(request: HttpRequest, scope: KeyScope) -> User | None:
    """The person who asks, by a key with `scope` or by session; None is a stranger.

    Raises:
        TooOftenError: the key was used too often.
        NarrowKeyError: the key was made for other things.
    """
    by_key = BearerKey(scope)(request) or HeaderKey(scope)(request)
    if isinstance(by_key, User):
        return by_key
    return request.user if isinstance(request.user, User) else None


def caller(request: HttpRequest, *rights: Right) -> User:
    """The person as whom the API was called, once it is sure that they may.

    Raises:
        NotAllowedError: they have not all of `rights`.
    """
    user = getattr(request, "auth", None)
    for right in rights:
        if not isinstance(user, User) or not has_right(user, right):
            raise NotAllowedError(right)
    assert isinstance(user, User)
    return user


def cheap_wait(prefix: str) -> int:
    """Nought where a key may send another answer or question now, else the seconds until it may."""
    return _cheap_calls.wait(prefix)


def _owner(given: str, scope: KeyScope) -> User | None:
    key = valid_key(given)
    if key is None:
        return None
    if not key.may(scope):
        raise NarrowKeyError(scope)
    if wait := cheap_wait(key.prefix) if scope in _CHEAP else _calls.wait(key.prefix):
        raise TooOftenError(wait)
    return key.owner
