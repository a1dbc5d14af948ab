"""A trend: the line, its interval as a band, target, comparison and marks."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from django.utils.html import format_html
from django.utils.safestring import SafeString

from luister_web.look.charts.drawing import (
    NOTHING,
    Place,
    band_path,
    joined,
    line_path,
    path,
    runs,
    stretched,
)
from luister_web.look.charts.plane import Axis, axis, spread
from luister_web.look.charts.points import ChartMark, TrendLines, TrendPoint
from luister_web.look.wording import estimate_words, number_words, value_words

_MOST_LABELS = 8
_MOST_DOTS = 40


def trend(
    points: Sequence[TrendPoint],
    *,
    title: str,
    description: str,
    lines: TrendLines = TrendLines(),  # noqa: B008 - frozen, so it is never changed
    marks: Sequence[ChartMark] = (),
) -> SafeString:
    """The trend as SVG; it takes the width and height that its class gives it.

    Points are oldest first. A period that is hidden or empty breaks the line. The comparison and
    the band are drawn where they are known. What is drawn is hidden from screen readers: they get
    title, description and the table twin. A group, since an image may hold no links.
    """
    if not points:
        return NOTHING
    height = _axis(points, lines)
    across = _places(points)
    unit = next((p.estimate.unit for p in points if p.estimate), "points")
    return format_html(
        '<svg class="chart trend{}" role="group"><title>{}</title><desc>{}</desc>'
        '<g aria-hidden="true">'
        "{}{}{}{}{}{}{}</g></svg>",
        " trend-many" if len(points) > _MOST_DOTS else "",
        title,
        description,
        _grid(height, unit),
        _shapes(points, across, height),
        _levels(lines, height),
        _marks(marks, points, across),
        _period_labels(points, across),
        _dots(points, across, height),
        _last_value(points, across, height),
    )


def _axis(points: Sequence[TrendPoint], lines: TrendLines) -> Axis:
    known = [point.estimate for point in points if point.estimate]
    values = [end for estimate in known for end in (estimate.low, estimate.high, estimate.value)]
    values += [point.before for point in points if point.before is not None]
    values += [level for level in (lines.target, lines.lower_bound) if level is not None]
    return axis(values)


def _places(points: Sequence[TrendPoint]) -> list[float]:
    """Where each point stands from left to right; a single one stands in the middle."""
    if len(points) == 1:
        return [50.0]
    return [round(100 * place / (len(points) - 1), 2) for place in range(len(points))]


def _grid(height: Axis, unit: str) -> SafeString:
    decimals = height.decimals
    sign = "%" if unit == "percent" else ""
    return joined(
        format_html(
            '<line class="grid" x1="0" x2="100%" y1="{0}%" y2="{0}%"/>'
            '<text class="tick" x="-8" y="{0}%" dy="0.32em">{1}{2}</text>',
            height.height(tick),
            number_words(tick, decimals),
            sign,
        )
        for tick in height.ticks
    )


def _shapes(points: Sequence[TrendPoint], across: Sequence[float], height: Axis) -> SafeString:
    parts = []
    for run in _known_runs(points, across):
        upper = [(x, height.height(p.estimate.high)) for x, p in run if p.estimate]
        lower = [(x, height.height(p.estimate.low)) for x, p in run if p.estimate]
        parts.append(path("band", band_path(upper, lower)))
    before: list[Place | None] = [
        None if p.before is None else (x, height.height(p.before))
        for x, p in zip(across, points, strict=True)
    ]
    parts += [path("before", line_path(run)) for run in runs(before)]
    for run in _known_runs(points, across):
        middle = [(x, height.height(p.estimate.value)) for x, p in run if p.estimate]
        parts.append(path("line", line_path(middle)))
    return stretched(parts)


def _known_runs(
    points: Sequence[TrendPoint], across: Sequence[float]
) -> list[list[tuple[float, TrendPoint]]]:
    """Neighbouring points with an estimate; counts without an interval count too."""
    found: list[list[tuple[float, TrendPoint]]] = [[]]
    for x, point in zip(across, points, strict=True):
        if point.estimate is None:
            found.append([])
        else:
            found[-1].append((x, point))
    return [run for run in found if run]


def _levels(lines: TrendLines, height: Axis) -> SafeString:
    """The target and its lower bound; their words stand in the key, where no line crosses them."""
    levels = (("target", lines.target), ("bound", lines.lower_bound))
    return joined(
        format_html(
            '<line class="{0}" x1="0" x2="100%" y1="{1}%" y2="{1}%"/>', name, height.height(level)
        )
        for name, level in levels
        if level is not None
    )


def _marks(
    marks: Sequence[ChartMark], points: Sequence[TrendPoint], across: Sequence[float]
) -> SafeString:
    parts = []
    for mark in marks:
        x = place_of(mark.day, [point.days for point in points], across)
        if x is not None:
            parts.append(
                format_html(
                    '<g class="event"><title>{2}: {3}</title>'
                    '<line x1="{0}%" x2="{0}%" y1="0" y2="100%"/>'
                    '<circle cx="{0}%" cy="0" r="9"/>'
                    '<text x="{0}%" y="0" dy="0.34em">{1}</text></g>',
                    round(x, 2),
                    mark.letter,
                    mark.letter,
                    mark.label,
                )
            )
    return joined(parts)


def place_of(
    day: date, days: Sequence[tuple[date, date]], across: Sequence[float]
) -> float | None:
    """Where a day stands between the middles of the periods; None where it lies outside them all.

    >>> year = (date(2016, 1, 1), date(2016, 12, 31)), (date(2017, 1, 1), date(2017, 12, 31))
    >>> round(place_of(date(2017, 1, 1), year, [0, 100]))
    50
    """
    if not days or not days[0][0] <= day <= days[-1][1]:
        return None
    middles = [(first.toordinal() + last.toordinal()) / 2 for first, last in days]
    number = float(day.toordinal())
    if number <= middles[0]:
        return across[0]
    for (left, x1), (right, x2) in pairwise(zip(middles, across, strict=True)):
        if number <= right:
            return x1 + (x2 - x1) * (number - left) / (right - left)
    return across[-1]


def _period_labels(points: Sequence[TrendPoint], across: Sequence[float]) -> SafeString:
    shown = spread(len(points), most=_MOST_LABELS)
    return joined(
        format_html(
            '<text class="period{0}" x="{1}%" y="100%" dy="22">{2}</text>',
            " period-minor" if (len(shown) - 1 - rank) % 2 else "",
            across[place],
            points[place].tick or points[place].label,
        )
        for rank, place in enumerate(shown)
    )


def _dots(points: Sequence[TrendPoint], across: Sequence[float], height: Axis) -> SafeString:
    wide = 100 / max(len(points) - 1, 1)
    return joined(_dot(point, x, wide, height) for point, x in zip(points, across, strict=True))


def _dot(point: TrendPoint, x: float, wide: float, height: Axis) -> SafeString:
    """A dot that says its number, with a column around it to point at; a link where it leads on."""
    words = estimate_words(point.estimate) if point.estimate else point.note
    y = height.height(point.estimate.value) if point.estimate else 100.0
    dot = format_html(
        '<g class="dot{4}"><title>{0}: {1}</title>'
        '<rect x="{2}%" y="0" width="{3}%" height="100%"/>',
        point.label,
        words,
        round(x - wide / 2, 2),
        round(wide, 2),
        "" if point.estimate else " dot-empty",
    )
    rest = format_html(
        '<line x1="{0}%" x2="{0}%" y1="0" y2="100%"/><circle cx="{0}%" cy="{1}%" r="3.5"/>{2}</g>',
        x,
        y,
        _tip(point, x, words),
    )
    whole = format_html("{}{}", dot, rest)
    if not point.address:
        return whole
    return format_html('<a href="{}" tabindex="-1">{}</a>', point.address, whole)


def _tip(point: TrendPoint, x: float, words: str) -> SafeString:
    """The words that appear above the plot while a pointer is on the column."""
    side = "tip-start" if x < 30 else "tip-end" if x > 70 else "tip-middle"
    return format_html(
        '<text class="tip {}" x="{}%" y="0" dy="-8"><tspan>{}</tspan> {}</text>',
        side,
        x,
        point.label,
        words,
    )


def _last_value(points: Sequence[TrendPoint], across: Sequence[float], height: Axis) -> SafeString:
    known = [(x, p.estimate) for x, p in zip(across, points, strict=True) if p.estimate]
    if not known:
        return NOTHING
    x, last = known[-1]
    return format_html(
        '<text class="last" x="{}%" dx="9" y="{}%" dy="0.32em">{}</text>',
        x,
        height.height(last.value),
        value_words(last.value, last.unit),
    )
