"""Everything a path model says, of one correlation matrix or of a thousand at once."""

from dataclasses import dataclass, fields, replace

import numpy as np

from luister.drivers.components.consistency import (
    corrected_correlations,
    corrected_loadings,
    reliabilities,
)
from luister.drivers.components.effects import explained, total_effects
from luister.drivers.components.path_model import Floats, Layout, Truths
from luister.drivers.components.regressions import path_slopes
from luister.drivers.components.validity import heterotrait_ratio
from luister.drivers.components.weighing import construct_correlations, cross_loadings, weighing

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Solution:
    """Stacks of results: the first axis is the replicate.

    `weights` and `loadings` are [replicate, item]; `reliability` (rho_A) and `r2` are [replicate,
    construct]; `constructs` (correlations), `paths`, `totals` [replicate, cause, effect] and `htmt`
    are [replicate, construct, construct]. `has_converged` and `is_proper` tell which replicates hold: in
    PLSc a reliability at or below nought, a correlation, loading or R2 above 1 make one improper; plain
    PLS uses no reliability, and sums of items always correlate as sums can.
    """

    weights: Floats
    loadings: Floats
    reliability: Floats
    constructs: Floats
    paths: Floats
    totals: Floats
    r2: Floats
    htmt: Floats
    has_converged: Truths
    is_proper: Truths
    rounds: int

    @property
    def holds(self) -> Truths:
        """True for replicates that may be counted."""
        return self.has_converged & self.is_proper

    def where(self, chosen: Truths) -> "Solution":
        """The replicates that are chosen."""
        stacks = {
            one.name: getattr(self, one.name)[chosen]
            for one in fields(self)
            if one.name != "rounds"
        }
        return replace(self, **stacks)


def solution(
    correlations: Floats, layout: Layout, *, scheme: str, is_consistent: bool
) -> Solution:
    """The model solved for each correlation matrix [replicate, item, item].

    `is_consistent` asks for PLSc: correlations of constructs are freed of the error of their items.
    """
    found = weighing(correlations, layout, scheme)
    constructs = construct_correlations(correlations, found.weights)
    weights = found.weights.sum(axis=2)
    loadings = _own(cross_loadings(correlations, found.weights), layout)
    reliability = reliabilities(correlations, found.weights, layout)
    if is_consistent:
        constructs = corrected_correlations(constructs, reliability)
        loadings = corrected_loadings(loadings, weights, reliability, layout)
    paths = path_slopes(constructs, layout)
    r2 = explained(constructs, paths)
    return Solution(
        weights=weights,
        loadings=loadings,
        reliability=reliability,
        constructs=constructs,
        paths=paths,
        totals=total_effects(paths),
        r2=r2,
        htmt=heterotrait_ratio(correlations, layout),
        has_converged=found.has_converged,
        is_proper=(
            _is_proper(constructs, loadings, reliability, r2)
            if is_consistent
            else np.asarray(np.isfinite(paths).all(axis=(1, 2)))
        ),
        rounds=found.rounds,
    )


def turned(found: Solution, like: Solution, correlations: Floats, layout: Layout) -> Solution:
    """Each construct of each replicate turned so that it runs along with the same of `like`.

    `like` is the one solution of `correlations` [1, item, item]. A construct has no direction of its
    own; without this a replicate that points the other way would be counted as a move.
    """
    owner = layout.members.argmax(axis=1)
    along = ((found.weights @ correlations[0]) * like.weights[0]) @ layout.members
    sign = np.where(along < 0, -1.0, 1.0)
    pairs = sign[:, :, None] * sign[:, None, :]
    return replace(
        found,
        weights=found.weights * sign[:, owner],
        loadings=found.loadings * sign[:, owner],
        constructs=found.constructs * pairs,
        paths=found.paths * pairs,
        totals=found.totals * pairs,
    )


def _own(loadings: Floats, layout: Layout) -> Floats:
    found: Floats = (loadings * layout.members).sum(axis=2)
    return found


def _is_proper(constructs: Floats, loadings: Floats, reliability: Floats, r2: Floats) -> Truths:
    """NaN compares as false, so what could not be computed is improper too."""
    edge = 1 + _ROUNDING
    inside = (np.abs(constructs) <= edge).all(axis=(1, 2)) & (np.abs(loadings) <= edge).all(axis=1)
    sound = (reliability > 0).all(axis=1) & (reliability <= edge).all(axis=1)
    found: Truths = inside & sound & (r2 <= edge).all(axis=1) & _has_spread(constructs)
    return found


def _has_spread(constructs: Floats) -> Truths:
    """True where correlations could be those of real constructs: no combination of negative variance."""
    found = np.zeros(len(constructs), dtype=bool)
    known = ~np.isnan(constructs).any(axis=(1, 2))
    found[known] = np.linalg.eigvalsh(constructs[known])[:, 0] > -_ROUNDING
    return found
