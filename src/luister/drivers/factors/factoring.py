"""Factors that were sought: turned, tested, and which question belongs to which."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from luister.drivers.factors.maximum_likelihood import LEAST_UNIQUE, Floats, extracted, freedom
from luister.drivers.factors.reading import question_reading
from luister.drivers.factors.reliability import alpha_without, item_rest
from luister.drivers.factors.rotation import rotated
from luister.estimates.factor_report import QuestionLine

BELONGS = 0.4
"""A question belongs to the factor on which it loads most, from this loading on."""


@dataclass(frozen=True, slots=True)
class Factoring:
    """Turned loadings [item, factor] and correlations of factors; empty where they may not be told.

    `heywood` are the places of items without variance of their own. `statistic` is chi-square with
    Bartlett's correction; None, as `p`, where nothing is left to test with.
    """

    factors: int
    loadings: Floats
    correlations: Floats
    unique: Floats
    heywood: tuple[int, ...]
    has_converged: bool
    statistic: float | None
    freedom: int
    p: float | None

    @property
    def is_proper(self) -> bool:
        """True where the factors may be told."""
        return self.has_converged and not self.heywood


def factoring(correlations: Floats, factors: int, *, rotation: str, n: int) -> Factoring:
    """So many factors of one correlation matrix [item, item] of `n` rows; of none, nothing.

    Source: Bartlett (1950) for the test; as R's factanal reports it.
    """
    items = len(correlations)
    left = freedom(items, factors)
    nothing = np.empty((items, 0))
    if factors == 0:
        return Factoring(0, nothing, np.eye(0), np.ones(items), (), True, None, left, None)
    found = extracted(correlations[None], factors)
    heywood = np.flatnonzero(found.unique[0] <= LEAST_UNIQUE * (1 + 1e-6))
    has_converged = bool(found.has_converged[0])
    holds = has_converged and not len(heywood)
    turned = rotated(found.loadings[0], rotation)
    scale = n - 1 - (2 * items + 5) / 6 - 2 * factors / 3
    is_tested = holds and left > 0
    statistic = float(scale * found.discrepancy[0]) if is_tested else None
    return Factoring(
        factors=factors,
        loadings=turned.loadings if holds else nothing,
        correlations=turned.correlations if holds else np.eye(0),
        unique=found.unique[0],
        heywood=tuple(heywood.tolist()),
        has_converged=has_converged,
        statistic=statistic,
        freedom=left,
        p=float(chdtrc(left, statistic)) if statistic is not None else None,
    )


def most_factors(items: int) -> int:
    """As many factors as so many items can hold: those that leave nothing to test with included.

    >>> most_factors(9), most_factors(3), most_factors(2)
    (5, 1, 0)
    """
    return max(factors for factors in range(items) if freedom(items, factors) >= 0)


def question_lines(
    questions: Sequence[str], covariance: Floats, found: Factoring
) -> tuple[QuestionLine, ...]:
    """Each question among the others."""
    rest, without = item_rest(covariance), alpha_without(covariance)
    return tuple(
        QuestionLine(
            question=name,
            rest=float(rest[place]),
            alpha_without=None if np.isnan(without[place]) else float(without[place]),
            loadings=tuple(found.loadings[place].tolist()),
            factor=_factor(found.loadings[place]),
            unique=float(found.unique[place]),
            reading=question_reading(float(rest[place]), found.loadings[place]),
        )
        for place, name in enumerate(questions)
    )


def _factor(loadings: Floats) -> int | None:
    if not len(loadings) or np.abs(loadings).max() < BELONGS:
        return None
    return int(np.abs(loadings).argmax())
