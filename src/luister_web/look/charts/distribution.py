"""How often each answer was given."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from luister_web.look.charts.drawing import NOTHING, joined
from luister_web.look.charts.points import Bar
from luister_web.look.wording import number_words

_FILL = 0.72
"""The part of its column that a bar fills."""


def distribution(bars: Sequence[Bar], *, title: str, description: str) -> SafeString:
    """The answers as upright bars with their share above and their value below."""
    total = sum(bar.n for bar in bars)
    if not total:
        return NOTHING
    tallest = max(bar.n for bar in bars)
    wide = 100 / len(bars)
    return format_html(
        '<svg class="chart bars" role="group"><title>{}</title><desc>{}</desc>'
        '<g aria-hidden="true">{}'
        '<line class="floor" x1="0" x2="100%" y1="100%" y2="100%"/></g></svg>',
        title,
        description,
        joined(
            _bar(bar, (place * wide, wide), bar.n / tallest, bar.n / total)
            for place, bar in enumerate(bars)
        ),
    )


def _bar(bar: Bar, column: tuple[float, float], height: float, share: float) -> SafeString:
    left, wide = column
    drawn = format_html(
        '<g class="bar bar-{0}"><title>{1}: {2} ({3}%)</title>'
        '<rect class="bar-column" x="{4}%" width="{5}%" y="0" height="100%"/>',
        bar.kind,
        bar.label,
        number_words(bar.n),
        number_words(100 * share, 1),
        round(left, 2),
        round(wide, 2),
    )
    shape = format_html(
        '<rect class="bar-shape" x="{0}%" width="{1}%" y="{2}%" height="{3}%" rx="3"/>'
        '<text class="bar-share" x="{4}%" y="{2}%" dy="-6">{5}%</text>'
        '<text class="bar-label" x="{4}%" y="100%" dy="19">{6}</text></g>',
        round(left + wide * (1 - _FILL) / 2, 2),
        round(wide * _FILL, 2),
        round(100 * (1 - height), 2),
        round(100 * height, 2),
        round(left + wide / 2, 2),
        number_words(100 * share),
        bar.label,
    )
    whole = format_html("{}{}", drawn, shape)
    if not bar.address:
        return whole
    return format_html('<a href="{}" tabindex="-1">{}</a>', bar.address, whole)
