"""The chi-square of weighted squares, scaled and shifted to the mean and spread that it should have.

Source: Asparouhov and Muthen (2010), Simple second order chi-square correction; Satorra and Bentler (1994).
"""

from collections.abc import Sequence
from math import sqrt

import numpy as np

from luister.drivers.structure.fit_measures import Tested
from luister.drivers.structure.matrices import Numbers
from luister.drivers.structure.ordered_group import OrderedGroup, said, shares


def baseline(groups: Sequence[OrderedGroup]) -> tuple[float, int]:
    """Thresholds as they are, and no correlation."""
    chi2, ties = 0.0, 0
    for one in groups:
        cuts = len(one.thresholds.items)
        chi2 += (one.said.n - 1) * float(one.weights[cuts:] @ said(one)[cuts:] ** 2)
        ties += len(one.weights) - cuts
    return chi2, ties


def traces(
    groups: Sequence[OrderedGroup], slopes_of: Sequence[Numbers], inverse: Numbers
) -> tuple[float, float]:
    """The sum, and the sum of squares, of the weights of the independent chi-squares that make up the test."""
    parts, weights = [], shares(groups)
    for one, along, share in zip(groups, slopes_of, weights, strict=True):
        weighed = along * one.weights[:, None] * sqrt(share)
        parts.append((one, weighed))
    first = second = 0.0
    for at, (one, weighed) in enumerate(parts):
        for to, (other, met) in enumerate(parts):
            kept = -weighed @ inverse @ met.T
            if at == to:
                kept = kept + np.diag(one.weights)
                first += float(np.sum(kept * one.said.uncertainty))
            left = kept @ other.said.uncertainty
            back = kept.T @ one.said.uncertainty
            second += float(np.sum(left * back.T))
    return first, second


def baseline_traces(groups: Sequence[OrderedGroup]) -> tuple[float, float]:
    """The same of the baseline, which has no number but thresholds."""
    first = second = 0.0
    for one in groups:
        cuts = len(one.thresholds.items)
        kept = one.weights[cuts:, None] * one.said.uncertainty[cuts:, cuts:]
        first += float(np.trace(kept))
        second += float(np.sum(kept * kept.T))
    return first, second


def shifted(test: Tested, traces: tuple[float, float]) -> Tested:
    """The chi-square scaled and shifted to the mean and spread of one with its degrees of freedom."""
    if test.df == 0:
        return test
    first, second = traces
    scale = sqrt(test.df / second)
    return Tested(
        scale * test.chi2 + test.df - sqrt(test.df * first**2 / second), test.df, 1 / scale
    )
