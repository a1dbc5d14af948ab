"""A lucide drawing as part of the page."""

import re
from functools import cache
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_FOLDER = Path(__file__).parent
_SHAPES = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


@cache
def shapes(name: str) -> SafeString:
    """The shapes of the drawing, without its frame.

    Raises:
        FileNotFoundError: no such drawing is kept here; add it from the same lucide version.

    >>> shapes("minus")
    '<path d="M5 12h14" />'
    """
    text = (_FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    found = _SHAPES.search(text)
    inner = found.group(1) if found else ""
    return mark_safe(" ".join(inner.split()))


@cache
def icon(name: str, label: str = "") -> SafeString:
    """The drawing; hidden from screen readers unless a label says what it means.

    >>> "aria-hidden" in icon("minus")
    True
    """
    meaning = format_html('role="img" aria-label="{}"', label) if label else HIDDEN
    return format_html(_FRAME, meaning, shapes(name))


HIDDEN = mark_safe('aria-hidden="true" focusable="false"')
_FRAME = mark_safe(
    '<svg class="icon" {} width="18" height="18" viewBox="0 0 24 24" fill="none" '
    'stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{}</svg>'
)
