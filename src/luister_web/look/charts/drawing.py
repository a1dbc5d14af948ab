"""The pens of the charts: lines and bands in a stretched plane, text beside it unstretched."""

from collections.abc import Iterable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

Place = tuple[float, float]
"""Across and down, both in percent."""

NOTHING = mark_safe("")


def runs(places: Sequence[Place | None]) -> list[list[Place]]:
    """The places as unbroken runs: a line does not jump over what is not known.

    >>> runs([(0, 1), None, (2, 3), (4, 5)])
    [[(0, 1)], [(2, 3), (4, 5)]]
    """
    found: list[list[Place]] = [[]]
    for place in places:
        if place is None:
            found.append([])
        else:
            found[-1].append(place)
    return [run for run in found if run]


def line_path(run: Iterable[Place]) -> str:
    """The path of a line through the places.

    >>> line_path([(0, 10), (50, 20)])
    'M0 10L50 20'
    """
    return "M" + "L".join(f"{across:g} {down:g}" for across, down in run)


def band_path(upper: Sequence[Place], lower: Sequence[Place]) -> str:
    """The path around the area between two lines.

    >>> band_path([(0, 1), (9, 1)], [(0, 5), (9, 5)])
    'M0 1L9 1L9 5L0 5Z'
    """
    return line_path([*upper, *reversed(lower)]) + "Z"


def path(css_class: str, shape: str) -> SafeString:
    """A path that keeps its thickness however its plane is stretched."""
    return format_html(
        '<path class="{}" d="{}" vector-effect="non-scaling-stroke"/>', css_class, shape
    )


def stretched(parts: Iterable[SafeString]) -> SafeString:
    """A plane of 100 by 100 that fills its room, whatever the shape of that room."""
    return format_html(
        '<svg class="plane" viewBox="0 0 100 100" preserveAspectRatio="none">{}</svg>',
        joined(parts),
    )


def joined(parts: Iterable[SafeString]) -> SafeString:
    """The parts one after another."""
    return format_html_join("", "{}", ((part,) for part in parts))
