"""A finished report: rows of estimates by group and period, with target and comparison."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from luister.estimates.estimate import Difference, Estimate
from luister.estimates.frame import Frame


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included; `label` is its name: "2017", "2017-Q2", a wave."""

    first: date
    last: date
    label: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """What was agreed: the value to reach and the lower bound below which it is red."""

    value: float
    lower_bound: float | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same group in another period; `estimate` is None where it is too small there."""

    period: Period
    estimate: Estimate | None
    difference: Difference | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRequest:
    """A question for numbers: metric of a survey by groups, every period, where.

    `by` and the keys of `where` and `scope` are dimensions: process, touchpoint, channel, team,
    employee, language, wave, survey, question, or one of the organisation's own. `every` is day,
    week, month, quarter, year or wave. `compare` is previous, last-year, or two days as
    2016-01-01..2016-12-31. `scope` is what the reader may see at all; it filters like `where` and
    comes from the access rules, never from the reader.
    """

    metric: str
    survey: str | None = None
    question: str | None = None
    by: tuple[str, ...] = ()
    every: str | None = None
    first: date | None = None
    last: date | None = None
    compare: str | None = None
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    scope: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    weighted: bool = False


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One group in one period; `estimate` is None where nobody answered or it is `suppressed`.

    `status` is one of `on target`, `probably on target`, `near target`, `probably under`, `surely
    under`, or None where no target is set. `counts` (value -> n) are the answers behind the
    estimate, empty where suppressed.
    """

    group: Mapping[str, str]
    period: Period
    estimate: Estimate | None
    suppressed: bool = False
    target: Target | None = None
    status: str | None = None
    comparison: Comparison | None = None
    counts: Mapping[float, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """What was asked and what came out.

    `period` is the stretch of days really covered, `questions` the ids of the questions behind the
    rows, `scale` the code of their scale ("nps:0-10"), `version` the place in the log up to which
    answers are counted. `frames` are the known totals that a weighted report is weighted to.
    """

    request: ReportRequest
    metric: str
    unit: str
    rows: tuple[ReportRow, ...]
    period: Period
    questions: tuple[str, ...] = ()
    scale: str = ""
    minimum_group: int = 0
    comparison_period: Period | None = None
    version: int = 0
    frames: tuple[Frame, ...] = ()
