"""From counts to a number with its interval, and from two groups to their difference.

Intervals come from adjusted samples: a few made-up answers, spread over the metric's range, are
added before the usual formula is used, so that a sample in which all agree still shows doubt.
"""

import math
from dataclasses import dataclass

from luister.errors import LuisterError, NotEnoughError
from luister.estimates.counts import Cell, Counts
from luister.estimates.distributions import normal_quantile, student_quantile
from luister.estimates.estimate import Difference, Estimate
from luister.events.answer import Scale
from luister.metrics.metric import Metric

_SURE, _PROBABLE = 0.95, 0.80

# Answers rounded to whole units spread at least this much around what was meant (Sheppard).
_ROUNDING_VARIANCE = 1 / 12


@dataclass(frozen=True, slots=True)
class _Sample:
    """A group's mean of points as it is, and adjusted, with the latter's standard error.

    `freedom` is the degrees of freedom; infinite where the normal quantile is used.
    """

    n: int
    effective_n: float
    mean: float
    adjusted: float
    error: float
    freedom: float


def estimate(metric: Metric, counts: Counts, scale: Scale, *, weighted: bool = False) -> Estimate:
    """The metric of a group, with its 95 % interval.

    The value is the plain (weighted) mean of points; the interval is that of the adjusted sample,
    cut off at the ends of what the metric can be. A count is exact: its interval is the value.
    `effective_n` is Kish's, (sum of weights)^2 / sum of squared weights.

    Raises NotEnoughError where there is no answer, or a single one on a scale without ends.

    Source: Rocks (2016) for NPS: 3/4 promoter, 3/4 detractor and 3/2 passive added; Agresti &
    Coull (1998) for shares: two answers added at each end. For means of ratings one answer is
    added, a quarter of it at each end of the scale and a half in the middle, and Student's t with
    as many degrees of freedom as there are answers; that is ours, chosen by simulated coverage.
    Weights: Taylor linearisation, see Saerndal, Swensson & Wretman (1992), section 5.7; the added
    answers weigh as much as an effective answer. Kish (1965) for the effective n.

    >>> from luister.estimates.counts import unweighted
    >>> from luister.metrics.nps import NPS
    >>> known = estimate(NPS, unweighted({10: 50, 8: 30, 3: 20}), Scale("nps", 0, 10))
    >>> known.value, round(known.low, 1), round(known.high, 1)
    (30.0, 14.1, 44.2)
    """
    if metric.shape == "count":
        n = _answers(counts)
        return Estimate(float(n), float(n), float(n), n, metric.unit, float(n))
    sample = _sample(metric, counts, scale, weighted=weighted, compared=False)
    reach = _quantile(_SURE, sample.freedom) * sample.error
    bottom, top = metric.bounds(scale)
    low = max(bottom, min(sample.adjusted - reach, sample.mean))
    high = min(top, max(sample.adjusted + reach, sample.mean))
    return Estimate(sample.mean, low, high, sample.n, metric.unit, sample.effective_n)


def difference(
    metric: Metric, now: Counts, before: Counts, scale: Scale, *, weighted: bool = False
) -> Difference:
    """How much the metric is higher in `now` than in `before`, two groups without common answers.

    The interval is that of the difference itself: asking whether two intervals overlap is far too
    strict. The verdict is `higher` or `lower` where the 95 % interval leaves out nought, `probably
    higher` or `probably lower` where the 80 % interval does. Counts are exact, and so is theirs.

    Raises NotEnoughError as `estimate` does.

    Source: Rocks (2016) adjusted per group for NPS; Agresti & Caffo (2000) for shares: one answer
    added at each end of each group; Welch (1947) for means.

    >>> from luister.estimates.counts import unweighted
    >>> from luister.metrics.nps import NPS
    >>> now, before = unweighted({10: 60, 3: 40}), unweighted({10: 40, 3: 60})
    >>> found = difference(NPS, now, before, Scale("nps", 0, 10))
    >>> found.value, found.verdict
    (40.0, 'higher')
    """
    if metric.shape == "count":
        exact = float(_answers(now) - _answers(before))
        return Difference(exact, exact, exact, _verdict((exact, exact), (exact, exact)))
    first = _sample(metric, now, scale, weighted=weighted, compared=True)
    second = _sample(metric, before, scale, weighted=weighted, compared=True)
    low, high = _between(first, second, _SURE)
    width = metric.bounds(scale)[1] - metric.bounds(scale)[0]
    return Difference(
        first.mean - second.mean,
        max(low, -width),
        min(high, width),
        _verdict((low, high), _between(first, second, _PROBABLE)),
    )


def _sample(
    metric: Metric, counts: Counts, scale: Scale, *, weighted: bool, compared: bool
) -> _Sample:
    """The group's mean, and its adjusted mean with standard error."""
    n = _answers(counts)
    cells = _earned(metric, counts, scale, weighted=weighted)
    weight, squares = (sum(cell[i] for cell in cells) for i in (1, 2))
    if weight <= 0:
        raise NotEnoughError("All answers weigh nothing.", hint="Look at the weights imported.")
    mean = _mean(cells, weight)
    effective_n = weight * weight / squares
    bounds = metric.bounds(scale)
    added = _added(metric.shape, bounds, compared=compared)
    if not added:
        error, freedom = _open_error(cells, mean, effective_n)
        return _Sample(n, effective_n, mean, mean, error, freedom)
    unit = squares / weight
    cells += [(points, share * unit, share * unit * unit) for points, share in added]
    weight = sum(cell[1] for cell in cells)
    adjusted = _mean(cells, weight)
    freedom = effective_n if metric.shape == "mean" else math.inf
    return _Sample(n, effective_n, mean, adjusted, _error(cells, adjusted, weight), freedom)


def _answers(counts: Counts) -> int:
    n = sum(cell.n for cell in counts.values())
    if n == 0:
        raise NotEnoughError("Nobody answered here.", hint="Take a longer period or more groups.")
    return n


def _earned(
    metric: Metric, counts: Counts, scale: Scale, *, weighted: bool
) -> list[tuple[float, float, float]]:
    """Per value given: points earned, the sum of weights and of squared weights."""
    found = []
    # In the order of the values, so that the same answers always give the same last digit.
    for value in sorted(counts):
        _check(value, scale)
        weight, squares = _weights(counts[value], weighted=weighted)
        found.append((metric.points(value, scale), weight, squares))
    return found


def _weights(cell: Cell, *, weighted: bool) -> tuple[float, float]:
    return (cell.weight, cell.weight_squared) if weighted else (float(cell.n), float(cell.n))


def _check(value: float, scale: Scale) -> None:
    too_low = scale.low is not None and value < scale.low
    too_high = scale.high is not None and value > scale.high
    if too_low or too_high:
        raise LuisterError(
            f"An answer of {value:g} lies outside the scale {scale.code}.",
            hint="Correct the scale of the question, or mark the value as missing; import anew.",
        )


def _mean(cells: list[tuple[float, float, float]], weight: float) -> float:
    return sum(points * each for points, each, _ in cells) / weight


def _error(cells: list[tuple[float, float, float]], mean: float, weight: float) -> float:
    """The linearised standard error of a weighted mean; the usual one where all weigh the same."""
    squares = sum(squared * (points - mean) ** 2 for points, _, squared in cells)
    return math.sqrt(squares) / weight


def _open_error(
    cells: list[tuple[float, float, float]], mean: float, effective_n: float
) -> tuple[float, float]:
    """The standard error on a scale without ends, and its degrees of freedom."""
    freedom = effective_n - 1
    if freedom <= 1e-9:
        raise NotEnoughError(
            "One answer on a scale without ends does not show how far answers lie apart.",
            hint="Take a longer period or more groups.",
        )
    error = _error(cells, mean, sum(cell[1] for cell in cells))
    error *= math.sqrt(effective_n / freedom)
    return error or math.sqrt(_ROUNDING_VARIANCE / effective_n), freedom


def _added(
    shape: str, bounds: tuple[float, float], *, compared: bool
) -> tuple[tuple[float, float], ...]:
    """The made-up answers: points earned and how many; none on a scale without ends."""
    low, high = bounds
    if math.isinf(high - low):
        return ()
    if shape == "share":
        each = 1.0 if compared else 2.0
        return (low, each), (high, each)
    total = 3.0 if shape == "balance" else 1.0
    return (low, total / 4), ((low + high) / 2, total / 2), (high, total / 4)


def _quantile(level: float, freedom: float) -> float:
    """How many standard errors the interval of this level reaches to either side."""
    upper = (1 + level) / 2
    return normal_quantile(upper) if math.isinf(freedom) else student_quantile(freedom, upper)


def _between(first: _Sample, second: _Sample, level: float) -> tuple[float, float]:
    """The interval of the difference; it always holds the difference of the plain means."""
    error = math.hypot(first.error, second.error)
    reach = _quantile(level, _freedom(first, second)) * error
    middle = first.adjusted - second.adjusted
    plain = first.mean - second.mean
    return min(middle - reach, plain), max(middle + reach, plain)


def _freedom(first: _Sample, second: _Sample) -> float:
    """Welch's degrees of freedom."""
    if math.isinf(first.freedom) or math.isinf(second.freedom):
        return math.inf
    one, two = first.error**2, second.error**2
    return (one + two) ** 2 / (one**2 / first.freedom + two**2 / second.freedom)


def _verdict(sure: tuple[float, float], probable: tuple[float, float]) -> str:
    """What the intervals say in words."""
    for (low, high), certainty in ((sure, ""), (probable, "probably ")):
        if low > 0:
            return f"{certainty}higher"
        if high < 0:
            return f"{certainty}lower"
    return "no difference shown"
