"""Whether a driver matters where it is poor, where it is good, or both."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from luister.drivers.moments import Floats
from luister.estimates.estimate import Estimate
from luister.estimates.outcome_model import OutcomeModel

_LEVEL = 0.05
_QUANTILE = 1.959964


@dataclass(frozen=True, slots=True)
class Asymmetry:
    """Slopes below and above neutral, None where there is one slope only; and what they make a driver."""

    kind: str
    below: Estimate | None
    above: Estimate | None


def asymmetry(model: OutcomeModel, driver: str) -> Asymmetry:
    """Basic (matters where it is poor), excitement (where it is good), performance (both) or none (no effect shown).

    All drivers were fitted together: one at a time every driver seems to be one of the kinds. `none` where the two
    slopes together cannot be told from nought; else a kind by whether they differ; both at a level of 5 %, with
    the covariance of the resamples. Of a graded outcome the slopes are log odds, so that an outcome that is at its end
    for many does not make its drivers look basic.

    Source: Kano (1984) for the kinds; Mikulic & Prebezac (2011) on the ways to tell them.
    """
    slopes = _slopes(model, driver)
    value, covariance = slopes[0], np.cov(slopes[1:].T)
    error = np.sqrt(np.diag(covariance))
    if np.array_equal(slopes[:, 0], slopes[:, 1]):
        is_shown = 2 * ndtr(-abs(value[0]) / error[0]) < _LEVEL
        return Asymmetry("performance" if is_shown else "none", None, None)
    below, above = (_estimate(model, value[side], error[side]) for side in (0, 1))
    return Asymmetry(_kind(value, covariance), below, above)


def _kind(slopes: Floats, covariance: Floats) -> str:
    # The chance of a larger value with two degrees of freedom.
    chance = np.exp(-slopes @ np.linalg.solve(covariance, slopes) / 2)
    if chance >= _LEVEL:
        return "none"
    apart = np.array([1.0, -1.0])
    chance = 2 * ndtr(-abs(apart @ slopes) / np.sqrt(apart @ covariance @ apart))
    if chance >= _LEVEL:
        return "performance"
    poor, good = (slopes[0], slopes[1]) if slopes.sum() >= 0 else (-slopes[1], -slopes[0])
    return "basic" if poor > good else "excitement"


def _slopes(model: OutcomeModel, driver: str) -> Floats:
    """Both slopes by draw, summed over the questions of the driver: (draws, 2)."""
    places = [place for place, term in enumerate(model.terms) if term.driver == driver]
    return np.array(
        [sum(model.draws[:, 3 * place + side] for place in places) for side in (0, 1)]
    ).T


def _estimate(model: OutcomeModel, value: float, error: float) -> Estimate:
    doubt = float(_QUANTILE * error)
    unit = "log odds" if model.thresholds else "scale"
    return Estimate(float(value), float(value) - doubt, float(value) + doubt, model.n, unit)
