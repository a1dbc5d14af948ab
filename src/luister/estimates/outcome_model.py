"""How an outcome goes with its drivers, as a fitted model with its doubt: what it says when drivers are raised.

Nothing of a person is in it: coefficients, and as many resampled ones as tell how sure they are. A door asks
it what a change would do, for rows that it may see; that costs milliseconds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from luister.estimates.estimate import Estimate

Floats = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]

_QUANTILE = 1.959964


@dataclass(frozen=True, slots=True)
class DriverTerm:
    """One rated question in the model: `driver` is the driver it belongs to, `question` itself.

    Its two slopes meet at `neutral`; `low` and `high` are the ends of its scale, or None; `fill` stands in where
    a form did not answer. `may_not_apply` where many had nothing to rate, so that the model tells them apart.
    """

    driver: str
    question: str
    neutral: float
    fill: float
    low: float | None = None
    high: float | None = None
    may_not_apply: bool = False


@dataclass(frozen=True, slots=True)
class OutcomeModel:
    """A proportional-odds model of an outcome, or a linear one where `thresholds` are none.

    `scores` are the points that each level of the outcome earns, one more than there are thresholds. A row of `draws`
    is a set of coefficients: for each term the slope below neutral, above neutral, and of "it applies"; then one for
    each of `controls` (dimension, value); then the thresholds. Row 0 is the estimate, the others are resampled.

    Source: McCullagh (1980) for the model; Robins (1986) for asking it about everybody (g-computation).
    """

    unit: str
    n: int
    scores: tuple[float, ...]
    terms: tuple[DriverTerm, ...]
    controls: tuple[tuple[str, str], ...]
    draws: Floats

    @property
    def thresholds(self) -> int:
        """How many thresholds there are: none in a linear model."""
        return max(0, len(self.scores) - 1)


@dataclass(frozen=True, slots=True)
class ModelRows:
    """For whom a change is asked.

    `values` is (rows, terms), NaN where not answered; `applies` (rows, terms) is False where a question had nothing to
    rate; `controls` (rows, controls) is 1 where a row has that value. `weights` says how often a row counts, once each
    where it is None.
    """

    values: Floats
    applies: Truths
    controls: Floats
    weights: Floats | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What raising drivers does: `gain` to all rows together, `effect` to those that have `room` (a share of rows)."""

    gain: Estimate
    effect: Estimate
    room: float


@dataclass(frozen=True, slots=True)
class Moved:
    """Sums over the rows that a change moves, by draw; how many those are, and how many rows there are, weighed."""

    sums: Floats
    moved: float
    rows: float


def moved(model: OutcomeModel, rows: ModelRows, steps: Mapping[str, float]) -> Moved:
    """What the outcome of each row would move, by draw, if these drivers went up, each as far as its scale goes."""
    before, after = _filled(model, rows.values), _raised(model, rows, steps)
    chosen = np.flatnonzero(np.any(rows.applies & (after != before), axis=1))
    weights = np.ones(len(before)) if rows.weights is None else rows.weights
    sums = np.zeros(len(model.draws))
    for place in np.array_split(chosen, len(chosen) // 2000 + 1):
        some = ModelRows(before[place], rows.applies[place], rows.controls[place])
        raised = ModelRows(after[place], some.applies, some.controls)
        sums += weights[place] @ (_expected(model, raised) - _expected(model, some))
    return Moved(sums, float(weights[chosen].sum()), float(weights.sum()))


def points_up(model: OutcomeModel, rows: ModelRows, driver: str, step: float) -> float:
    """By how many points a driver goes up that is raised by a step, on the mean of all rows.

    A row near the end of the scale goes up by less, and one to which it does not apply by nothing.
    """
    places = [place for place, term in enumerate(model.terms) if term.driver == driver]
    before, after = _filled(model, rows.values), _raised(model, rows, {driver: step})
    rise = np.where(rows.applies, after - before, 0.0)[:, places].mean(axis=1)
    return float(np.average(rise, weights=rows.weights)) if len(rise) else 0.0


def change(model: OutcomeModel, found: Moved) -> Change:
    """What a change does, in numbers that are shown.

    It holds if what goes together is cause and effect; the intervals know of chance only.
    """
    return Change(
        gain=_estimate(model, found.sums / (found.rows or 1)),
        effect=_estimate(model, found.sums / (found.moved or 1)),
        room=found.moved / (found.rows or 1),
    )


def features(terms: Sequence[DriverTerm], rows: ModelRows) -> Floats:
    """What the coefficients go by: (rows, 3 x terms + controls)."""
    neutral = np.array([term.neutral for term in terms])
    fill = np.array([term.fill for term in terms])
    from_neutral = np.where(np.isnan(rows.values), fill, rows.values) - neutral
    from_neutral = np.where(rows.applies, from_neutral, 0.0)
    each = (np.minimum(from_neutral, 0), np.maximum(from_neutral, 0), rows.applies.astype(float))
    return np.column_stack((np.stack(each, axis=2).reshape(len(from_neutral), -1), rows.controls))


def _filled(model: OutcomeModel, values: Floats) -> Floats:
    return np.where(np.isnan(values), [term.fill for term in model.terms], values)


def _raised(model: OutcomeModel, rows: ModelRows, steps: Mapping[str, float]) -> Floats:
    after = _filled(model, rows.values)
    for place, term in enumerate(model.terms):
        step = steps.get(term.driver, 0.0)
        if step:
            low = -np.inf if term.low is None else min(term.low, float(after[:, place].min()))
            high = np.inf if term.high is None else max(term.high, float(after[:, place].max()))
            after[:, place] = np.clip(after[:, place] + step, low, high)
    return after


def _expected(model: OutcomeModel, rows: ModelRows) -> Floats:
    """The score expected of each row by each draw: (rows, draws); of a linear model up to a constant."""
    slopes = model.draws[:, : model.draws.shape[1] - model.thresholds]
    told = features(model.terms, rows) @ slopes.T
    if not model.thresholds:
        return told
    thresholds = model.draws[:, -model.thresholds :]
    found = np.full(told.shape, float(model.scores[-1]))
    for place, worth in enumerate(np.diff(model.scores)):
        if worth:
            found -= worth * _logistic(thresholds[:, place] - told)
    return found


def _logistic(value: Floats) -> Floats:
    return (1 + np.tanh(value / 2)) / 2


def _estimate(model: OutcomeModel, draws: Floats) -> Estimate:
    """The first draw, and an interval as wide as the others differ."""
    value, doubt = float(draws[0]), _QUANTILE * float(draws[1:].std(ddof=1))
    return Estimate(value, value - doubt, value + doubt, model.n, model.unit)
