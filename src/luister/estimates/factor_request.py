"""What is asked when somebody wants to know whether questions measure one thing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Scope = Mapping[str, tuple[str, ...]]

ROTATIONS = ("promax", "varimax", "none")
"""How factors are turned: they may correlate, they may not, or they stay as they were found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorRequest:
    """The `questions` to look at; `factors` is None for as many as parallel analysis finds.

    `survey`, `first`, `last` and `where` choose forms of the store; `scope` is what the asker may see.
    """

    questions: tuple[str, ...]
    factors: int | None = None
    rotation: str = "promax"
    replicates: int = 1000
    seed: int = 1
    survey: str = ""
    first: date | None = None
    last: date | None = None
    where: Scope = field(default_factory=dict)
    scope: Scope = field(default_factory=dict)
