"""The mean of the answers to any question that is answered in numbers."""

from luister.events.answer import Scale
from luister.metrics.metric import Metric, answer_itself, ends


def _fits(scale: Scale) -> bool:
    # Whether a form was finished is kept as a number too, but its mean is the partial rate.
    return scale.is_numeric and scale.kind != "response"


MEAN = Metric("mean", "scale", _fits, answer_itself, ends, label="Mean")
"""In the unit of the question's own scale, or of its number (minutes, euros)."""
