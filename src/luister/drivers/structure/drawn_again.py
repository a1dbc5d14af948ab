"""Doubts from samples drawn anew out of the answers (bootstrap), which ask for no theory of how answers spread.

Source: Bollen and Stine (1990), Sociological Methodology 20; Efron and Tibshirani (1993) for percentile intervals. Each
sample begins at the solution, so that a few steps do. Samples without a proper solution are left out and counted; where
they are many, there is no result.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from luister.drivers.structure.answers import Answers
from luister.drivers.structure.matrices import Numbers
from luister.drivers.structure.model_text import VARIES_WITH
from luister.drivers.structure.moments import moments
from luister.drivers.structure.normal import lowest
from luister.drivers.structure.problem import Problem, laid_out

LEAST_SHARE = 0.8
"""With a smaller share of samples solved, intervals of those that were would be of the luckier ones."""


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """The free numbers of each sample that was solved (samples, free), and how many were not."""

    numbers: Numbers
    failed: int

    @property
    def is_enough(self) -> bool:
        """Whether so many were solved that they speak for all."""
        total = len(self.numbers) + self.failed
        return len(self.numbers) >= LEAST_SHARE * total and len(self.numbers) > 1


def drawn_again(prepared: Problem, numbers: Numbers, replicates: int, seed: int) -> Drawn:
    """The solution of `replicates` samples of the same size, drawn within groups."""
    rng = np.random.default_rng(seed)
    solved: list[Numbers] = []
    for _ in range(replicates):
        found = _solved(prepared, numbers, rng)
        if found is not None:
            solved.append(found)
    rows = np.array(solved).reshape(len(solved), len(numbers))
    return Drawn(rows, replicates - len(solved))


def _solved(prepared: Problem, numbers: Numbers, rng: np.random.Generator) -> Numbers | None:
    drawn = {
        group: rows[rng.integers(0, len(rows), len(rows))]
        for group, rows in prepared.answers.groups.items()
    }
    samples = tuple(moments(rows) for rows in drawn.values())
    # Only what is taken as it is in the sample makes the matrices another one's.
    takes_as_is = bool(prepared.table.roles.exogenous)
    again = replace(
        prepared,
        groups=samples,
        layouts=laid_out(prepared.table, samples) if takes_as_is else prepared.layouts,
        answers=Answers(prepared.answers.names, drawn),
    )
    reached = lowest(again, numbers)
    is_proper = reached.converged and (reached.numbers[_variances(prepared)] > 0).all()
    return reached.numbers if is_proper else None


def _variances(prepared: Problem) -> Sequence[int]:
    return [
        one.free
        for one in prepared.table.rows
        if one.op == VARIES_WITH and one.lhs == one.rhs and one.free >= 0
    ]
