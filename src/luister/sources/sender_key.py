"""The key that a call carries, wherever its sender puts it."""

import base64
import binascii
from collections.abc import Mapping

_IN_ADDRESS = ("writeKey", "api_key", "token", "key")
_IN_HEADERS = ("x-api-key", "x-luister-token")


def sender_key(headers: Mapping[str, str], query: Mapping[str, str]) -> str | None:
    """The key in the headers (names in small letters) or the address; None where it is in neither.

    >>> sender_key({"authorization": "Basic S0VZOg=="}, {})
    'KEY'
    >>> sender_key({"authorization": "Bearer KEY"}, {})
    'KEY'
    """
    scheme, _, given = headers.get("authorization", "").strip().partition(" ")
    if scheme.lower() == "bearer" and given.strip():
        return given.strip()
    if scheme.lower() == "basic" and given.strip():
        return _basic(given.strip())
    places = [headers.get(name) for name in _IN_HEADERS] + [
        query.get(name) for name in _IN_ADDRESS
    ]
    return next((key.strip() for key in places if key and key.strip()), None)


def _basic(given: str) -> str | None:
    """The user name, which is where tracking libraries put the key; else the password."""
    try:
        user, _, password = base64.b64decode(given, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return None
    return user or password or None
