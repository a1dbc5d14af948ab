"""A stretch of the past, run again with today's settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from luister.estimates.estimate import Estimate
from luister.estimates.report import Period
from luister.estimates.watched import WarningSettings, WatchedSeries
from luister.events.alarm import Alarm


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayRequest:
    """What to run again; what is left out follows from the settings of the home.

    `by` names dimensions that cut the answers together: ("team", "channel") watches each team in each channel. None
    follows the settings: each process, and its chosen segments. Without `first` a year is run, up to `last` or the
    last answer. `settings` stand in for those of the home. `scope` limits the answers, as for every reader.
    """

    metric: str | None = None
    survey: str | None = None
    by: tuple[str, ...] | None = None
    first: date | None = None
    last: date | None = None
    alarms_per_year: float | None = None
    settings: WarningSettings | None = None
    scope: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """What would have been raised: `series` is how many were watched, `days` how many days were run."""

    alarms_per_year: float
    series: int
    days: int
    first: date | None
    last: date | None
    alarms: tuple[Alarm, ...]
    watched: tuple[WatchedSeries, ...]


@dataclass(frozen=True, slots=True)
class CoursePoint:
    """A series in one period; `estimate` is None where nobody answered or the group is too small."""

    period: Period
    estimate: Estimate | None
    is_hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayedSeries:
    """A series that raised alarms, oldest first, and its course by `every`: week or month."""

    alarms: tuple[Alarm, ...]
    every: str
    points: tuple[CoursePoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAgain:
    """What a replay that somebody ordered found, as it is kept: sums and alarms, nothing of a person.

    `raised` is how many alarms there were over all; `shown` holds the series whose last alarm is the latest.
    """

    alarms_per_year: float
    series: int
    days: int
    raised: int
    shown: tuple[ReplayedSeries, ...]
