"""Rated answers side by side: one row a form, one column a question, and why a cell is empty."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from luister.errors import LuisterError
from luister.events.answer import AnswerStatus

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.integer[Any]]
Truths = npt.NDArray[np.bool_]

YES_OR_NO = "yes-no"
"""The scale of a column that holds 1 for yes and 0 for no."""
_YES, _NO = frozenset({"yes", "true", "ja", "1"}), frozenset({"no", "false", "nee", "0"})


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

    def with_yes_or_no(self, name: str) -> "RatedAnswers":
        """The same with the dimension `name` as a last column: 1 for yes, 0 for no, not answered where it is unknown.

        Raises:
            LuisterError: it holds something else.
        """
        group = self.groups[name]
        known = np.array([_yes_or_no(name, value) for value in group.names], np.float64)
        values = known[group.codes]
        left_out = np.where(np.isnan(values), AnswerStatus.NOT_ANSWERED, AnswerStatus.ANSWERED)
        return replace(
            self,
            columns=(*self.columns, RatedColumn(name, name, 0.0, 1.0, YES_OR_NO)),
            values=np.column_stack((self.values, values)),
            status=np.column_stack((self.status, left_out.astype(np.int8))),
        )


def says_yes_or_no(values: Iterable[str]) -> bool:
    """True where all values are yes, no or nothing, and both answers are there.

    >>> says_yes_or_no(["", "ja", "nee"]), says_yes_or_no(["yes", "maybe"])
    (True, False)
    """
    plain = {value.strip().lower() for value in values} - {""}
    return plain <= _YES | _NO and bool(plain & _YES) and bool(plain & _NO)


def _yes_or_no(name: str, value: str) -> float:
    plain = value.strip().lower()
    if plain and plain not in _YES | _NO:
        raise LuisterError(
            f"{name!r} says {value[:40]!r} of some, which is no yes or no.",
            hint="Name a question that is answered in numbers, or what is yes or no.",
        )
    return float(plain in _YES) if plain else np.nan
