"""A path model fitted to answers: estimates with intervals, or a plain word why there are none."""

from dataclasses import dataclass

import numpy as np

from luister.drivers.components.path_model import Floats, Layout, PathModel, layout
from luister.drivers.components.resampling import correlations_of, resampled_correlations
from luister.drivers.components.solution import Solution, solution, turned
from luister.drivers.components.two_stages import stages, sums_as_items
from luister.drivers.components.weighing import SCHEMES
from luister.errors import NotEnoughError, UnknownNameError

_FEWEST_ROWS = 30
_ROWS_AN_ARROW = 10
_FEWEST_HELD = 0.5


@dataclass(frozen=True, slots=True)
class Stage:
    """A path model and what was found of it.

    `found` is a stack of one; `drawn` holds the samples that may be counted, turned as `found` is.
    """

    layout: Layout
    correlations: Floats
    found: Solution
    drawn: Solution


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted path model.

    The last of `stages` is the model itself; a first one, where there is one, weighs parts of constructs.
    `failed` is how many samples did not come to rest or were improper. `is_consistent` is true for
    PLSc; without it paths are attenuated: nearer to nought than those of the constructs without error.
    """

    stages: tuple[Stage, ...]
    scheme: str
    is_consistent: bool
    n: int
    failed: int

    @property
    def layout(self) -> Layout:
        """The model."""
        return self.stages[-1].layout

    @property
    def found(self) -> Solution:
        """What was found of the model, as a stack of one."""
        return self.stages[-1].found

    @property
    def drawn(self) -> Solution:
        """The samples that may be counted."""
        return self.stages[-1].drawn

    @property
    def is_attenuated(self) -> bool:
        """True where error in the items pulls paths to nought."""
        return not self.is_consistent and bool(self.layout.is_corrected.any())

    @property
    def has_converged(self) -> bool:
        """True where the weights came to rest."""
        return all(bool(one.found.has_converged[0]) for one in self.stages)

    @property
    def is_proper(self) -> bool:
        """True where every reliability, loading, correlation and R2 is one that can be."""
        return all(bool(one.found.holds[0]) for one in self.stages)

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
    """The model fitted to `rows`: complete answers, [row, item] in the order of `questions(model)`.

    Raises:
        NotEnoughError: fewer than 30 rows, or fewer than ten for each arrow into the construct that
            has most (Barclay, Higgins & Thompson 1995); or an item that everybody answers alike.
        UnknownNameError: the model does not hold together, no such scheme, or PLSc of constructs that are
            made of constructs.
    """
    chosen = settings or Settings()
    placed = layouts(model)
    _check(placed, rows, chosen)
    observed = _solved(correlations_of(rows), placed, chosen, like=None)
    count = chosen.replicates if all(one[1].holds[0] for one in observed) else 0
    again = resampled_correlations(rows, np.random.default_rng(chosen.seed), count)
    drawn = _solved(again, placed, chosen, like=observed)
    holds = np.logical_and.reduce([found.holds for _, found in drawn])
    return Fit(
        stages=tuple(
            Stage(place, correlations, found, samples.where(holds))
            for place, (correlations, found), (_, samples) in zip(
                placed, observed, drawn, strict=True
            )
        ),
        scheme=chosen.scheme,
        is_consistent=chosen.is_consistent,
        n=len(rows),
        failed=count - int(holds.sum()),
    )


def layouts(model: PathModel) -> tuple[Layout, ...]:
    """The stages of the model, checked.

    Raises:
        UnknownNameError: the model does not hold together.
    """
    return tuple(layout(one) for one in stages(model))


def questions(model: PathModel) -> tuple[str, ...]:
    """The questions a model needs answers to, in the order in which `fitted` expects them."""
    return layouts(model)[0].model.items


def _solved(
    correlations: Floats,
    placed: tuple[Layout, ...],
    chosen: Settings,
    *,
    like: tuple[tuple[Floats, Solution], ...] | None,
) -> tuple[tuple[Floats, Solution], ...]:
    """Per stage its correlations and what was found; turned as `like`, where that is given."""
    found: list[tuple[Floats, Solution]] = []
    for stage, place in enumerate(placed):
        if found:
            correlations = sums_as_items(*found[-1], placed[stage - 1], place.model)
        one = solution(
            correlations, place, scheme=chosen.scheme, is_consistent=chosen.is_consistent
        )
        if like is not None:
            one = turned(one, like[stage][1], like[stage][0], place)
        found.append((correlations, one))
    return tuple(found)


def needed_rows(placed: Layout) -> int:
    """The fewest rows a model is fitted to."""
    return max(_FEWEST_ROWS, _ROWS_AN_ARROW * int(placed.leads.sum(axis=0).max()))


def _check(placed: tuple[Layout, ...], rows: Floats, chosen: Settings) -> None:
    if len(placed) > 1 and chosen.is_consistent:
        raise UnknownNameError(
            "PLSc does not solve constructs that are made of constructs.",
            hint="Take PLS (its paths are attenuated), or ML.",
        )
    if chosen.scheme not in SCHEMES:
        raise UnknownNameError(
            f"{chosen.scheme!r} is no scheme.", hint=f"Choose one of {', '.join(SCHEMES)}."
        )
    needed = max(needed_rows(one) for one in placed)
    if len(rows) < needed:
        raise NotEnoughError(
            f"{len(rows)} complete rows are too few for this model: it needs {needed}.",
            hint="Gather more answers, or draw fewer arrows into one construct.",
        )
    for item, column in zip(placed[0].model.items, rows.T, strict=True):
        if column.min() == column.max():
            raise NotEnoughError(
                f"Everybody gave the same answer to {item}.",
                hint="Take it out of the model: what does not vary explains nothing.",
            )
