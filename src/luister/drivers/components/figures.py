"""Numbers with their doubt, of a value and the same in samples drawn anew."""

import math
from dataclasses import dataclass

import numpy as np

from luister.drivers.components.path_model import Floats
from luister.estimates.component_report import ComponentFigure

_TAILS = (0.025, 0.975)


@dataclass(frozen=True, slots=True)
class Figures:
    """Values of any shape, with the standard errors and intervals of the same shape."""

    values: Floats
    errors: Floats
    lows: Floats
    highs: Floats

    def at(self, *place: int) -> ComponentFigure:
        """One of them."""
        return ComponentFigure(
            value=float(self.values[place]),
            error=_known(self.errors[place]),
            low=_known(self.lows[place]),
            high=_known(self.highs[place]),
        )


def figures(value: Floats, drawn: Floats, *, is_sure: bool) -> Figures:
    """The figures of `value` by the samples `drawn` [sample, ...]; without errors where not `is_sure`.

    Intervals run from the 2.5th to the 97.5th percentile of the samples.

    >>> figures(np.array([1.0]), np.array([[0.0], [1.0], [2.0]]), is_sure=True).at(0)
    ComponentFigure(value=1.0, error=1.0, low=0.05, high=1.95)
    """
    if not is_sure:
        unknown = np.full_like(value, np.nan)
        return Figures(value, unknown, unknown, unknown)
    lows, highs = np.quantile(drawn, _TAILS, axis=0)
    return Figures(value, drawn.std(axis=0, ddof=1), lows, highs)


def _known(number: float) -> float | None:
    return None if math.isnan(number) else float(number)
