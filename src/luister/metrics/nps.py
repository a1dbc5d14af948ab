"""Net Promoter Score: promoters less detractors, in points."""

from luister.events.answer import Scale
from luister.metrics.metric import Metric, kinds


def nps_points(value: float, scale: Scale) -> float:
    """Points of an answer from 0 to 10: promoter (9, 10) 100, passive 0, detractor (0-6) -100.

    >>> [nps_points(value, Scale("nps", 0, 10)) for value in (10, 8, 6)]
    [100.0, 0.0, -100.0]
    """
    del scale
    if value >= 9:
        return 100.0
    return 0.0 if value >= 7 else -100.0


def _bounds(scale: Scale) -> tuple[float, float]:
    del scale
    return -100.0, 100.0


NPS = Metric("nps", "points", kinds("nps"), nps_points, _bounds, label="NPS", shape="balance")
"""Source: Reichheld (2003), "The one number you need to grow", Harvard Business Review 81(12)."""
