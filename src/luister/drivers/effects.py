"""What raising a driver would do, if what goes together is cause and effect: the model behind the sliders."""

import numpy as np
import numpy.typing as npt

from luister.drivers.design import Design
from luister.drivers.moments import Floats, resampled
from luister.drivers.ordinal import fitted, refitted
from luister.drivers.slopes import Sloped
from luister.errors import LuisterError
from luister.estimates.outcome_model import ModelRows, OutcomeModel

MOST_ROWS = 10_000
"""So many forms the model is fitted on at most: the interval is then narrow enough for any decision."""

DRAWS = 200
_MOST_ROWS_ASKED = 3000
_MOST_LEVELS = 12  # An outcome with more values is no graded answer: its model is linear.
_LEAST_AT_A_LEVEL = 10


def outcome_model(
    told: Design, columns: Sloped, *, unit: str, rng: np.random.Generator
) -> OutcomeModel:
    """The model of the outcome, of which the first draw is the estimate and 200 are resampled.

    Raises:
        LuisterError: `points` are asked of an outcome that does not go from 0 to 10, or `percent` of one that is not
            yes or no.
    """
    outcome = told.columns[columns.rows, -1]
    own = np.ones(len(outcome)) if told.weights is None else told.weights[columns.rows]
    _check_unit(outcome, unit)
    weights = resampled(len(outcome), DRAWS, rng) * own
    if len(np.unique(outcome)) > _MOST_LEVELS:
        scores: tuple[float, ...] = ()
        found = _linear(columns.fitted, outcome, np.vstack((own, weights)))
    else:
        levels, scores = _levels(outcome, unit, own)
        begun = fitted(columns.fitted, levels, weights=own)
        again = refitted(columns.fitted, levels, weights=weights, begun=begun)
        found = np.vstack((begun, again))
    slopes = columns.fitted.shape[1]
    return OutcomeModel(
        unit=unit,
        n=len(told.columns),
        scores=scores,
        terms=columns.terms,
        controls=told.controls,
        draws=np.column_stack((found[:, :slopes] @ columns.unfold.T, found[:, slopes:])),
    )


def rows_asked(
    told: Design, *, rng: np.random.Generator, among: npt.NDArray[np.bool_] | None = None
) -> ModelRows:
    """The forms for which changes are asked: all or those `among` them, or 3,000 that chance picks."""
    rows = np.arange(len(told.rated)) if among is None else np.flatnonzero(among)
    if len(rows) > _MOST_ROWS_ASKED:
        rows = np.sort(rng.choice(rows, _MOST_ROWS_ASKED, replace=False))
    controls = told.columns[rows, : len(told.controls)]
    weights = None if told.weights is None else told.weights[rows]
    return ModelRows(told.rated[rows], told.applies[rows], controls, weights)


def _check_unit(outcome: Floats, unit: str) -> None:
    whole = np.all(outcome == np.rint(outcome))
    if unit == "points" and not (whole and outcome.min() >= 0 and outcome.max() <= 10):
        raise LuisterError(
            "NPS points need an outcome in whole numbers from 0 to 10.",
            hint="Ask for the scale of the outcome instead.",
        )
    if unit == "percent" and not np.isin(outcome, (0, 1)).all():
        raise LuisterError(
            "A change in a share needs an outcome that is yes or no.",
            hint="Ask for the scale of the outcome instead.",
        )


def _levels(
    outcome: Floats, unit: str, own: Floats
) -> tuple[npt.NDArray[np.int64], tuple[float, ...]]:
    """The outcome as 0, 1, 2 ..., and what each earns; a level that few gave joins the next one."""
    values, place, counts = np.unique(outcome, return_inverse=True, return_counts=True)
    earned = 100.0 * (values >= 9) - 100.0 * (values <= 6) if unit == "points" else values
    earned = 100.0 * values if unit == "percent" else earned
    owner, held = np.zeros(len(values), np.int64), 0
    for at, count in enumerate(counts.tolist()):
        owner[at] = owner[at - 1] + (held >= _LEAST_AT_A_LEVEL) if at else 0
        held = count + (held if at and owner[at] == owner[at - 1] else 0)
    if held < _LEAST_AT_A_LEVEL and owner[-1] > 1:
        owner[owner == owner[-1]] -= 1
    weighed = np.bincount(place.ravel(), own)
    sums = np.bincount(owner, weighed * earned) / np.bincount(owner, weighed)
    return owner[place.ravel()], tuple(sums.tolist())


def _linear(columns: Floats, outcome: Floats, weights: Floats) -> Floats:
    """Slopes of least squares by each row of weights."""
    known = np.column_stack((columns, np.ones(len(outcome))))
    found = [
        np.linalg.lstsq(known.T @ (known * w[:, None]), known.T @ (outcome * w), rcond=None)[0]
        for w in weights
    ]
    return np.array(found)[:, :-1]
