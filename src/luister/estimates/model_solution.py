"""What came of fitting a model: estimates with their doubt, fit, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from luister.estimates.component_report import ComponentReport


@dataclass(frozen=True, slots=True)
class Estimated:
    """One row of the result, with lavaan's operators.

    `group` counts from 1 and is 0 for numbers that are defined (`:=`). A fixed number has doubt 0. `std` is
    in standard deviations of all variables (lavaan's std.all).
    """

    lhs: str
    op: str
    rhs: str
    group: int
    label: str
    est: float
    se: float
    low: float
    high: float
    std: float
    p: float | None = None
    is_free: bool = True


@dataclass(frozen=True, slots=True)
class Scaled:
    """Fit whose chi-square is corrected for answers that are not normal; `robust` as lavaan's *.robust."""

    chi2: float
    df: float
    p: float | None
    factor: float
    cfi: float
    tli: float
    rmsea: float
    cfi_robust: float | None = None
    tli_robust: float | None = None
    rmsea_robust: float | None = None


@dataclass(frozen=True, slots=True)
class Fit:
    """How far the model is from the answers; `p` is None without degrees of freedom, as nothing was tested.

    RMSEA with its interval of 90 %; log-likelihood, AIC and BIC where the estimator has a likelihood.
    """

    chi2: float
    df: int
    p: float | None
    cfi: float
    tli: float
    rmsea: float
    rmsea_low: float
    rmsea_high: float
    srmr: float
    baseline_chi2: float
    baseline_df: int
    logl: float | None = None
    aic: float | None = None
    bic: float | None = None
    scaled: Scaled | None = None


@dataclass(frozen=True, slots=True)
class FitVerdict:
    """How a model fits: `whole` is good, fair or poor ("untested" without degrees of freedom), and so each measure."""

    whole: str
    measures: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class InvarianceStep:
    """A model with more held equal across groups than the step before; `fit` is None where it has no result.

    `holds` says that the CFI fell by no more than 0.01; `p` is of the chi-square that came on top.
    """

    name: str
    fit: Fit | None
    cfi_lost: float | None
    chi2_more: float | None
    p: float | None
    holds: bool


@dataclass(frozen=True, slots=True)
class Hint:
    """A number left out of a model: by how much chi-square would fall with it, and what it would come to.

    For doubting a model, not for mending it: one changed by its hints fits the chance of this sample.
    """

    lhs: str
    op: str
    rhs: str
    group: int
    fall: float
    change: float
    std: float


@dataclass(frozen=True, slots=True)
class EffectFigure:
    """An effect with its doubt; `std` is in standard deviations of the outcome for one of the cause."""

    est: float
    se: float
    low: float
    high: float
    std: float


@dataclass(frozen=True, slots=True)
class Effect:
    """What a cause does to an outcome: by its own arrow, through others, and together; `group` counts from 1."""

    cause: str
    effect: str
    group: int
    direct: EffectFigure
    indirect: EffectFigure
    total: EffectFigure


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a result cannot be relied on: its kind, and the parameters or variables it is about.

    Kinds: "no_convergence", "no_minimum", "negative_variance", "inseparable", "residuals", "unsure_path",
    "few_samples"; of PLSc "reliability_not_positive", "reliability_above_one", "loading_above_one",
    "correlation_above_one", "r2_above_one", "not_positive".
    """

    kind: str
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Solution:
    """A fitted model.

    `converged` says that the search came to rest at a true minimum, `proper` that what it found can be: only
    where both hold is there a `fit`. `r2` is by group label ("" without groups), then by variable. PLS and
    PLSc have no `fit` but `components`, by group label: reliability, validity and effects.
    """

    estimator: str
    converged: bool
    proper: bool
    n: int
    groups: Mapping[str, int]
    parameters: tuple[Estimated, ...]
    free: int
    steps: int
    fit: Fit | None = None
    faults: tuple[Fault, ...] = ()
    r2: Mapping[str, Mapping[str, float]] = field(default_factory=lambda: MappingProxyType({}))
    components: Mapping[str, ComponentReport] = field(default_factory=lambda: MappingProxyType({}))
    hints: tuple[Hint, ...] = ()
    effects: tuple[Effect, ...] = ()
    """Effects that go through others; those of PLS are in `components`."""
    samples: int = 0
    """How many samples drawn anew the doubts come from; 0 where they come from theory."""
    left_out: int = 0
    """People whose answers were not complete enough to be used."""
    verdict: FitVerdict | None = None
    invariance: tuple[InvarianceStep, ...] = ()
    code: str = ""
    """The same model in R, where R has it."""
    unused_weights: float = 1.0
    """Design effect of weights that the answers carry: no model uses them. 1 where they carry none."""

    @property
    def can_be_relied_on(self) -> bool:
        """Whether there is a result at all."""
        return self.converged and self.proper
