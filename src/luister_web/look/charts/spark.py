"""A spark line: where a number came from, at a glance, without axes."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from luister_web.look.charts.drawing import (
    NOTHING,
    Place,
    band_path,
    line_path,
    path,
    runs,
    stretched,
)
from luister_web.look.charts.plane import Axis


def spark(
    values: Sequence[float | None], *, description: str, target: float | None = None
) -> SafeString:
    """The values as a small line, oldest first; None breaks it. Fewer than two draw nothing.

    The target, where it lies near the values, is a dotted line.
    """
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return NOTHING
    height = _axis(known, target)
    step = 100 / (len(values) - 1)
    places: list[Place | None] = [
        None if value is None else (round(place * step, 2), height.height(value))
        for place, value in enumerate(values)
    ]
    last = next(place for place in reversed(places) if place is not None)
    return format_html(
        '<svg class="chart spark" role="img" aria-label="{}">{}{}'
        '<circle class="spark-end" cx="{}%" cy="{}%" r="3"/></svg>',
        description,
        stretched(_shapes(runs(places))),
        _target(target, height),
        last[0],
        last[1],
    )


def _axis(known: Sequence[float], target: float | None) -> Axis:
    low, high = min(known), max(known)
    air = (high - low) * 0.25 or 1.0
    if target is not None and low - 4 * air <= target <= high + 4 * air:
        low, high = min(low, target), max(high, target)
    return Axis(low - air / 2, high + air / 2, ())


def _shapes(found: list[list[Place]]) -> list[SafeString]:
    areas = [path("spark-area", band_path(run, [(x, 100.0) for x, _ in run])) for run in found]
    return [*areas, *(path("spark-line", line_path(run)) for run in found)]


def _target(target: float | None, height: Axis) -> SafeString:
    if target is None or not height.low <= target <= height.high:
        return NOTHING
    return format_html(
        '<line class="target" x1="0" x2="100%" y1="{0}%" y2="{0}%"/>', height.height(target)
    )
