"""Alpha, omega and the average variance extracted of some questions, with intervals."""

from collections.abc import Sequence

import numpy as np

from luister.drivers.factors.maximum_likelihood import Floats
from luister.drivers.factors.reading import scale_reading
from luister.drivers.factors.reliability import alpha, one_factor
from luister.estimates.estimate import Estimate
from luister.estimates.factor_report import ScaleLine

_TAILS = (0.025, 0.975)
_MUST_HOLD = 0.5
UNIT = "share"


def scale_line(
    questions: Sequence[str], covariance: Floats, drawn: Floats, *, n: int
) -> ScaleLine:
    """The questions as one scale: `covariance` of all rows, `drawn` [sample, item, item] of samples.

    Intervals run from the 2.5th to the 97.5th percentile of the samples. Omega and
    the variance extracted are None where they were not found for all rows, or for less than half of the samples.
    """
    one, stack = covariance[None], drawn
    found_alpha = _estimate(alpha(one)[0], alpha(stack), n)
    found_omega, found_extracted = (
        _estimate_found(value[0], samples, n)
        for value, samples in zip(one_factor(one), one_factor(stack), strict=True)
    )
    return ScaleLine(
        questions=tuple(questions),
        alpha=found_alpha,
        omega=found_omega,
        extracted=found_extracted,
        reading=scale_reading(found_omega or found_alpha),
    )


def _estimate_found(value: float, drawn: Floats, n: int) -> Estimate | None:
    held = drawn[~np.isnan(drawn)]
    is_found = not np.isnan(value) and len(held) >= _MUST_HOLD * len(drawn)
    return _estimate(value, held, n) if is_found else None


def _estimate(value: float, drawn: Floats, n: int) -> Estimate:
    low, high = np.quantile(drawn[~np.isnan(drawn)], _TAILS)
    return Estimate(float(value), float(low), float(high), n, UNIT)
