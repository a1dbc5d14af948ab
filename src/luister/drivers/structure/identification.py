"""Whether the numbers of a model can be told apart at all, whatever the answers.

Source: Bekker, Merckens and Wansbeek (1994), Identification, Equivalent Models and Computer Algebra: a model is
locally identified where the slopes of its moments have full rank; that is so almost everywhere or nowhere, so we look
at points drawn at random.
"""

from collections.abc import Callable, Sequence

import numpy as np

from luister.drivers.structure.matrices import Layout, Numbers, crossed, implied, slopes
from luister.drivers.structure.parameters import Table
from luister.errors import LuisterError

_FLAT = 1e-11
"""An eigenvalue of the scaled cross-product of slopes below which two moves look the same."""


class UnidentifiedModelError(LuisterError):
    """A model whose numbers no answers could determine."""


def check_identified(table: Table, layouts: Sequence[Layout], *, has_means: bool) -> None:
    """Passes a model of means and covariances whose numbers can be told apart.

    Raises:
        UnidentifiedModelError: naming the numbers that can be traded for one another.
    """

    def met(numbers: Numbers) -> Numbers:
        return _met(layouts, numbers, has_means=has_means)

    check_rank(table, degrees_of_freedom(table, has_means=has_means), met)


def check_rank(table: Table, spare: int, met: Callable[[Numbers], Numbers]) -> None:
    """Passes a model with degrees of freedom to `spare` whose moments move with every number.

    `met` gives the cross-product of the moments' slopes (free, free).

    Raises:
        UnidentifiedModelError: naming the numbers that can be traded for one another.
    """
    if table.free == 0:
        raise UnidentifiedModelError(
            "Every number of the model is fixed: there is nothing to estimate.",
            hint='Free at least one, with "NA*" or by taking its value out.',
        )
    if spare < 0:
        raise UnidentifiedModelError(
            f"The model asks for {table.free} numbers, {-spare} more than the answers have moments.",
            hint="Take paths or covariances out, or give constructs more items.",
        )
    rng = np.random.default_rng(1)
    flat = [_flat_directions(table.free, met, rng) for _ in range(2)]
    if all(len(one) for one in flat):
        names = _moving(table, flat[0])
        raise UnidentifiedModelError(
            f"The model cannot be estimated: {', '.join(names)} can be traded for one another.",
            hint='Fix one of them, such as "1*item", or take it out.',
        )


def degrees_of_freedom(table: Table, *, has_means: bool) -> int:
    """Moments of the modelled variables, less those of exogenous ones, less the free numbers."""
    every, given = len(table.roles.observed), len(table.roles.exogenous)
    moments = every * (every + 1) // 2 - given * (given + 1) // 2
    if has_means:
        moments += every - given
    return table.groups * moments - table.free


def _met(layouts: Sequence[Layout], numbers: Numbers, *, has_means: bool) -> Numbers:
    met = np.zeros((len(numbers), len(numbers)))
    for group in layouts:
        found = implied(group, numbers)
        moved = slopes(group, found)
        plain = np.eye(group.observed)
        slope = crossed(moved, plain, plain)
        if has_means:
            slope = slope + moved.means.T @ moved.means
        met += group.gather.T @ slope @ group.gather
    return met


def _flat_directions(
    free: int, met: Callable[[Numbers], Numbers], rng: np.random.Generator
) -> Numbers:
    """(directions, free): the moves that leave every moment where it is."""
    numbers = rng.uniform(0.3, 0.9, free) * rng.choice((-1.0, 1.0), free)
    slope = met(numbers)
    size = np.sqrt(np.diag(slope))
    still = size < _FLAT
    scale = np.where(still, 1.0, size)
    values, vectors = np.linalg.eigh(slope / np.outer(scale, scale))
    flat: Numbers = vectors[:, values < _FLAT].T
    return flat


def _moving(table: Table, flat: Numbers) -> list[str]:
    """The numbers that move most in a flat direction, at most four."""
    weight = np.abs(flat).max(axis=0)
    order = np.argsort(-weight)[:4]
    names = table.names()
    return [f'"{names[place]}"' for place in order if weight[place] > 0.1]
