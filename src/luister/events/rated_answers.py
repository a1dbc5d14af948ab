"""Rated answers side by side: one row a form, one column a question, and why a cell is empty."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.integer[Any]]
Truths = npt.NDArray[np.bool_]


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
    dimensions. `version` is the place in the log up to which the answers were read.
    """

    columns: tuple[RatedColumn, ...]
    values: Floats
    status: npt.NDArray[np.int8]
    groups: Mapping[str, GroupColumn] = field(default_factory=dict)
    version: int = 0

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
        return replace(self, values=self.values[rows], status=self.status[rows], groups=groups)

    def asked(self, names: Sequence[str]) -> "RatedAnswers":
        """Some of the questions, in this order."""
        places = [self.place(name) for name in names]
        return replace(
            self,
            columns=tuple(self.columns[place] for place in places),
            values=self.values[:, places],
            status=self.status[:, places],
        )
