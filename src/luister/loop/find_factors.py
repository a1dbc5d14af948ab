"""Find factors: whether questions of a file or a survey measure one thing, and how many they measure."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from luister.drivers.factors.checking import checked
from luister.estimates.factor_report import FactorReport
from luister.estimates.factor_request import FactorRequest
from luister.sources.rating_columns import rating_columns


def factors_of_file(path: Path, request: FactorRequest) -> FactorReport:
    """What the questions have in common by the ratings in a file; nothing is kept.

    Raises:
        LuisterError: a file or answers that cannot be looked at so, with what to change.
    """
    return factors_of(rating_columns(path, request.questions).values, request)


def factors_of(values: NDArray[np.float64], request: FactorRequest) -> FactorReport:
    """The same of answers [form, question], NaN where there is none; only complete forms count."""
    is_complete = ~np.isnan(values).any(axis=1)
    left_out = len(values) - int(is_complete.sum())
    return checked(request, values[is_complete], left_out=left_out)
