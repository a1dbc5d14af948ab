"""What was found of a path model with PLS: numbers with their doubt, or why there are none."""

from dataclasses import dataclass

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentFigure:
    """A number of a path model: its value, standard error and 95 % interval.

    Error and interval are those of samples drawn anew (percentiles); None where none could be drawn.
    """

    value: float
    error: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """An item in its construct; `inflation` is its VIF among the items of that construct."""

    construct: str
    item: str
    weight: ComponentFigure
    loading: ComponentFigure
    inflation: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrowLine:
    """An arrow from `cause` to `effect`; `effect_size` is Cohen's f2, `inflation` the VIF."""

    cause: str
    effect: str
    path: ComponentFigure
    effect_size: float
    inflation: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectLine:
    """All that goes from `cause` to `effect`; None where no arrow goes directly, or no way through others."""

    cause: str
    effect: str
    direct: ComponentFigure | None
    indirect: ComponentFigure | None
    total: ComponentFigure


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstructLine:
    """How well a construct is measured, and how much of it is explained.

    `mode` is A (items reflect it) or B (items form it). The reliabilities `alpha`, `rho_a` and
    `rho_c` and `extracted` (AVE) are None for mode B and single items, of which they say nothing, and
    `rho_a` where it cannot be a reliability;
    `r2` and `adjusted_r2` are None where no arrow comes in.
    """

    name: str
    mode: str
    items: int
    alpha: float | None
    rho_a: ComponentFigure | None
    rho_c: float | None
    extracted: float | None
    r2: ComponentFigure | None
    adjusted_r2: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PairLine:
    """Two constructs: how they correlate, HTMT, and whether each shares more with its own items.

    `is_told_apart` is the criterion of Fornell and Larcker; None where it says nothing (mode B).
    """

    first: str
    second: str
    correlation: ComponentFigure
    htmt: ComponentFigure | None
    is_told_apart: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why there is no result, or what to mind: `kind`, whom it is about, and the number that shows it.

    Kinds that leave no result: not_converged, reliability_not_positive, reliability_above_one (both no more
    than a caution for plain PLS), loading_above_one, correlation_above_one, r2_above_one, not_positive.
    Others: few_samples_held (no intervals then) and some_samples_failed, with the share that held.
    """

    kind: str
    names: tuple[str, ...]
    value: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentReport:
    """A path model fitted by PLS or PLSc.

    Lines are empty where `is_proper` is false: what cannot be is not reported. `is_attenuated` says
    that error in the items pulls the paths to nought (plain PLS). `held` of `drawn` samples drawn anew
    could be counted. `srmr` is how far the model's correlations lie from those observed.
    """

    estimator: str
    scheme: str
    n: int
    left_out: int
    has_converged: bool
    is_proper: bool
    is_attenuated: bool
    drawn: int
    held: int
    seed: int
    srmr: float | None
    items: tuple[ItemLine, ...]
    arrows: tuple[ArrowLine, ...]
    effects: tuple[EffectLine, ...]
    constructs: tuple[ConstructLine, ...]
    pairs: tuple[PairLine, ...]
    problems: tuple[Problem, ...]
