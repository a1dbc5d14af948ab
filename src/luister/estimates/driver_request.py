"""What is asked when somebody wants to know which knobs to turn."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Scope = Mapping[str, tuple[str, ...]]

METHODS = ("auto", "em", "listwise")
"""How answers that are missing are treated: by their kind, all as not answered, or by leaving the form out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DriverRequest:
    """Drivers of an `outcome` within a survey: a question, or a dimension that says yes or no.

    `drivers` are questions; `controls` dimensions whose part is taken out first; `by` a dimension or a period
    (year, quarter, month, wave) for each value of which the same is asked. `unit` is `points` (NPS), `percent` (of an
    outcome that is yes or no) or `scale`; empty follows the outcome's scale. `yes` is the answer that counts as
    yes, of an outcome in words. `same_above` is the correlation from which two drivers count as one. `weighted` lets
    each form count by its weight. `where` narrows the forms, `first` and `last` their days.
    """

    survey: str
    outcome: str
    drivers: tuple[str, ...]
    by: str = ""
    controls: tuple[str, ...] = ()
    missing: str = "auto"
    unit: str = ""
    placebo: str = ""
    same_above: float = 0.85
    seed: int = 1
    first: date | None = None
    last: date | None = None
    weighted: bool = False
    yes: str = ""
    where: Scope = field(default_factory=dict)
    scope: Scope = field(default_factory=dict)
