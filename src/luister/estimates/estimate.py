"""A number that carries its doubt."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value, the interval it may well lie in (95 %), and how much stands behind it.

    `n` counts answers; `effective_n` is smaller where weights differ (Kish). `unit` is one of
    `points` (NPS), `percent`, `scale` (a mean on the question's own scale) or `count`.
    """

    value: float
    low: float
    high: float
    n: int
    unit: str
    effective_n: float | None = None

    @property
    def design_effect(self) -> float | None:
        """How many times as many answers weights cost: n / effective n; None where that is not known.

        Source: Kish (1965).

        >>> Estimate(43.1, 41.0, 45.2, 1200, "points", 1000.0).design_effect
        1.2
        """
        return self.n / self.effective_n if self.effective_n else None


@dataclass(frozen=True, slots=True)
class Difference:
    """How much an estimate lies above another one, with the interval of the difference.

    `verdict` is one of `higher`, `probably higher`, `no difference shown`, `probably lower`,
    `lower`.
    """

    value: float
    low: float
    high: float
    verdict: str
