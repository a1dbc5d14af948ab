"""What is watched of a metric: the points that move first, and which metric suits a question."""

from collections.abc import Mapping

import numpy as np

from luister.events.answer import Scale
from luister.metrics.catalogue import BUILT_IN
from luister.metrics.metric import Metric, answer_itself
from luister.metrics.nps import NPS

_SUITS = ("nps", "mark", "ces", "cas", "csat", "mean")
_SMALLEST_SPREAD = 0.15
"""Answers that hardly differ are believed to spread at least this share of half the range."""

DROPS = {"points": (5.0, 10.0, 20.0), "percent": (5.0, 10.0, 20.0), "scale": (0.3, 0.5, 1.0)}
"""By unit: the changes of which the delay is told."""


def suiting_metric(scale: Scale) -> Metric:
    """The metric by which a question with this scale is watched where nobody chose.

    >>> suiting_metric(Scale("nps", 0, 10)).id, suiting_metric(Scale("rating", 1, 7)).id
    ('nps', 'mean')
    """
    by_name = {one.id: one for one in BUILT_IN}
    return next(by_name[name] for name in _SUITS if by_name[name].fits(scale))


def watched_points(metric: Metric, value: float, scale: Scale) -> float:
    """The points that are watched: those of the metric, but of NPS the answers from 0 to 10 themselves.

    Three classes tell less than eleven values: on average the same fall shows in 0.8 to 0.9 of the days.

    >>> from luister.metrics.mean import MEAN
    >>> watched_points(NPS, 8, Scale("nps", 0, 10)), watched_points(MEAN, 3, Scale("rating", 1, 5))
    (8.0, 3.0)
    """
    return answer_itself(value, scale) if metric.id == NPS.id else metric.points(value, scale)


def smallest_variance(metric: Metric, scale: Scale) -> float:
    """The smallest variance of an answer, in watched points, that is believed.

    >>> from luister.metrics.mean import MEAN
    >>> smallest_variance(MEAN, Scale("rating", 1, 5))
    0.09
    """
    low, high = metric.bounds(scale)
    if metric.id == NPS.id and scale.low is not None and scale.high is not None:
        low, high = scale.low, scale.high
    if low == float("-inf") or high == float("inf"):
        return 1e-9
    return round((_SMALLEST_SPREAD * (high - low) / 2) ** 2, 10)


def watched_drop(metric: Metric, counts: Mapping[float, int], scale: Scale, drop: float) -> float:
    """How many standard deviations of a watched answer go with a fall of the metric by `drop`.

    Answers are tilted until the metric has fallen so far: each value becomes rarer or commoner by the same factor a
    point. 0 where the answers cannot fall so far.

    Source: exponential tilting; the family in which a likelihood ratio of the mean is exact.
    """
    values = np.array(sorted(counts))
    share = np.array([counts[value] for value in values.tolist()], float)
    share /= share.sum()
    points = np.array([metric.points(value, scale) for value in values.tolist()])
    watched = np.array([watched_points(metric, value, scale) for value in values.tolist()])
    spread = float(np.sqrt(share @ watched**2 - (share @ watched) ** 2))
    wanted = float(share @ points) - drop
    if spread <= 0 or wanted <= points.min():
        return 0.0
    low, high = -40.0 / max(np.ptp(watched), 1e-9), 0.0
    for _ in range(60):
        middle = (low + high) / 2
        tilted = share * np.exp(middle * (watched - watched.min()))
        low, high = (low, middle) if tilted @ points > wanted * tilted.sum() else (middle, high)
    tilted = share * np.exp(high * (watched - watched.min()))
    return float(share @ watched - tilted @ watched / tilted.sum()) / spread
