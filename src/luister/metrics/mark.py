"""The rapportcijfer: a school mark from 1 to 10, as its mean and as the shares at either end."""

from luister.events.answer import Scale
from luister.metrics.metric import Metric, answer_itself, ends, kinds, percent_bounds


def high_points(value: float, scale: Scale) -> float:
    """100 for a mark of 8 or higher (good), else 0.

    >>> [high_points(value, Scale("mark", 1, 10)) for value in (7.5, 8)]
    [0.0, 100.0]
    """
    del scale
    return 100.0 if value >= 8 else 0.0


def low_points(value: float, scale: Scale) -> float:
    """100 for a mark of 5 or lower (insufficient), else 0.

    >>> [low_points(value, Scale("mark", 1, 10)) for value in (5, 5.5)]
    [100.0, 0.0]
    """
    del scale
    return 100.0 if value <= 5 else 0.0


_is_mark = kinds("mark")

MARK = Metric("mark", "scale", _is_mark, answer_itself, ends, label="Mark")
MARK_HIGH = Metric(
    "mark_high", "percent", _is_mark, high_points, percent_bounds, True, "Mark 8+", "share"
)
MARK_LOW = Metric(
    "mark_low", "percent", _is_mark, low_points, percent_bounds, False, "Mark 5-", "share"
)
"""Source: the marks of Dutch schools, in which 6 is sufficient and 8 is good."""
