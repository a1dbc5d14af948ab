"""How many forms came in, complete or not."""

from luister.events.answer import Scale
from luister.metrics.metric import Metric, kinds


def _one(value: float, scale: Scale) -> float:
    del value, scale
    return 1.0


def _bounds(scale: Scale) -> tuple[float, float]:
    del scale
    return 0.0, float("inf")


RESPONSES = Metric(
    "responses", "count", kinds("response"), _one, _bounds, label="Responses", shape="count"
)
"""The number of answers to the pseudo-question "response" (1 complete, 0 partial): a plain count
of what came in, and so without doubt. It is not weighted."""
