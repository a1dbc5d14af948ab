"""Which share of those who were asked answered."""

from luister.estimates.counts import unweighted
from luister.estimates.estimate import Estimate
from luister.events.answer import Scale
from luister.metrics.estimation import estimate
from luister.metrics.metric import Metric, kinds, percent_bounds

_ANSWERED = Scale("response", 0, 1)


def answered_points(value: float, scale: Scale) -> float:
    """100 for a person who answered (1), 0 for one who did not (0).

    >>> [answered_points(value, _ANSWERED) for value in (0, 1)]
    [0.0, 100.0]
    """
    del scale
    return 100.0 if value >= 1 else 0.0


RESPONSE_RATE = Metric(
    "response_rate",
    "percent",
    kinds("response"),
    answered_points,
    percent_bounds,
    label="Response rate",
    shape="share",
)
"""It is taken of invitations, not of answers, so it stands outside the catalogue.

Source: AAPOR, "Standard Definitions" (2023): RR1 where only whole forms count, RR2 where those left half-way do too.
"""


def response_rate(answered: int, asked: int) -> Estimate | None:
    """The share of those asked who answered, in percent, with the interval of any other share; n are those asked.

    None where nobody was asked yet.

    >>> rate = response_rate(30, 100)
    >>> rate.value, round(rate.low, 1), round(rate.high, 1), rate.n
    (30.0, 21.9, 39.6, 100)
    """
    if not asked:
        return None
    counts = unweighted({1: answered, 0: asked - answered})
    return estimate(RESPONSE_RATE, counts, _ANSWERED)
