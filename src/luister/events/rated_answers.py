"""Rated answers side by side: one row a form, one column a question, and why a cell is empty."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from luister.events.answer import AnswerStatus
from luister.events.yes_or_no import yes_or_no

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.integer[Any]]
Truths = npt.NDArray[np.bool_]

YES_OR_NO = "yes-no"
"""The scale of a column that holds 1 for yes and 0 for no."""


@dataclass(frozen=True, slots=True)
class RatedColumn:
    """A question that was answered in numbers; `low` and `high` are the ends of its scale, where it has any."""

    name: str
    label: str
    low: float | None = None
    high: float | None = None
    scale: str = "number"


@dataclass(frozen=True, slots=True)
class GroupColumn:
    """A dimension: row r belongs to names[codes[r]]; the empty name stands for "unknown"."""

    names: tuple[str, ...]
    codes: Codes


@dataclass(frozen=True, slots=True)
class RatedAnswers:
    """Forms by questions.

    `values` is (forms, questions): NaN unless answered. `status` has the same shape and holds an
    AnswerStatus: not answered is another thing than not applicable or not asked. `groups` are
    dimensions. `version` is the place in the log up to which the answers were read. `weights` says for how many
    people a form stands, up to a factor; None where each stands for as many.
    """

    columns: tuple[RatedColumn, ...]
    values: Floats
    status: npt.NDArray[np.int8]
    groups: Mapping[str, GroupColumn] = field(default_factory=dict)
    version: int = 0
    weights: Floats | None = None

    def __len__(self) -> int:
        """How many forms there are."""
        return len(self.values)

    def place(self, name: str) -> int:
        """The number of the column with this name; ValueError where there is none."""
        return [column.name for column in self.columns].index(name)

    def only(self, rows: Truths | Codes) -> "RatedAnswers":
        """Some of the forms."""
        groups = {
            name: GroupColumn(group.names, group.codes[rows])
            for name, group in self.groups.items()
        }
        weights = None if self.weights is None else self.weights[rows]
        return replace(
            self,
            values=self.values[rows],
            status=self.status[rows],
            groups=groups,
            weights=weights,
        )

    def that_answered(self, name: str) -> "RatedAnswers":
        """The forms that answered a question."""
        return self.only(~np.isnan(self.values[:, self.place(name)]))

    def asked(self, names: Sequence[str]) -> "RatedAnswers":
        """Some of the questions, in this order."""
        places = [self.place(name) for name in names]
        return replace(
            self,
            columns=tuple(self.columns[place] for place in places),
            values=self.values[:, places],
            status=self.status[:, places],
        )

    @property
    def design_effect(self) -> float:
        """How many times as many forms the weights cost: n times the sum of their squares, by their squared sum.

        Source: Kish (1965), "Survey Sampling", 11.7.
        """
        weights = self.weights
        if weights is None or not weights.sum():
            return 1.0
        return float(len(weights) * (weights @ weights) / weights.sum() ** 2)

    @property
    def effective_n(self) -> float:
        """How many forms that weigh the same would tell as much."""
        return len(self) / self.design_effect

    def weighed(self, weights: Floats) -> "RatedAnswers":
        """The same with these weights, of which none may be below nought; none where they are all the same."""
        differ = len(weights) > 0 and weights.min() < weights.max()
        return replace(self, weights=weights if differ else None)

    def weighed_by(
        self, names: Sequence[str], weights: Mapping[tuple[str, ...], float]
    ) -> "RatedAnswers":
        """The same with the weight of each form's group, by its values of the dimensions `names`; 1 where unknown."""
        of_form = zip(
            *(
                np.array(self.groups[name].names, object)[self.groups[name].codes]
                for name in names
            ),
            strict=True,
        )
        return self.weighed(np.array([weights.get(group, 1.0) for group in of_form], np.float64))

    def with_yes_or_no(self, name: str, *, yes: str = "", label: str = "") -> "RatedAnswers":
        """The same with the group `name` as a last column: 1 for yes, 0 for no, not answered where it is unknown.

        It is called by its `label`, where it has one, and by the answer that was named as `yes`.

        Raises:
            LuisterError: it holds something else, or nobody answered `yes`.
        """
        group = self.groups[name]
        used = np.unique(group.codes)
        known = np.full(len(group.names), np.nan)
        known[used] = yes_or_no(name, [group.names[code] for code in used], yes=yes)
        values = known[group.codes]
        left_out = np.where(np.isnan(values), AnswerStatus.NOT_ANSWERED, AnswerStatus.ANSWERED)
        called = f"{label or name}: {yes.strip()}" if yes else label or name
        return replace(
            self,
            columns=(*self.columns, RatedColumn(name, called, 0.0, 1.0, YES_OR_NO)),
            values=np.column_stack((self.values, values)),
            status=np.column_stack((self.status, left_out.astype(np.int8))),
        )
