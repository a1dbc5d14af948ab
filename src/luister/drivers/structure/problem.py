"""A model put before answers: what every estimator begins with, and what each hands back."""

from collections.abc import Sequence
from dataclasses import dataclass

from luister.drivers.structure.answers import Answers, check_answers, chosen, complete
from luister.drivers.structure.completion import Custom
from luister.drivers.structure.identification import check_identified
from luister.drivers.structure.matrices import Layout, Numbers, layout
from luister.drivers.structure.minimum import Minimum
from luister.drivers.structure.model_text import ModelText
from luister.drivers.structure.moments import Moments, moments
from luister.drivers.structure.parameters import Table, parameter_table
from luister.estimates.model_solution import Fit


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """A model with its answers: the table of numbers, and of each group its matrices, moments and rows."""

    text: ModelText
    table: Table
    layouts: tuple[Layout, ...]
    groups: tuple[Moments, ...]
    answers: Answers
    has_means: bool

    @property
    def n(self) -> int:
        """Answers of all groups."""
        return sum(one.n for one in self.groups)


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What an estimator found: where the search ended, the covariance of the free numbers, and the fit.

    `spread` is None where the ground is flat: then the numbers have no doubt that could be told. `layouts` are the
    matrices with what follows from the numbers put in, where an estimator has such.
    """

    minimum: Minimum
    spread: Numbers | None
    fit: Fit | None
    layouts: tuple[Layout, ...] = ()


def problem(text: ModelText, answers: Answers, custom: Custom) -> Problem:
    """The model before those who answered all of its questions.

    Raises:
        LuisterError: answers that are too few, constant or collinear; a model that is not identified.
    """
    whole = complete(chosen(answers, text.observed))
    check_answers(whole)
    has_means = custom.has_means or speaks_of_means(text) or len(whole.groups) > 1
    used = Custom(has_means, custom.unit_variances, custom.ordered, custom.equal_across)
    table = parameter_table(text, used, groups=len(whole.groups))
    groups = tuple(moments(rows) for rows in whole.groups.values())
    layouts = laid_out(table, groups)
    check_identified(table, layouts, has_means=has_means)
    return Problem(text, table, layouts, groups, whole, has_means)


def laid_out(table: Table, groups: Sequence[Moments]) -> tuple[Layout, ...]:
    """The matrices of every group."""
    return tuple(
        layout(table, place, one.mean, one.covariance) for place, one in enumerate(groups, start=1)
    )


def speaks_of_means(text: ModelText) -> bool:
    """Whether the model itself says something of intercepts."""
    return any(one.op == "~1" for one in text.formulas)
