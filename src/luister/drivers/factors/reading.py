"""How figures of scales and questions are to be read, by name; the words are a door's."""

import numpy as np

from luister.drivers.factors.maximum_likelihood import Floats
from luister.estimates.estimate import Estimate

_ENOUGH = 0.7
_REPEATS = 0.95
_BELONGS = 0.4
_ALIKE = 0.2
_ALSO = 0.3
_AGAINST = -0.2


def scale_reading(best: Estimate) -> str:
    """How reliable a scale is, by alpha or omega with its interval.

    0.7 is the usual bar for comparing groups (Nunnally 1978); above 0.95 questions repeat one another.

    >>> scale_reading(Estimate(0.82, 0.78, 0.85, 400, "share"))
    'reliable'
    >>> scale_reading(Estimate(0.69, 0.6, 0.76, 80, "share"))
    'unsure'
    """
    if best.low > _REPEATS:
        return "repeats"
    if best.low >= _ENOUGH:
        return "reliable"
    return "too_low" if best.high < _ENOUGH else "unsure"


def question_reading(rest: float, loadings: Floats) -> str:
    """Whether a question fits: by its correlation with the rest, and its loadings where there are any.

    Bars of 0.4 for belonging and 0.2 for two that are alike after Howard (2016).

    >>> question_reading(0.6, np.array([0.7, 0.1])), question_reading(0.4, np.array([0.5, 0.45]))
    ('fits', 'split')
    """
    if rest < _AGAINST:
        return "against"
    if not len(loadings):
        return "weak" if rest < _ALSO else "fits"
    size = np.sort(np.abs(loadings))[::-1]
    if size[0] < _BELONGS:
        return "weak"
    is_split = len(size) > 1 and size[1] >= _ALSO and size[0] - size[1] < _ALIKE
    return "split" if is_split else "fits"


def structure_reading(factors: int) -> str:
    """Whether the questions measure nothing together (none), one thing (one) or several."""
    return {0: "none", 1: "one"}.get(factors, "several")
