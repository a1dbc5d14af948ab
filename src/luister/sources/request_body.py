"""The body of a call from another system, unpacked within bounds and read as JSON."""

import base64
import binascii
import json
import zlib
from urllib.parse import parse_qs

from luister.errors import TooLargeBodyError, UnreadableBodyError

BODY_LIMIT = 6 * 1024 * 1024
"""Bytes of a body as it is sent; the largest batch of the tracking libraries is 5 MB."""

UNPACKED_LIMIT = 24 * 1024 * 1024
"""Bytes of a body once it is unpacked, so that a small body cannot fill the memory."""

_GZIP = b"\x1f\x8b"
_FORM = b"data="
_MEGABYTE = 1024 * 1024


def json_body(body: bytes, *, encoding: str = "") -> object:
    """What the body says as JSON, whatever its content type.

    `encoding` is the Content-Encoding; gzip is known by its first bytes too. A form with one field
    `data`, plain or base64, is what browsers' beacons send. NaN and infinities become null.

    Raises:
        TooLargeBodyError: more than BODY_LIMIT bytes, or more than UNPACKED_LIMIT unpacked.
        UnreadableBodyError: broken gzip, an encoding we do not know, or no JSON.

    >>> json_body(b"data=eyJldmVudCI6ICJvcmRlciJ9")
    {'event': 'order'}
    """
    plain = plain_body(body, encoding=encoding).strip()
    if plain.startswith(_FORM):
        plain = _form_field(plain)
    try:
        return json.loads(plain.decode("utf-8-sig"), parse_constant=_nothing)
    except (ValueError, RecursionError) as error:
        why = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise UnreadableBodyError(
            f"The body is no JSON: {why}.",
            hint="Send JSON in UTF-8, as it is or packed with gzip.",
        ) from None


def plain_body(body: bytes, *, encoding: str = "") -> bytes:
    """The body unpacked.

    Raises:
        TooLargeBodyError: more than BODY_LIMIT bytes, or more than UNPACKED_LIMIT unpacked.
        UnreadableBodyError: broken gzip, or an encoding we do not know.
    """
    if len(body) > BODY_LIMIT:
        raise _too_large("", BODY_LIMIT)
    named = encoding.strip().lower()
    if named not in {"", "identity", "gzip", "x-gzip", "deflate"}:
        raise UnreadableBodyError(
            f"Content-Encoding {named[:40]!r} is not known.", hint="Send gzip, or do not pack it."
        )
    if body.startswith(_GZIP):
        return _inflated(body, zlib.MAX_WBITS | 16)
    if named == "deflate":
        return _inflated(body, zlib.MAX_WBITS)
    if named in {"gzip", "x-gzip"} and body[:1] not in (b"{", b"["):
        raise _broken("it does not begin as gzip does")
    return body


def _inflated(body: bytes, form: int) -> bytes:
    """The body unpacked, member by member, never a byte beyond the limit."""
    pieces, left, rest = [], UNPACKED_LIMIT, body
    while rest:
        unpacker = zlib.decompressobj(form)
        try:
            piece = unpacker.decompress(rest, left + 1)
        except zlib.error as error:
            raise _broken(str(error)) from None
        left -= len(piece)
        if left < 0:
            raise _too_large(" once it is unpacked", UNPACKED_LIMIT)
        if not unpacker.eof:
            raise _broken("it ends too early")
        pieces.append(piece)
        rest = unpacker.unused_data.lstrip(b"\0")
    return b"".join(pieces)


def _form_field(plain: bytes) -> bytes:
    fields = parse_qs(plain.decode("latin-1"), max_num_fields=20, errors="strict")
    data = fields.get("data", [""])[0].strip()
    if data.startswith(("{", "[")):
        return data.encode()
    try:
        # A blank was a plus before it went through the form.
        return base64.b64decode(data.replace(" ", "+"), validate=True)
    except (binascii.Error, ValueError):
        raise UnreadableBodyError(
            "The form's field `data` is neither JSON nor base64.", hint="Send JSON."
        ) from None


def _nothing(_constant: str) -> None:
    return None


def _broken(why: str) -> UnreadableBodyError:
    return UnreadableBodyError(
        f"The packed body is broken: {why}.", hint="Send it again; nothing of it was kept."
    )


def _too_large(when: str, limit: int) -> TooLargeBodyError:
    return TooLargeBodyError(
        f"The body has more than {limit // _MEGABYTE} MB{when}.",
        hint="Send smaller batches; nothing of this one was kept.",
    )
