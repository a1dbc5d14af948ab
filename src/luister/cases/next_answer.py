"""Whether customers who were followed up answered higher the next time than those who were not."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, sqrt
from statistics import fmean, variance

from luister.estimates.distributions import student_quantile
from luister.estimates.estimate import Difference, Estimate

_LEAST = 2  # answers of each kind at one first mark, or no spread can be told
MINIMUM = 10
"""Fewer answers than this are told nothing of: one customer would stand out among them."""

_LOW_END = 0.6  # of the scale: a first answer up to 6 of 10 is one that we follow up


@dataclass(frozen=True, slots=True)
class AnswerPair:
    """A customer's answer, the next one to the same question, and whether we followed the first up."""

    first: float
    following: float
    was_followed_up: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NextAnswers:
    """The next answer of each group, and how much higher it is after a follow-up.

    `difference` compares customers who gave the same first answer; None where no first answer was
    given by enough of both kinds. `compared` counts the pairs it stands on. Low answers rise by
    themselves (regression to the mean) in both groups alike, but who is followed up is no draw by lot: what
    is left may be selection.
    """

    followed_up: Estimate | None
    left_alone: Estimate | None
    difference: Difference | None
    compared: int


def is_low(value: float, low: float, high: float) -> bool:
    """True where an answer lies in the lower part of its scale, so that it asks for a follow-up.

    >>> is_low(6, 0, 10), is_low(7, 1, 10)
    (True, False)
    """
    return value <= low + _LOW_END * (high - low)


def next_answers(pairs: Sequence[AnswerPair]) -> NextAnswers:
    """The comparison, standardised to the first answers of those who were followed up.

    Within each first answer the means of both groups are compared; the differences are weighted by
    how many were followed up. The interval is Welch's, with the degrees of freedom after
    Satterthwaite (1946).
    """
    groups: dict[bool, list[float]] = {True: [], False: []}
    for one in pairs:
        groups[one.was_followed_up].append(one.following)
    difference, compared = _standardised(pairs)
    if min(map(len, groups.values())) < MINIMUM:
        difference = None
    return NextAnswers(
        followed_up=_mean(groups[True]),
        left_alone=_mean(groups[False]),
        difference=difference,
        compared=compared,
    )


def _standardised(pairs: Sequence[AnswerPair]) -> tuple[Difference | None, int]:
    strata: dict[float, tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
    for one in pairs:
        strata[one.first][0 if one.was_followed_up else 1].append(one.following)
    usable = [both for both in strata.values() if min(map(len, both)) >= _LEAST]
    total = sum(len(followed) for followed, _ in usable)
    if not total:
        return None, 0
    value, spreads = 0.0, []
    for followed, alone in usable:
        weight = len(followed) / total
        value += weight * (fmean(followed) - fmean(alone))
        spreads += [
            (weight**2 * variance(group) / len(group), len(group) - 1)
            for group in (followed, alone)
        ]
    compared = sum(len(followed) + len(alone) for followed, alone in usable)
    return _difference(value, spreads), compared


def _difference(value: float, spreads: Sequence[tuple[float, int]]) -> Difference | None:
    error = sqrt(sum(one for one, _ in spreads))
    if not error:
        return None  # All answers are alike: nothing is known of their spread.
    freedom = error**4 / sum(one**2 / count for one, count in spreads)
    half = student_quantile(freedom, 0.975) * error
    if not isfinite(half):
        return None
    low, high = value - half, value + half
    verdict = "higher" if low > 0 else "lower" if high < 0 else "no difference shown"
    return Difference(value, low, high, verdict)


def _mean(values: Sequence[float]) -> Estimate | None:
    if len(values) < MINIMUM:
        return None
    middle = fmean(values)
    half = student_quantile(len(values) - 1, 0.975) * sqrt(variance(values) / len(values))
    return Estimate(middle, middle - half, middle + half, len(values), "scale")
