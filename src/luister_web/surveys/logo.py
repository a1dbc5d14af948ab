"""A picture that somebody uploads, kept as a data address inside the survey."""

import base64

from django.core.files import File
from django.utils.translation import gettext as _

MOST_BYTES = 20_000
ACCEPTED = ("image/png", "image/jpeg", "image/webp")


class LogoError(ValueError):
    """A file that cannot be a logo; its text says why and what to do."""


def data_address(file: "File[bytes]") -> str:
    """The picture as a data address. What it is, its first bytes say, not its name.

    Raises:
        LogoError: it is no PNG, JPEG or WebP, or too large for a page that must stay small.
    """
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        told = _(
            "This picture is larger than %(most)s kB. Save it smaller: 400 pixels wide is plenty."
        )
        raise LogoError(told % {"most": MOST_BYTES // 1000})
    kind = _kind(content)
    if not kind:
        raise LogoError(_("This is no picture we can show. Save it as PNG, JPEG or WebP."))
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def _kind(content: bytes) -> str:
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return ""
