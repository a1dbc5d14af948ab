"""Customer Effort Score: how easy it was, on a scale whose high end is easy."""

from luister.events.answer import Scale
from luister.metrics.metric import Metric, answer_itself, ends, kinds, percent_bounds


def easy_points(value: float, scale: Scale) -> float:
    """100 where the answer lies above the middle of the scale (5-7 of 1-7, 4-5 of 1-5), else 0.

    >>> [easy_points(value, Scale("ces", 1, 7)) for value in (4, 5)]
    [0.0, 100.0]
    """
    low, high = ends(scale)
    return 100.0 if value > (low + high) / 2 else 0.0


CES = Metric("ces", "scale", kinds("ces"), answer_itself, ends, label="CES")
"""The mean. Source: Dixon, Freeman & Toman (2010), Harvard Business Review 88(7), in the wording
of 2013 (CES 2.0), in which 7 is easy; the paper of 2010 had a high end that meant effort."""

CES_EASY = Metric(
    "ces_easy", "percent", kinds("ces"), easy_points, percent_bounds, label="Easy", shape="share"
)
"""The share of customers on the easy side, which CES 2.0 reports beside the mean."""
