"""An interval as a bar: where the value may well lie, and on which side of the target."""

from collections.abc import Iterable

from django.utils.html import format_html
from django.utils.safestring import SafeString

from luister.estimates.estimate import Estimate
from luister.estimates.report import Target
from luister_web.look.charts.drawing import NOTHING
from luister_web.look.charts.plane import Axis, axis
from luister_web.look.wording import estimate_words


def shared_axis(found: Iterable[tuple[Estimate | None, Target | None]]) -> Axis:
    """One axis for the bars of several estimates, so that they can be compared by eye."""
    values: list[float] = []
    for estimate, target in found:
        values += [estimate.low, estimate.high] if estimate else []
        values += [level for level in _levels(target) if level is not None]
    return axis(values, lines=2)


def interval_bar(
    estimate: Estimate, target: Target | None = None, room: Axis | None = None
) -> SafeString:
    """The interval with its value as a dot and the target as a line; nothing for a count.

    `room` is the axis it shares with others; alone it makes its own.
    """
    if estimate.unit == "count" or estimate.high <= estimate.low:
        return NOTHING
    room = room or shared_axis([(estimate, target)])
    left, right = 100 - room.height(estimate.low), 100 - room.height(estimate.high)
    return format_html(
        '<svg class="chart interval" role="img" aria-label="{}">'
        '<line class="rail" x1="0" x2="100%" y1="50%" y2="50%"/>'
        '<rect x="{}%" width="{}%" y="25%" height="50%" rx="4"/>{}'
        '<circle cx="{}%" cy="50%" r="4.5"/></svg>',
        estimate_words(estimate),
        round(left, 2),
        round(max(right - left, 0.5), 2),
        _target_line(target, room),
        round(100 - room.height(estimate.value), 2),
    )


def _levels(target: Target | None) -> tuple[float | None, ...]:
    return () if target is None else (target.value, target.lower_bound)


def _target_line(target: Target | None, room: Axis) -> SafeString:
    if target is None:
        return NOTHING
    return format_html(
        '<line class="target" x1="{0}%" x2="{0}%" y1="0" y2="100%"/>',
        round(100 - room.height(target.value), 2),
    )
