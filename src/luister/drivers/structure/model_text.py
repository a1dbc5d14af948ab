"""What a model in lavaan's syntax says: its formulas, and what is defined from their parameters."""

from collections.abc import Iterable
from dataclasses import dataclass

MEASURED_BY = "=~"
COMPOSED_OF = "<~"
DEPENDS_ON = "~"
VARIES_WITH = "~~"
INTERCEPT = "~1"
THRESHOLD = "|"
SCALED_BY = "~*~"
DEFINED_AS = ":="


@dataclass(frozen=True, slots=True)
class Formula:
    """One relation between two variables, and what was said of its parameter.

    `fixed`, `starts` and `labels` hold one entry a group, one entry for all groups, or none where nothing
    was said. None in `fixed` says "free" (NA); None in `starts` and "" in `labels` say nothing.
    """

    lhs: str
    op: str
    rhs: str
    line: int
    fixed: tuple[float | None, ...] = ()
    starts: tuple[float | None, ...] = ()
    labels: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The formula as one would type it, without what was said of its parameter."""
        rhs = "" if self.op == INTERCEPT else self.rhs
        return " ".join(f"{self.lhs} {self.op} {rhs}".split())


@dataclass(frozen=True, slots=True)
class Defined:
    """A number made of parameters, such as an indirect effect: `name := expression`."""

    name: str
    expression: str
    line: int


@dataclass(frozen=True, slots=True)
class Equality:
    """Two parameters, or a parameter and a number, that must be equal: `left == right`."""

    left: str
    right: str
    line: int


@dataclass(frozen=True, slots=True)
class ModelText:
    """A model as it was written."""

    text: str
    formulas: tuple[Formula, ...]
    defined: tuple[Defined, ...] = ()
    equalities: tuple[Equality, ...] = ()

    @property
    def latents(self) -> tuple[str, ...]:
        """Constructs that are measured by items (`=~`), in the order in which they were named."""
        return _unique(one.lhs for one in self.formulas if one.op == MEASURED_BY)

    @property
    def composites(self) -> tuple[str, ...]:
        """Constructs that are made of their items (`<~`), in the order in which they were named."""
        return _unique(one.lhs for one in self.formulas if one.op == COMPOSED_OF)

    @property
    def constructs(self) -> tuple[str, ...]:
        """Latents and composites, in the order in which they were named."""
        return _unique(one.lhs for one in self.formulas if one.op in {MEASURED_BY, COMPOSED_OF})

    @property
    def observed(self) -> tuple[str, ...]:
        """Columns that the data must have: items first, then those on paths, then the others."""
        measured = [one.rhs for one in self.formulas if one.op in {MEASURED_BY, COMPOSED_OF}]
        paths = [one for one in self.formulas if one.op == DEPENDS_ON]
        named = [
            *measured,
            *(one.lhs for one in paths),
            *(one.rhs for one in paths),
            *(one.lhs for one in self.formulas),
            *(one.rhs for one in self.formulas if one.op == VARIES_WITH),
        ]
        constructs = set(self.constructs)
        return tuple(one for one in _unique(named) if one not in constructs)

    def items(self, construct: str) -> tuple[str, ...]:
        """What the construct is measured by or made of."""
        return tuple(
            one.rhs
            for one in self.formulas
            if one.op in {MEASURED_BY, COMPOSED_OF} and one.lhs == construct
        )

    def causes(self, name: str) -> tuple[str, ...]:
        """What the variable depends on (`~`)."""
        return tuple(one.rhs for one in self.formulas if one.op == DEPENDS_ON and one.lhs == name)


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
