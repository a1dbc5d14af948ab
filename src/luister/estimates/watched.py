"""What is watched, how, and what that promises."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from luister.estimates.estimate import Estimate

ALARMS_PER_YEAR = 12.0
STRICT, SENSITIVE = "strict", "sensitive"


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningSettings:
    """What an administrator decides on watching.

    `alarms_per_year` false alarms are accepted over all series together. `strictness` is strict (slow drift and
    differences too small to matter are let pass) or sensitive. `metrics` are those watched; empty means the one that
    suits each process's own question. `dimensions` says, by process ("" for all others), into which segments answers
    are cut, one at a time: ("team", "region") watches each team and each region, beside the process itself. A series
    is watched once it has `least_answers`.
    """

    alarms_per_year: float = ALARMS_PER_YEAR
    strictness: str = STRICT
    metrics: tuple[str, ...] = ()
    dimensions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    least_answers: int = 20
    is_on: bool = True


@dataclass(frozen=True, slots=True)
class Delay:
    """A change of `drop` (in the metric's unit) is noticed after so many days and answers, on average; `drop` > 0.

    None: not within a year, on average.
    """

    drop: float
    days: float | None
    answers: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedSeries:
    """One series: whose, how busy, its threshold in days between false alarms, and what that promises.

    `is_watched` is False as long as it has too few answers; it then takes no part of the stated rate. `baseline` is
    the level that it is held against now. `counts_from` is its first day, or the last change from which it was
    learned anew. What tells how many answered is None, and there are no delays, where the reader may not know that.
    """

    metric: str
    question: str
    surveys: tuple[str, ...]
    group: Mapping[str, str]
    answers_per_day: float | None
    answers: int | None
    threshold: float | None
    is_watched: bool
    counts_from: date
    baseline: Estimate | None
    delays: tuple[Delay, ...] = ()
