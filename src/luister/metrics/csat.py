"""Customer satisfaction: the share of customers who are satisfied."""

from luister.events.answer import Scale
from luister.metrics.box import steps, top_points
from luister.metrics.metric import Metric, percent_bounds


def csat_points(value: float, scale: Scale) -> float:
    """100 for the two highest answers (4 and 5 of 1-5: satisfied), else 0.

    >>> [csat_points(value, Scale("csat", 1, 5)) for value in (3, 4)]
    [0.0, 100.0]
    """
    return top_points(value, scale, 2)


def _fits(scale: Scale) -> bool:
    return (scale.kind == "csat" and steps(scale) > 2) or scale.code == "rating:1-5"


CSAT = Metric("csat", "percent", _fits, csat_points, percent_bounds, label="CSAT", shape="share")
"""Source: the usual count of satisfied and very satisfied answers; see Farris et al. (2010),
"Marketing Metrics", chapter 2."""
