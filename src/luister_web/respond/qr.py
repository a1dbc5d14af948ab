"""A link as a QR code, drawn as SVG on the server."""

from io import BytesIO

import segno
from django.utils.safestring import SafeString, mark_safe

_QUIET = 4  # Modules of white around it, without which a camera does not find it.


def drawn(address: str) -> SafeString:
    """The code as an SVG element to put into a page; black on nothing, so that it prints on any paper."""
    code = segno.make(address, error="m", micro=False)
    # Nothing of the address stands in the drawing but its squares.
    return mark_safe(code.svg_inline(border=_QUIET, omitsize=True, svgclass="qr", lineclass=None))


def as_file(address: str) -> bytes:
    """The code as an SVG file of its own, on white."""
    target = BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(target, kind="svg", border=_QUIET, scale=8, light="#ffffff")
    return target.getvalue()
