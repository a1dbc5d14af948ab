"""Alpha and omega of some questions, with intervals."""

from collections.abc import Sequence

import numpy as np

from luister.drivers.factors.maximum_likelihood import Floats
from luister.drivers.factors.reading import scale_reading
from luister.drivers.factors.reliability import alpha, omega
from luister.estimates.estimate import Estimate
from luister.estimates.factor_report import ScaleLine

_TAILS = (0.025, 0.975)
_MUST_HOLD = 0.5
UNIT = "share"


def scale_line(
    questions: Sequence[str], covariance: Floats, drawn: Floats, *, n: int
) -> ScaleLine:
    """The questions as one scale: `covariance` of all rows, `drawn` [sample, item, item] of samples.

    Intervals run from the 2.5th to the 97.5th percentile of the samples. Omega is None where it was not
    found for all rows, or for less than half of the samples.
    """
    one, stack = covariance[None], drawn
    found_alpha = _estimate(alpha(one)[0], alpha(stack), n)
    value, samples = omega(one)[0], omega(stack)
    held = samples[~np.isnan(samples)]
    is_found = not np.isnan(value) and len(held) >= _MUST_HOLD * len(samples)
    found_omega = _estimate(value, held, n) if is_found else None
    return ScaleLine(
        questions=tuple(questions),
        alpha=found_alpha,
        omega=found_omega,
        reading=scale_reading(found_omega or found_alpha),
    )


def _estimate(value: float, drawn: Floats, n: int) -> Estimate:
    low, high = np.quantile(drawn[~np.isnan(drawn)], _TAILS)
    return Estimate(float(value), float(low), float(high), n, UNIT)
