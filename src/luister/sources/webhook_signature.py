"""Whether a webhook was signed by who knows the secret."""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime

from luister.errors import RefusedSenderError

_FRESH = 300.0
"""Seconds that a signed time may differ from ours, so that a letter overheard is of no use later."""

Headers = Mapping[str, str]


def check_signature(
    tool: str, headers: Headers, body: bytes, *, secret: str, now: datetime
) -> None:
    """Passes a call that its sender signed with `secret`; `headers` have names in small letters.

    Zammad signs the body with SHA-1 (X-Hub-Signature), Chatwoot its time and the body with SHA-256
    (X-Chatwoot-Signature), others the body with SHA-256 (X-Hub-Signature-256, X-Signature-256 or
    X-Signature). All are compared in constant time.

    Raises:
        RefusedSenderError: no signature, a wrong one, or one of another time.
    """
    signed, given, digest = body, "", hashlib.sha256
    if tool == "zammad":
        given, digest = headers.get("x-hub-signature", ""), hashlib.sha1
    elif tool == "chatwoot":
        given = headers.get("x-chatwoot-signature", "")
        at = headers.get("x-chatwoot-timestamp", "")
        _check_time(at, now)
        signed = at.encode() + b"." + body
    else:
        names = ("x-hub-signature-256", "x-signature-256", "x-signature")
        given = next((headers[name] for name in names if headers.get(name)), "")
    wanted = hmac.new(secret.encode(), signed, digest).hexdigest()
    told_one = given.partition("=")[2] or given
    if not secret or not hmac.compare_digest(wanted.encode(), told_one.strip().lower().encode()):
        raise RefusedSenderError(
            "The signature is missing or wrong; nothing was kept.",
            hint="Give both sides the same secret.",
        )


def _check_time(told_time: str, now: datetime) -> None:
    try:
        apart = abs(now.timestamp() - float(told_time))
    except ValueError:
        apart = _FRESH + 1
    if not apart <= _FRESH:
        raise RefusedSenderError(
            "The signed time is missing or not of the last five minutes.",
            hint="Set the clocks of both machines.",
        )
