"""Customer Advocacy Score: the share of customers who say the company acts in their interest."""

from luister.events.answer import Scale
from luister.metrics.box import steps, top_points
from luister.metrics.metric import Metric, percent_bounds


def cas_points(value: float, scale: Scale) -> float:
    """100 for the two highest answers (4 and 5 of 1-5: agrees), else 0.

    >>> [cas_points(value, Scale("cas", 1, 5)) for value in (3, 4)]
    [0.0, 100.0]
    """
    return top_points(value, scale, 2)


CAS = Metric(
    "cas",
    "percent",
    lambda scale: scale.kind == "cas" and steps(scale) > 2,
    cas_points,
    percent_bounds,
    label="CAS",
    shape="share",
)
"""Source: Forrester's definition of customer advocacy, the perception that a firm does what is best
for its customers and not just for its own bottom line (B. Temkin, 2007). That it is counted as the
share that agrees is ours."""
