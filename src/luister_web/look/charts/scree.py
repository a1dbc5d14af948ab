"""Factors against chance: how much each has, the largest first, beside what as many unrelated questions would give."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from luister_web.look.charts.drawing import joined, line_path, path, stretched
from luister_web.look.charts.plane import Axis, axis, spread
from luister_web.look.wording import number_words

_MOST_LABELS = 12


def scree(
    found: Sequence[float], chance: Sequence[float], *, title: str, description: str
) -> SafeString:
    """The chart as SVG, one place a factor; what lies above chance has a full dot.

    What is drawn is hidden from screen readers: they get title, description and a table beside it.
    """
    height = axis([*found, *chance], lines=5)
    across = [round(100 * place / max(len(found) - 1, 1), 2) for place in range(len(found))]
    return format_html(
        '<svg class="chart trend scree" role="img"><title>{}</title><desc>{}</desc>'
        '<g aria-hidden="true">{}{}{}{}</g></svg>',
        title,
        description,
        _grid(height),
        stretched(
            [
                path("before", _line(chance, across, height)),
                path("line", _line(found, across, height)),
            ]
        ),
        _dots(found, chance, across, height),
        _labels(across),
    )


def _line(values: Sequence[float], across: Sequence[float], height: Axis) -> str:
    return line_path((x, height.height(one)) for x, one in zip(across, values, strict=True))


def _grid(height: Axis) -> SafeString:
    return joined(
        format_html(
            '<line class="grid" x1="0" x2="100%" y1="{0}%" y2="{0}%"/>'
            '<text class="tick" x="-8" y="{0}%" dy="0.32em">{1}</text>',
            height.height(tick),
            number_words(tick, height.decimals),
        )
        for tick in height.ticks
    )


def _dots(
    found: Sequence[float], chance: Sequence[float], across: Sequence[float], height: Axis
) -> SafeString:
    above = next(
        (place for place, (one, bar) in enumerate(zip(found, chance, strict=True)) if one <= bar),
        len(found),
    )
    return joined(
        format_html(
            '<circle class="factor{}" cx="{}%" cy="{}%" r="4.5"/>',
            " factor-above" if place < above else "",
            x,
            height.height(one),
        )
        for place, (x, one) in enumerate(zip(across, found, strict=True))
    )


def _labels(across: Sequence[float]) -> SafeString:
    return joined(
        format_html(
            '<text class="period" x="{}%" y="100%" dy="22">{}</text>', across[place], place + 1
        )
        for place in spread(len(across), most=_MOST_LABELS)
    )
