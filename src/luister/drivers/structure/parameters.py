"""The parameters of a model: one row a formula and group, free or fixed, equal where labels are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import nan
from typing import TypeVar

from luister.drivers.structure.completion import Custom, Roles, completed, roles
from luister.drivers.structure.model_text import (
    DEPENDS_ON,
    INTERCEPT,
    MEASURED_BY,
    SCALED_BY,
    THRESHOLD,
    VARIES_WITH,
    Equality,
    Formula,
    ModelText,
)
from luister.errors import LuisterError

_Said = TypeVar("_Said")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number of a model.

    `free` is its place among the numbers to be estimated, -1 where it is fixed at `value`; NaN as the value
    of a fixed one says "as in the sample". Rows of one label share a place.
    """

    lhs: str
    op: str
    rhs: str
    group: int
    label: str
    free: int
    value: float
    start: float | None = None

    @property
    def name(self) -> str:
        """How it is spoken of."""
        rhs = "" if self.op == INTERCEPT else self.rhs
        place = f" (group {self.group})" if self.group > 1 else ""
        return " ".join(f"{self.lhs} {self.op} {rhs}".split()) + place


@dataclass(frozen=True, slots=True)
class Table:
    """All parameters of a model, and the roles of its variables."""

    rows: tuple[Parameter, ...]
    roles: Roles
    custom: Custom
    groups: int
    free: int
    """How many numbers are estimated."""

    def of_group(self, group: int) -> tuple[Parameter, ...]:
        """The rows of the group, counted from 1."""
        return tuple(one for one in self.rows if one.group == group)

    def names(self) -> tuple[str, ...]:
        """What each free number is called: the first row that has it."""
        found: dict[int, str] = {}
        for one in self.rows:
            if one.free >= 0:
                found.setdefault(one.free, one.name)
        return tuple(found[place] for place in range(self.free))

    def labels(self) -> dict[str, Parameter]:
        """The first row of each label."""
        found: dict[str, Parameter] = {}
        for one in self.rows:
            if one.label:
                found.setdefault(one.label, one)
        return found


_EQUAL_OPS = {
    "loadings": frozenset({MEASURED_BY}),
    "intercepts": frozenset({INTERCEPT}),
    "thresholds": frozenset({THRESHOLD}),
    "residuals": frozenset({VARIES_WITH}),
    "regressions": frozenset({DEPENDS_ON}),
}
EQUALITIES = frozenset(_EQUAL_OPS)
"""What may be held equal across groups."""


def parameter_table(text: ModelText, custom: Custom, *, groups: int = 1) -> Table:
    """The rows of the model in every group, with lavaan's defaults.

    Raises:
        LuisterError: as many values as groups were not given, or an equality that cannot be read.
    """
    known = roles(text)
    formulas = completed(text, custom)
    rows = [
        _row(formula, formulas, known, custom, group)
        for group in range(1, groups + 1)
        for formula in _checked(formulas, groups)
    ]
    rows = _held_equal(rows, text.equalities)
    places: dict[str, int] = {}
    numbered = []
    for place, row in enumerate(rows):
        if row.free < 0:
            numbered.append(row)
            continue
        label = row.label or f"#{place}"
        numbered.append(replace(row, free=places.setdefault(label, len(places))))
    return Table(tuple(numbered), known, custom, groups, len(places))


def _checked(formulas: Sequence[Formula], groups: int) -> Sequence[Formula]:
    for one in formulas:
        for said in (one.fixed, one.starts, one.labels):
            if len(said) > 1 and len(said) != groups:
                raise LuisterError(
                    f'Line {one.line} of the model: "{one}" has {len(said)} values for {groups} groups.',
                    hint="Give one value, or one a group: c(a, b).",
                )
    return formulas


def _row(
    formula: Formula, formulas: Sequence[Formula], known: Roles, custom: Custom, group: int
) -> Parameter:
    value = _fixed_at(formula, formulas, known, custom, group)
    label = _of_group(formula.labels, group) or _shared_label(formula, known, custom)
    return Parameter(
        lhs=formula.lhs,
        op=formula.op,
        rhs=formula.rhs,
        group=group,
        label=label,
        free=0 if value is None else -1,
        value=nan if value is None else value,
        start=_of_group(formula.starts, group),
    )


def _of_group(said: tuple[_Said, ...], group: int) -> _Said | None:
    if not said:
        return None
    return said[0] if len(said) == 1 else said[group - 1]


def _fixed_at(
    formula: Formula, formulas: Sequence[Formula], known: Roles, custom: Custom, group: int
) -> float | None:
    """The value at which it is fixed: as typed, else by the custom; None where it is free."""
    if formula.fixed:
        return _of_group(formula.fixed, group)
    if formula.op == MEASURED_BY:
        return _loading_fixed_at(formula, formulas, custom)
    if formula.op == INTERCEPT:
        return _intercept_fixed_at(formula, known, custom, group)
    if formula.op == SCALED_BY:
        return None if group > 1 and {"loadings", "thresholds"} <= custom.equal_across else 1.0
    if formula.op == VARIES_WITH:
        return _spread_fixed_at(formula, formulas, known, custom, group)
    return None


def _loading_fixed_at(
    formula: Formula, formulas: Sequence[Formula], custom: Custom
) -> float | None:
    """The first item carries the unit of its construct, unless its variance does."""
    first = next(one for one in formulas if one.op == MEASURED_BY and one.lhs == formula.lhs)
    return 1.0 if formula == first and not custom.unit_variances else None


def _intercept_fixed_at(
    formula: Formula, known: Roles, custom: Custom, group: int
) -> float | None:
    if formula.lhs in known.exogenous:
        return nan
    if formula.lhs in known.latents:
        means_are_free = group > 1 and custom.equal_across & {"intercepts", "thresholds"}
        return None if means_are_free else 0.0
    return 0.0 if formula.lhs in custom.ordered else None


def _spread_fixed_at(
    formula: Formula, formulas: Sequence[Formula], known: Roles, custom: Custom, group: int
) -> float | None:
    lhs, rhs = formula.lhs, formula.rhs
    if lhs in known.exogenous and rhs in known.exogenous:
        return nan
    if lhs != rhs:
        return None
    if lhs in custom.ordered:
        return nan
    if lhs in known.latents and custom.unit_variances:
        return None if group > 1 and "loadings" in custom.equal_across else 1.0
    return 0.0 if _is_only_item(lhs, formulas) else None


def _is_only_item(name: str, formulas: Sequence[Formula]) -> bool:
    """Whether the variable is the one item of a construct: then it is the construct itself."""
    of = [one.lhs for one in formulas if one.op == MEASURED_BY and one.rhs == name]
    return any(
        sum(one.op == MEASURED_BY and one.lhs == construct for one in formulas) == 1
        for construct in of
    )


def _shared_label(formula: Formula, known: Roles, custom: Custom) -> str:
    """A label for what is held equal across groups; none for what is each group's own."""
    if not any(formula.op in _EQUAL_OPS[one] for one in custom.equal_across):
        return ""
    of_latent = formula.lhs in known.latents or formula.lhs in known.exogenous
    if formula.op in {INTERCEPT, VARIES_WITH} and (of_latent or formula.lhs != formula.rhs != ""):
        return ""
    return f".{formula}."


def _held_equal(rows: list[Parameter], equalities: tuple[Equality, ...]) -> list[Parameter]:
    for one in equalities:
        rows = _with_equality(rows, one)
    return rows


def _with_equality(rows: list[Parameter], equality: Equality) -> list[Parameter]:
    left, right = equality.left, equality.right
    labels = {one.label for one in rows if one.label}
    if left in labels and right in labels:
        return [replace(one, label=left) if one.label == right else one for one in rows]
    if right in labels:
        left, right = right, left
    number = _as_number(right)
    if left in labels and number is not None:
        return [replace(one, free=-1, value=number) if one.label == left else one for one in rows]
    raise LuisterError(
        f'Line {equality.line} of the model: "{equality.left} == {equality.right}" cannot be held.',
        hint='Only "a == b" of two labels, or "a == 0.5" of a label and a number, can be.',
    )


def _as_number(text: str) -> float | None:
    try:
        return float(text.replace(" ", ""))
    except ValueError:
        return None
