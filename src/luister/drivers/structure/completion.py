"""What lavaan adds to a model as typed: variances, covariances, intercepts, thresholds, scales.

Source: Rosseel (2012), Journal of Statistical Software 48(2), section 3 and the manual of lavaan's `sem`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from types import MappingProxyType

from luister.drivers.structure.model_text import (
    COMPOSED_OF,
    DEPENDS_ON,
    INTERCEPT,
    MEASURED_BY,
    SCALED_BY,
    THRESHOLD,
    VARIES_WITH,
    Formula,
    ModelText,
)
from luister.errors import LuisterError


@dataclass(frozen=True, slots=True)
class Custom:
    """What a model is completed with; the defaults are lavaan's.

    `ordered` names each rating that is taken as ordered answers, with its number of thresholds;
    `equal_across` holds what is the same in every group: "loadings", "intercepts", "residuals".
    """

    has_means: bool = False
    unit_variances: bool = False
    ordered: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    equal_across: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Roles:
    """What the variables of a model are to one another."""

    observed: tuple[str, ...]
    latents: tuple[str, ...]
    items: frozenset[str]
    caused: frozenset[str]
    causing: frozenset[str]
    exogenous: tuple[str, ...]
    """Observed causes that nothing in the model explains: taken as they are, not modelled."""


def roles(text: ModelText) -> Roles:
    """The roles that the formulas give their variables."""
    paths = [one for one in text.formulas if one.op == DEPENDS_ON]
    items = frozenset(one.rhs for one in text.formulas if one.op == MEASURED_BY)
    caused, causing = (
        frozenset(one.lhs for one in paths),
        frozenset(one.rhs for one in paths),
    )
    spread = {
        name
        for one in text.formulas
        if one.op in {VARIES_WITH, INTERCEPT}
        for name in (one.lhs, one.rhs)
    }
    exogenous = tuple(
        one for one in text.observed if one in causing - caused - items and one not in spread
    )
    return Roles(text.observed, text.latents, items, caused, causing, exogenous)


def completed(text: ModelText, custom: Custom) -> tuple[Formula, ...]:
    """The formulas as typed, then what lavaan would add, each once.

    Raises:
        LuisterError: a construct that is made of its items, which a covariance model does not estimate.
    """
    for one in text.formulas:
        if one.op == COMPOSED_OF:
            raise LuisterError(
                f'Line {one.line} of the model: "{one.lhs} <~" is a composite.',
                hint='Estimate it with "pls", or write "=~" for a construct that its items measure.',
            )
    known = roles(text)
    added = [
        *_thresholds(custom),
        *_variances(known),
        *_covariances(known),
        *(_of_ordered(known, custom) if custom.ordered else ()),
        *(_intercepts(known) if custom.has_means or custom.ordered else ()),
    ]
    typed = {_key(one) for one in text.formulas}
    return (*text.formulas, *(one for one in added if _key(one) not in typed))


def _variances(known: Roles) -> Iterable[Formula]:
    for name in (*known.observed, *known.latents):
        yield Formula(name, VARIES_WITH, name, 0)


def _covariances(known: Roles) -> Iterable[Formula]:
    """Among exogenous latents, among final outcomes, and among observed causes."""
    for group in (
        [one for one in known.latents if one not in known.items | known.caused],
        [
            one
            for one in (*known.latents, *known.observed)
            if one in known.caused - known.causing - known.items
        ],
        list(known.exogenous),
    ):
        for first, second in combinations(group, 2):
            yield Formula(first, VARIES_WITH, second, 0)


def _thresholds(custom: Custom) -> Iterable[Formula]:
    for name, number in custom.ordered.items():
        for place in range(1, number + 1):
            yield Formula(name, THRESHOLD, f"t{place}", 0)


def _of_ordered(known: Roles, custom: Custom) -> Iterable[Formula]:
    for name in known.observed:
        if name in custom.ordered:
            yield Formula(name, SCALED_BY, name, 0)


def _intercepts(known: Roles) -> Iterable[Formula]:
    for name in (*known.observed, *known.latents):
        yield Formula(name, INTERCEPT, "", 0)


def _key(formula: Formula) -> tuple[str, str, frozenset[str] | str]:
    if formula.op == VARIES_WITH:
        return ("", VARIES_WITH, frozenset((formula.lhs, formula.rhs)))
    return (formula.lhs, formula.op, formula.rhs)
