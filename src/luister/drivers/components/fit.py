"""A path model fitted to answers: estimates with intervals, or a plain word why there are none."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from luister.drivers.components.path_model import Floats, Layout, PathModel, layout
from luister.drivers.components.resampling import correlations_of, resampled_correlations
from luister.drivers.components.solution import Solution, solution, turned
from luister.drivers.components.weighing import SCHEMES
from luister.errors import NotEnoughError, UnknownNameError

_FEWEST_ROWS = 30
_ROWS_AN_ARROW = 10
_FEWEST_HELD = 0.5


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted path model.

    `found` is a stack of one; `drawn` holds the replicates that may be counted, turned as `found` is.
    `failed` is how many replicates did not come to rest or were improper. `is_consistent` is true for
    PLSc; without it paths are attenuated: nearer to nought than those of the constructs without error.
    """

    layout: Layout
    scheme: str
    is_consistent: bool
    n: int
    correlations: Floats
    found: Solution
    drawn: Solution
    failed: int

    @property
    def is_attenuated(self) -> bool:
        """True where error in the items pulls paths to nought."""
        return not self.is_consistent and bool(self.layout.is_corrected.any())

    @property
    def has_converged(self) -> bool:
        """True where the weights came to rest."""
        return bool(self.found.has_converged[0])

    @property
    def is_proper(self) -> bool:
        """True where every reliability, loading, correlation and R2 is one that can be."""
        return self.has_converged and bool(self.found.is_proper[0])

    @property
    def has_intervals(self) -> bool:
        """True where enough replicates held; too few mean that the model hardly stands."""
        held = len(self.drawn.weights)
        return held > 1 and held >= _FEWEST_HELD * (held + self.failed)


@dataclass(frozen=True, slots=True)
class Settings:
    """How to fit: the scheme, PLSc or plain PLS, how many samples are drawn anew, and the seed."""

    scheme: str = "path"
    is_consistent: bool = True
    replicates: int = 1000
    seed: int = 1


def fitted(model: PathModel, rows: Floats, settings: Settings | None = None) -> Fit:
    """The model fitted to `rows`: complete answers, [row, item] in the order of `model.items`.

    Raises:
        NotEnoughError: fewer than 30 rows, or fewer than ten for each arrow into the construct that
            has most (Barclay, Higgins & Thompson 1995); or an item that everybody answers alike.
        UnknownNameError: the model does not hold together, or no such scheme.
    """
    chosen, placed = settings or Settings(), layout(model)
    _check(placed, rows, chosen)
    observed = correlations_of(rows)
    solve = partial(
        solution, layout=placed, scheme=chosen.scheme, is_consistent=chosen.is_consistent
    )
    found = solve(observed)
    rng = np.random.default_rng(chosen.seed)
    count = chosen.replicates if found.holds[0] else 0
    again = solve(resampled_correlations(rows, rng, count))
    kept = again.where(again.holds)
    return Fit(
        layout=placed,
        scheme=chosen.scheme,
        is_consistent=chosen.is_consistent,
        n=len(rows),
        correlations=observed,
        found=found,
        drawn=turned(kept, found, observed, placed),
        failed=count - len(kept.weights),
    )


def needed_rows(placed: Layout) -> int:
    """The fewest rows a model is fitted to."""
    return max(_FEWEST_ROWS, _ROWS_AN_ARROW * int(placed.leads.sum(axis=0).max()))


def _check(placed: Layout, rows: Floats, chosen: Settings) -> None:
    if chosen.scheme not in SCHEMES:
        raise UnknownNameError(
            f"{chosen.scheme!r} is no scheme.", hint=f"Choose one of {', '.join(SCHEMES)}."
        )
    needed = needed_rows(placed)
    if len(rows) < needed:
        raise NotEnoughError(
            f"{len(rows)} complete rows are too few for this model: it needs {needed}.",
            hint="Gather more answers, or draw fewer arrows into one construct.",
        )
    for item, column in zip(placed.model.items, rows.T, strict=True):
        if column.min() == column.max():
            raise NotEnoughError(
                f"Everybody gave the same answer to {item}.",
                hint="Take it out of the model: what does not vary explains nothing.",
            )
