"""Boxes: the share of answers in the top or bottom k values of a scale."""

from luister.events.answer import Scale
from luister.metrics.metric import Metric, ends, percent_bounds

_KINDS = frozenset({"csat", "rating", "ces", "cas", "mark"})


def steps(scale: Scale) -> int:
    """How many whole values the scale has; 0 where it has no ends.

    >>> steps(Scale("csat", 1, 5)), steps(Scale("number"))
    (5, 0)
    """
    if scale.low is None or scale.high is None:
        return 0
    return round(scale.high - scale.low) + 1


def top_points(value: float, scale: Scale, k: int) -> float:
    """100 where the answer is one of the top `k` values of the scale, else 0.

    >>> [top_points(value, Scale("csat", 1, 5), 2) for value in (3, 4, 5)]
    [0.0, 100.0, 100.0]
    """
    return 100.0 if value > ends(scale)[1] - k else 0.0


def bottom_points(value: float, scale: Scale, k: int) -> float:
    """100 where the answer is one of the bottom `k` values of the scale, else 0.

    >>> [bottom_points(value, Scale("csat", 1, 5), 2) for value in (1, 2, 3)]
    [100.0, 100.0, 0.0]
    """
    return 100.0 if value < ends(scale)[0] + k else 0.0


def top_box(k: int) -> Metric:
    """The share of answers in the top `k` values, in percent.

    Fits scales with more than `k` values, as a box that holds all answers says nothing.

    >>> top_box(2).id
    'top2box'
    """
    return Metric(
        f"top{k}box",
        "percent",
        lambda scale: _has_box(scale, k),
        lambda value, scale: top_points(value, scale, k),
        percent_bounds,
        label=f"Top-{k}-box",
        shape="share",
    )


def bottom_box(k: int) -> Metric:
    """The share of answers in the bottom `k` values, in percent; lower is better.

    >>> bottom_box(2).higher_is_better
    False
    """
    return Metric(
        f"bottom{k}box",
        "percent",
        lambda scale: _has_box(scale, k),
        lambda value, scale: bottom_points(value, scale, k),
        percent_bounds,
        higher_is_better=False,
        label=f"Bottom-{k}-box",
        shape="share",
    )


def _has_box(scale: Scale, k: int) -> bool:
    return scale.kind in _KINDS and steps(scale) > k
