"""The signature under a message, by which its receiver knows that it came from here, whole and now."""

import base64
import hashlib
import hmac
from collections.abc import Iterable, Mapping
from datetime import datetime

_MARK = "whsec_"


def secret_text(secret: bytes) -> str:
    """The secret as people copy it.

    >>> secret_text(b"k" * 24)
    'whsec_a2tra2tra2tra2tra2tra2tra2tra2tr'
    """
    return _MARK + base64.b64encode(secret).decode()


def derived_secret(key: bytes, nonce: str) -> bytes:
    """The 32 bytes that belong to a nonce under the key of the home.

    So the database need not hold the secret: without the key its nonce tells nothing.

    Source: HMAC as a pseudo-random function, RFC 5869 section 2.3, one block.
    """
    return hmac.digest(key, b"luister.webhook\0" + nonce.encode() + b"\x01", hashlib.sha256)


def headers(
    message: str, body: bytes, *, at: datetime, secrets: Iterable[bytes]
) -> Mapping[str, str]:
    """The headers of one attempt: the message's id, the moment, and a signature for each secret.

    Several secrets hold while one takes over from another; a receiver looks for one that fits.

    Source: Standard Webhooks, section "Signature scheme": v1 is HMAC-SHA256 of `id.timestamp.body`.
    """
    seconds = str(int(at.timestamp()))
    signed = f"{message}.{seconds}.".encode() + body
    signatures = (
        "v1," + base64.b64encode(hmac.digest(one, signed, hashlib.sha256)).decode()
        for one in secrets
    )
    return {
        "webhook-id": message,
        "webhook-timestamp": seconds,
        "webhook-signature": " ".join(signatures),
    }
