"""Which share of those whose invitation was sent finished the survey."""

from luister.errors import NotEnoughError
from luister.estimates.counts import unweighted
from luister.estimates.estimate import Estimate
from luister.events.answer import Scale
from luister.metrics.estimation import estimate
from luister.metrics.fitting import minimum_group
from luister.metrics.metric import Metric, kinds, percent_bounds

_SCALE = Scale("invited", 0, 1)


def finished_points(value: float, scale: Scale) -> float:
    """100 for an invitation that was answered to the end (1), 0 for another one (0).

    >>> [finished_points(value, Scale("invited", 0, 1)) for value in (0, 1)]
    [0.0, 100.0]
    """
    del scale
    return 100.0 if value >= 1 else 0.0


_RATE = Metric(
    "response_rate", "percent", kinds("invited"), finished_points, percent_bounds, shape="share"
)


def response_rate(sent: int, finished: int) -> Estimate:
    """The share of `sent` invitations that were answered to the end, in per cent.

    Those whose letter came back stay in: nobody knows whether they would have answered. `finished` counts among
    `sent`; more than those are taken as all.

    Raises:
        NotEnoughError: fewer were sent than a group must have to be shown.

    Source: AAPOR, "Standard Definitions" (2023), response rate 1; the interval is that of every share here.

    >>> rate = response_rate(400, 100)
    >>> rate.value, round(rate.low, 1), round(rate.high, 1), rate.n
    (25.0, 21.0, 29.5, 400)
    """
    least = minimum_group(frozenset())
    if sent < least:
        raise NotEnoughError(
            f"Only {sent} invitations were sent.", hint=f"A share is told of {least} or more."
        )
    answered = min(finished, sent)
    return estimate(_RATE, unweighted({1.0: answered, 0.0: sent - answered}), _SCALE)
