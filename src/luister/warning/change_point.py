"""Since when: the day on which a change began, with an interval."""

from dataclasses import dataclass

import numpy as np

from luister.estimates.day_sums import Numbers
from luister.warning.mixture import LAGS, WIDTHS

_SURE = 0.95


@dataclass(frozen=True, slots=True)
class ChangePoint:
    """Columns of days: the likeliest first day of the change, and the first and last of its 95 % interval."""

    place: int
    low: int
    high: int


def change_point(evidence: Numbers, place: int) -> ChangePoint:
    """The change behind the evidence by lag at the end of day `place`.

    The evidence for each day on which the change may have begun, as a share of all of it, is the chance that it did
    when each was as likely before. The interval holds the likeliest days that together have 95 %.

    Source: Shiryaev (1963).
    """
    lags, widths = LAGS[: len(evidence)], WIDTHS[: len(evidence)]
    by_day = evidence / widths
    order = np.argsort(-by_day, kind="stable")
    share = np.cumsum(evidence[order]) / max(float(evidence.sum()), 1e-300)
    inside = order[: int(np.searchsorted(share, _SURE)) + 1]
    oldest = int((lags[inside] + widths[inside] - 1).max())
    likeliest = int(lags[order[0]])
    return ChangePoint(place - likeliest, max(0, place - oldest), place - int(lags[inside].min()))
