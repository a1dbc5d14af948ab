"""A metric of some group moved, and since when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from luister.estimates.estimate import Difference, Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """What moved, from what to what, since when, and how sure that is.

    `group` holds the dimension values, {} for all answers; `surveys` those in which `question` was asked. `direction`
    is down or up, of the number itself: of a metric whose high end is bad, up is worse. The change began on
    `changed_on`, and with 95 % certainty from `changed_low` up to `changed_high`. `before` and `after` are None where
    so few answered that they must be hidden. `threshold` and `evidence` are days between false alarms of this series:
    the evidence passed the threshold. `counts_from` is the day from which the series was watched: with metric,
    question, group and direction it makes the alarm one and the same (`key`). An alarm of a replay has no `id`.
    """

    metric: str
    question: str
    surveys: tuple[str, ...]
    group: Mapping[str, str]
    direction: str
    raised_on: date
    changed_on: date
    changed_low: date
    changed_high: date
    before: Estimate | None
    after: Estimate | None
    change: Difference | None
    evidence: float
    threshold: float
    counts_from: date
    key: str = ""
    id: int | None = None
    raised_at: datetime | None = None
    signal: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A group that used to answer and does not any more: nothing, or far too little, since `since`.

    `expected` answers would have come since then, `received` came. `key` makes it one and the same.
    """

    question: str
    surveys: tuple[str, ...]
    group: Mapping[str, str]
    since: date
    noticed_on: date
    expected: float
    received: int
    key: str = ""
