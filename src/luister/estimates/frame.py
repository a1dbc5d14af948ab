"""Who might have answered: totals that are known, against which answers can be weighted."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Margin:
    """Known totals over one or more dimensions together: {("north", "gas"): 1200, ...}."""

    dimensions: tuple[str, ...]
    totals: Mapping[tuple[str, ...], float]


@dataclass(frozen=True, slots=True)
class Frame:
    """The totals of a survey, and where they come from, such as "all invited" or the name of a register.

    One margin is weighted to exactly (post-stratification); to several, answers are raked in turn.
    """

    survey: str
    source: str
    margins: tuple[Margin, ...]

    @property
    def dimensions(self) -> tuple[str, ...]:
        """All dimensions of the margins, each once."""
        return tuple(dict.fromkeys(name for margin in self.margins for name in margin.dimensions))

    @property
    def method(self) -> str:
        """How answers are weighted: post-stratified or raked."""
        return "raked" if len(self.margins) > 1 else "post-stratified"
