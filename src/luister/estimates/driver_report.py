"""What was found of the drivers of an outcome: numbers with their doubt, and nothing of a person."""

from collections.abc import Mapping
from dataclasses import dataclass

from luister.estimates.estimate import Estimate
from luister.estimates.outcome_model import OutcomeModel

_UNEQUAL_MOOD = 1 / 3


@dataclass(frozen=True, slots=True, kw_only=True)
class DriverLine:
    """One driver.

    `members` are its questions: several where they are nearly the same. `share` is its part of what all drivers
    explain; `slope` what goes with one point more of it, others equal; `effect` what one point more does to
    those who have `room` for it, `gain` to all; `performance` is its mean, from `low` to `high`. `kind` is basic
    (matters where it is poor), excitement (where it is good), performance (both) or none (no effect shown);
    `slope_below` and `slope_above` are its two slopes. `tied_with` are drivers whose share the sample cannot rank.
    `robustness` is how strong a hidden common cause must be, as a share of what is left of driver and outcome, to
    account for all of the effect; `robustness_shown` to make it uncertain. `beyond_placebo` is the effect less that
    of the placebo; None for the placebo, and where that cannot be told. `is_among_both` where it was looked at among
    the forms to which both apply, as one of the two often does not. `reading` is much to gain, guard or leave; it is
    not clear where an interval crosses.
    """

    name: str
    label: str
    members: tuple[str, ...]
    share: Estimate
    slope: Estimate
    effect: Estimate
    gain: Estimate
    room: float
    performance: Estimate
    low: float | None
    high: float | None
    kind: str
    slope_below: Estimate | None
    slope_above: Estimate | None
    tied_with: tuple[str, ...]
    robustness: float
    robustness_shown: float
    beyond_placebo: Estimate | None
    reading: str
    is_clear: bool
    is_among_both: bool = False

    @property
    def is_more_than_mood(self) -> bool:
        """True where it does more than the placebo: only then it is called a knob."""
        more = self.beyond_placebo
        return more is not None and exceeds_mood(self.effect.value, more)


def exceeds_mood(effect: float, beyond: Estimate) -> bool:
    """True where what an effect is beyond the placebo is shown by its interval, and more than a third of the mood.

    Ratings do not share a mood to the same degree; a third is what we allow for that.
    """
    is_shown = beyond.low > 0 if effect >= 0 else beyond.high < 0
    return is_shown and abs(beyond.value) > _UNEQUAL_MOOD * (abs(effect) - abs(beyond.value))


@dataclass(frozen=True, slots=True, kw_only=True)
class DriverGroup:
    """The same for the forms with one `value` of a dimension, or of one period.

    `lines` are none where there is no answer: `problem` says why, mostly that `n` is less than `needed`. `moved` names
    drivers whose share differs from that among all other forms.
    """

    value: str
    n: int
    needed: int
    r2: float | None
    lines: tuple[DriverLine, ...]
    moved: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DriverReport:
    """Drivers of an outcome, the one with the most to gain first.

    `r2` is what all of them explain of the outcome, `r2_controls` what the controls did before. `draw_error` is the
    largest error that drawing left in a share; 0 where shares are exact. `missing` counts cells by kind. `notes` are
    remarks by name, such as `few_for_ranks`. `placebo_margin` is how many standard errors make half an interval beyond
    the placebo; None in reports that were kept before it was. `weights` is used, unused (forms weigh differently, and
    each counted once) or none; `design_effect` is how many times as many forms they cost, or would cost.
    """

    outcome: str
    outcome_label: str
    unit: str
    n: int
    needed: int
    r2: float
    r2_controls: float
    method: str
    draw_error: float
    missing: Mapping[str, int]
    lines: tuple[DriverLine, ...]
    placebo: str
    by: str
    groups: tuple[DriverGroup, ...]
    model: OutcomeModel
    notes: tuple[str, ...]
    version: int
    seed: int
    placebo_margin: float | None = None
    weights: str = "none"
    design_effect: float = 1.0

    @property
    def effective_n(self) -> float:
        """How many forms that weigh the same tell as much as these do."""
        return self.n / self.design_effect if self.weights == "used" else float(self.n)
