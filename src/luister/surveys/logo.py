"""Whether a logo in a data address may be shown: an image, small, and without anything that acts."""

import base64
import binascii
import re

LARGEST_LOGO = 20_000
"""Bytes. The whole page of the respondent stays under 30 kB over the wire, and an image hardly shrinks on it."""

_ADDRESS = re.compile(r"data:image/(png|jpeg|webp|svg\+xml);base64,([A-Za-z0-9+/]+={0,2})")
_BEGINS = {"png": (b"\x89PNG\r\n\x1a\n",), "jpeg": (b"\xff\xd8\xff",), "webp": (b"RIFF",)}
_ACTS = re.compile(
    rb"<\s*(script|foreignobject|iframe|embed|object|image|use|a|style|animate|set|handler)\b|<!doctype|<!entity|<\?xml-"
    rb"|\bon[a-z]+\s*=|javascript:|data:|url\s*\((?!\s*#)|href\s*=(?!\s*.#)|@import|&#",
    re.IGNORECASE,
)


def is_fine(address: str) -> bool:
    """True for a base64 data address of a PNG, JPEG, WebP or plain SVG image that is small enough.

    An SVG with a script, an event handler, a style sheet, an entity or any address is refused.

    >>> is_fine("data:image/png;base64,iVBORw0KGgo=")
    True
    >>> is_fine("https://example.org/logo.png")
    False
    """
    if len(address) > LARGEST_LOGO * 4 // 3 + 100:
        return False
    match = _ADDRESS.fullmatch(address)
    if match is None:
        return False
    try:
        image = base64.b64decode(match[2], validate=True)
    except (ValueError, binascii.Error):
        return False
    if len(image) > LARGEST_LOGO:
        return False
    if match[1] == "svg+xml":
        return _is_plain_svg(image)
    return image.startswith(_BEGINS[match[1]]) and (match[1] != "webp" or image[8:12] == b"WEBP")


def _is_plain_svg(image: bytes) -> bool:
    try:
        image.decode("utf-8")
    except UnicodeDecodeError:
        # Other encodings could hide what is looked for.
        return False
    head = image.lstrip(b"\xef\xbb\xbf \r\n\t")
    is_svg = re.match(rb"(<\?xml [^>]{0,200}\?>\s*)?(<!--[^>]{0,500}-->\s*)*<svg[\s>]", head)
    return bool(is_svg) and not _ACTS.search(image)
