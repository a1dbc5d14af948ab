"""What a chart is given: points with words already in the reader's language."""

from dataclasses import dataclass
from datetime import date

from luister.estimates.estimate import Estimate


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One period on a trend; `estimate` is None where it is hidden or nobody answered.

    `before` is the value of the comparison, `note` what to say where there is no estimate, `address`
    where a click leads, `days` the first and last day, `tick` the short name under the chart.
    """

    label: str
    days: tuple[date, date]
    estimate: Estimate | None
    before: float | None = None
    note: str = ""
    address: str = ""
    tick: str = ""


@dataclass(frozen=True, slots=True)
class ChartMark:
    """Something that happened on a day; `letter` links the line in the chart to the words below."""

    letter: str
    day: date
    label: str


@dataclass(frozen=True, slots=True)
class TrendLines:
    """The levels that run along a trend: the target and its lower bound."""

    target: float | None = None
    lower_bound: float | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """One value of a distribution: its name, how many, and its kind: good, fair, poor or calm."""

    label: str
    n: int
    kind: str
    address: str = ""
