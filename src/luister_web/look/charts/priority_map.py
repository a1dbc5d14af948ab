"""A map of points with their doubt both ways: a cross for each, a number on it, and two lines that part the map."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from luister.estimates.estimate import Estimate
from luister_web.look.charts.drawing import joined
from luister_web.look.charts.plane import Axis, axis
from luister_web.look.wording import estimate_words, number_words


@dataclass(frozen=True, slots=True)
class MapPoint:
    """What stands on the map under a number; `kind` picks its colour: good, fair, poor or calm."""

    number: str
    label: str
    across: Estimate
    upwards: Estimate
    kind: str


def priority_map(
    points: Sequence[MapPoint],
    *,
    title: str,
    across: str,
    upwards: str,
    cuts: tuple[float, float],
) -> SafeString:
    """The map as SVG: it takes the width and height of its class; `cuts` part it, across and upwards.

    What is drawn is hidden from screen readers: they get the title and the table twin.
    """
    wide = axis([end for one in points for end in (one.across.low, one.across.high)], lines=5)
    high = axis(
        [*(end for one in points for end in (one.upwards.low, one.upwards.high)), cuts[1]], lines=5
    )
    return format_html(
        '<svg class="chart map" role="img" aria-label="{}"><g aria-hidden="true">{}{}{}{}</g></svg>',
        title,
        _grid(wide, high),
        _cuts(wide, high, cuts),
        joined(_point(one, wide, high) for one in points),
        _names(across, upwards),
    )


def _left(room: Axis, value: float) -> float:
    return round(100 - room.height(value), 2)


def _grid(wide: Axis, high: Axis) -> SafeString:
    upright = joined(
        format_html(
            '<line class="grid" x1="{0}%" x2="{0}%" y1="0" y2="100%"/>'
            '<text class="across" x="{0}%" y="100%" dy="18">{1}</text>',
            _left(wide, tick),
            number_words(tick, wide.decimals),
        )
        for tick in wide.ticks
    )
    level = joined(
        format_html(
            '<line class="grid" x1="0" x2="100%" y1="{0}%" y2="{0}%"/>'
            '<text class="tick" x="0" y="{0}%" dx="-8" dy="4">{1}</text>',
            high.height(tick),
            number_words(tick, high.decimals),
        )
        for tick in high.ticks
    )
    return joined((upright, level))


def _cuts(wide: Axis, high: Axis, cuts: tuple[float, float]) -> SafeString:
    return format_html(
        '<line class="cut" x1="{0}%" x2="{0}%" y1="0" y2="100%"/>'
        '<line class="cut" x1="0" x2="100%" y1="{1}%" y2="{1}%"/>',
        _left(wide, cuts[0]),
        high.height(cuts[1]),
    )


def _point(point: MapPoint, wide: Axis, high: Axis) -> SafeString:
    x, y = _left(wide, point.across.value), high.height(point.upwards.value)
    return format_html(
        '<g class="place is-{}"><title>{}: {}; {}</title>'
        '<line x1="{}%" x2="{}%" y1="{}%" y2="{}%"/><line x1="{}%" x2="{}%" y1="{}%" y2="{}%"/>'
        '<circle cx="{}%" cy="{}%" r="10"/><text x="{}%" y="{}%" dy="4">{}</text></g>',
        point.kind,
        point.label,
        estimate_words(point.across),
        estimate_words(point.upwards),
        _left(wide, point.across.low),
        _left(wide, point.across.high),
        y,
        y,
        x,
        x,
        high.height(point.upwards.low),
        high.height(point.upwards.high),
        x,
        y,
        x,
        y,
        point.number,
    )


def _names(across: str, upwards: str) -> SafeString:
    return format_html(
        '<text class="axis-across" x="100%" y="100%" dy="36">{}</text>'
        '<text class="axis-upwards" x="0" y="0" dx="-40" dy="-14">{}</text>',
        across,
        upwards,
    )
