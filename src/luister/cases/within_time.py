"""Which share of the cases kept its promise."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import sqrt
from statistics import NormalDist

from luister.estimates.estimate import Estimate

_Z = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Promise:
    """A deadline, and when it was met; None where it was not yet."""

    due_at: datetime
    done_at: datetime | None


def share_within(promises: Iterable[Promise], *, now: datetime) -> Estimate | None:
    """The share, in per cent, that was done in time; None where nothing can be said yet.

    What is neither done nor due yet is not counted: nobody can tell what will become of it.

    Source: Wilson (1927) for the interval.
    """
    decided = [
        one.done_at is not None and one.done_at <= one.due_at
        for one in promises
        if one.done_at is not None or one.due_at < now
    ]
    return share_of(sum(decided), len(decided)) if decided else None


def share_of(count: int, total: int) -> Estimate:
    """A share in per cent with its 95 % interval; `total` is more than 0.

    Source: Wilson (1927), without correction for continuity.

    >>> [round(one, 1) for one in (share_of(8, 10).low, share_of(8, 10).high)]
    [49.0, 94.3]
    """
    share, square = count / total, _Z * _Z
    middle = (share + square / (2 * total)) / (1 + square / total)
    half = _Z / (1 + square / total) * sqrt(share * (1 - share) / total + square / (4 * total**2))
    # At 0 and 1 rounding must not push the interval past the share itself.
    low, high = min(share, middle - half), max(share, middle + half)
    return Estimate(100 * share, 100 * max(0.0, low), 100 * min(1.0, high), total, "percent")
