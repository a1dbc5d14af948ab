"""Parts of a whole on one bar: promoters, passives and detractors."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from luister_web.look.charts.drawing import NOTHING, joined
from luister_web.look.charts.points import Bar
from luister_web.look.wording import number_words


def stacked(parts: Sequence[Bar], *, title: str) -> SafeString:
    """The parts side by side, in the order given; the words beside them are the caller's."""
    total = sum(part.n for part in parts)
    if not total:
        return NOTHING
    drawn, left = [], 0.0
    for part in parts:
        wide = 100 * part.n / total
        drawn.append(
            format_html(
                '<g class="bar bar-{0}"><title>{1}: {2}%</title>'
                '<rect class="bar-shape" x="{3}%" width="{4}%" y="0" height="100%"/></g>',
                part.kind,
                part.label,
                number_words(wide, 1),
                round(left, 2),
                round(wide, 2),
            )
        )
        left += wide
    return format_html(
        '<svg class="chart stacked" role="img" aria-label="{}">{}</svg>', title, joined(drawn)
    )
