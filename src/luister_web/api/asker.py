"""Who calls: a program with a key, or somebody who signed in."""

from dataclasses import dataclass

from django.http import HttpRequest
from ninja.security import APIKeyHeader, HttpBearer, SessionAuth

from luister_web.access.keys import user_of_key
from luister_web.access.models import User
from luister_web.access.rights import Right, has_right
from luister_web.api.rate_limit import RateLimit

CALLS_A_MINUTE, CALLS_AT_ONCE = 240, 60
_calls = RateLimit(per_minute=CALLS_A_MINUTE, burst=CALLS_AT_ONCE)


@dataclass(frozen=True, slots=True)
class TooOftenError(Exception):
    """A key was used too often; it may be used again after `wait` seconds."""

    wait: int


@dataclass(frozen=True, slots=True)
class NotAllowedError(Exception):
    """The person as whom a key acts has no right to what was asked."""

    right: Right


class BearerKey(HttpBearer):
    """A key after `Authorization: Bearer`."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:  # noqa: ARG002
        """The person as whom the key acts."""
        return _owner(token)


class HeaderKey(APIKeyHeader):
    """A key in the header X-API-Key."""

    param_name = "X-API-Key"

    def authenticate(self, request: HttpRequest, key: str | None) -> User | None:  # noqa: ARG002
        """The person as whom the key acts."""
        return _owner(key) if key else None


class SignedIn(SessionAuth):
    """A person who signed in; their form token is asked for with every change."""


def asker(request: HttpRequest) -> User | None:
    """The person who asks, by key or by session; None is a stranger.

    Raises:
        TooOftenError: the key was used too often.
    """
    by_key = BearerKey()(request) or HeaderKey()(request)
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


def _owner(key: str) -> User | None:
    owner = user_of_key(key)
    if owner is not None and (wait := _calls.wait(key[:24])):
        raise TooOftenError(wait)
    return owner
