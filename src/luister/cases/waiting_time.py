"""How long customers wait for the first contact, those who still wait included."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, inf, log, sqrt
from statistics import NormalDist

from luister.estimates.estimate import Estimate

_Z = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Wait:
    """So many hours until the first contact; or, where there was none yet, until now."""

    hours: float
    is_over: bool


@dataclass(frozen=True, slots=True)
class Step:
    """From so many hours on this share (0 to 1) still waits; with its interval."""

    hours: float
    share: float
    low: float
    high: float


def still_waiting(waits: Sequence[Wait]) -> list[Step]:
    """The share that still waits after each wait that came to an end, with a 95 % interval.

    Who has not been contacted yet counts as waiting for as long as they have waited, so that a desk
    that leaves hard cases lying does not look fast.

    Source: Kaplan and Meier (1958); the variance is Greenwood's (1926), the interval that on the
    log(-log) scale (Kalbfleisch and Prentice, 1980), which stays between 0 and 1.
    """
    ends = Counter(one.hours for one in waits if one.is_over)
    share, spread, steps = 1.0, 0.0, []
    for hours in sorted(ends):
        waiting = sum(1 for one in waits if one.hours >= hours)
        over = ends[hours]
        share *= 1 - over / waiting
        spread += over / (waiting * (waiting - over)) if waiting > over else inf
        steps.append(Step(hours, share, *_interval(share, spread)))
    return steps


def median_wait(waits: Sequence[Wait]) -> Estimate | None:
    """The hours within which half of the customers heard from us; None where half still wait.

    The interval holds the hours at which the interval of the share still waiting holds a half; its
    upper end is infinite where too many still wait to tell.

    Source: Brookmeyer and Crowley (1982).

    >>> median_wait([Wait(hours, True) for hours in (1, 2, 3, 4, 5)]).value
    3.0
    """
    steps = still_waiting(waits)
    value = next((one.hours for one in steps if one.share <= 0.5), None)
    if value is None:
        return None
    low = next((one.hours for one in steps if one.low <= 0.5), value)
    high = next((one.hours for one in steps if one.high <= 0.5), inf)
    return Estimate(float(value), float(low), float(high), len(waits), "hours")


def _interval(share: float, spread: float) -> tuple[float, float]:
    if share >= 1:
        return 1.0, 1.0
    if share <= 0:
        return 0.0, 0.0
    error = sqrt(spread) / abs(log(share))
    around = log(-log(share))
    return exp(-exp(around + _Z * error)), exp(-exp(around - _Z * error))
