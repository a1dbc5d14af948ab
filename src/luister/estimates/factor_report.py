"""Whether questions measure one thing, and how many things they measure: what was found, and how to read it."""

from dataclasses import dataclass

from luister.estimates.estimate import Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleLine:
    """Some questions taken as one scale.

    `alpha` and `omega` run to 1; their unit is `share`. Omega is None where no single factor was found, and so is
    `extracted`, the average share of a question's variance that this one factor accounts for.
    `reading` is reliable, too_low, unsure (the interval crosses 0.7) or repeats (so high that questions
    ask the same thing twice).
    """

    questions: tuple[str, ...]
    alpha: Estimate
    omega: Estimate | None
    extracted: Estimate | None
    reading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLine:
    """One question among the others.

    `rest` is its correlation with the sum of the others, `alpha_without` what alpha becomes without it.
    `loadings` are those on the factors, `factor` the place of the one it belongs to (None for no one),
    `unique` the share of its variance that no factor accounts for. `reading` is fits, weak (no loading
    reaches 0.4), split (two nearly alike) or against (it runs against the others: turn its scale round).
    """

    question: str
    rest: float
    alpha_without: float | None
    loadings: tuple[float, ...]
    factor: int | None
    unique: float
    reading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorReport:
    """What questions have in common.

    `suggested` is how many factors parallel analysis finds: `eigenvalues` above their `bars`; `factors`
    is how many were taken. `correlations` are those between factors. `adequacy` (Kaiser, Meyer, Olkin)
    runs to 1; below 0.5 there is too little in common. `statistic` (chi-square, `freedom`, `p`) tests that
    so many factors are enough. Where the factors did not come to rest or are improper (`is_proper`; `heywood`
    names the questions without variance of their own) no loadings are told. `unused_weights` is the design effect of
    weights that the answers carry and that no check uses; 1 where they carry none.
    """

    n: int
    left_out: int
    seed: int
    rotation: str
    scale: ScaleLine
    suggested: int
    eigenvalues: tuple[float, ...]
    bars: tuple[float, ...]
    adequacy: float
    factors: int
    has_converged: bool
    is_proper: bool
    heywood: tuple[str, ...]
    statistic: float | None
    freedom: int
    p: float | None
    questions: tuple[QuestionLine, ...]
    correlations: tuple[tuple[float, ...], ...]
    scales: tuple[ScaleLine, ...]
    reading: str
    unused_weights: float = 1.0
