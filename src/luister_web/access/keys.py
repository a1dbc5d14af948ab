"""Keys with which programs act as a person."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from luister_web.access.models import ApiKey, KeyScope, User

_MARK = "luister"
_FRESH = timedelta(minutes=1)  # "last used" is kept to the minute: not every call writes


def make_key(
    owner: User,
    name: str,
    *,
    expires_at: datetime | None = None,
    scopes: Sequence[str] = (KeyScope.EVERYTHING,),
) -> str:
    """A new key of `owner` for what `scopes` name. It is shown once: the database keeps a prefix and a digest of it.

    Source: a key has 256 random bits, so that a plain SHA-256 is enough; the slow hashes are for
    what people can remember.
    """
    prefix = secrets.token_hex(6)
    key = f"{_MARK}_{prefix}_{secrets.token_urlsafe(32)}"
    ApiKey.objects.create(
        owner=owner,
        name=name,
        prefix=prefix,
        digest=_digest(key),
        expires_at=expires_at,
        scopes=" ".join(KeyScope(one).value for one in scopes),
    )
    return key


def user_of_key(key: str) -> User | None:
    """The person as whom `key` acts; None for a key that is unknown, revoked, or past its day."""
    found = valid_key(key)
    return found.owner if found else None


def valid_key(key: str) -> ApiKey | None:
    """What is kept of `key`; None for one that is unknown, revoked, or past its day."""
    parts = key.strip().split("_", 2)
    if len(parts) != 3 or parts[0] != _MARK:
        return None
    found = _valid_keys().filter(prefix=parts[1]).select_related("owner__unit").first()
    if found is None or not secrets.compare_digest(found.digest, _digest(key.strip())):
        return None
    _note_use(found)
    return found


def _valid_keys() -> QuerySet[ApiKey]:
    in_time = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
    return ApiKey.objects.filter(in_time, revoked_at=None, owner__is_active=True)


def _note_use(key: ApiKey) -> None:
    now = timezone.now()
    if key.last_used_at is None or now - key.last_used_at > _FRESH:
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=now)


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
