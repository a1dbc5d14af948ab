"""Which share of the forms that came in was left half-way."""

from luister.events.answer import Scale
from luister.metrics.metric import Metric, kinds, percent_bounds


def partial_points(value: float, scale: Scale) -> float:
    """100 for a form left half-way (0), 0 for a complete one (1).

    >>> [partial_points(value, Scale("response", 0, 1)) for value in (0, 1)]
    [100.0, 0.0]
    """
    del scale
    return 100.0 if value < 1 else 0.0


PARTIAL_RATE = Metric(
    "partial_rate",
    "percent",
    kinds("response"),
    partial_points,
    percent_bounds,
    higher_is_better=False,
    label="Partial rate",
    shape="share",
)
"""Source: AAPOR, "Standard Definitions" (2023): partials among those who answered anything."""
