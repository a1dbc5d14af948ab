"""Rows of a report, out of counted groups: estimate, status against the target, and comparison."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from luister.estimates.count_table import CountedGroup, Key, group_key
from luister.estimates.counts import Cell, Counts
from luister.estimates.estimate import Difference, Estimate
from luister.estimates.goal_line import TargetLine
from luister.estimates.report import Comparison, Period, ReportRequest, ReportRow
from luister.estimates.request_terms import (
    compares_neighbours,
    earlier_bucket,
    is_in_range,
    period_of,
    process_of,
    target_of,
)
from luister.events.answer import Scale
from luister.metrics.estimation import difference, estimate
from luister.metrics.metric import Metric
from luister.metrics.target_status import status


@dataclass(frozen=True, slots=True)
class CountedStretch:
    """The groups of one stretch of time, and which of them are hidden."""

    groups: Mapping[Key, CountedGroup]
    hidden: frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What all rows of a report share: metric, request, targets, and the one comparison period."""

    metric: Metric
    request: ReportRequest
    targets: Sequence[TargetLine]
    fixed: Period | None


def report_rows(now: CountedStretch, before: CountedStretch, asked: Asked) -> list[ReportRow]:
    """A row for each group and period, by group and then by time."""
    ordered = sorted(now.groups, key=lambda key: (key[0], str(key[1])))
    if asked.request.every == "wave":
        ordered.sort(key=lambda key: (key[0], now.groups[key].first))
    return [
        _row(key, now, before, asked)
        for key in ordered
        if is_in_range(key[1], now.groups[key], asked.request)
    ]


def covered_period(request: ReportRequest, now: CountedStretch, today: date) -> Period:
    """The days that the report is about: those asked for, else those with answers."""
    first = request.first or min((group.first for group in now.groups.values()), default=today)
    last = request.last or max((group.last for group in now.groups.values()), default=today)
    return Period(min(first, last), last)


def _row(key: Key, now: CountedStretch, before: CountedStretch, asked: Asked) -> ReportRow:
    metric, request = asked.metric, asked.request
    group, bucket = key
    found = now.groups[key]
    period = period_of(bucket, found, request)
    named = dict(zip(request.by, group, strict=True))
    if group_key(group, bucket) in now.hidden:
        return ReportRow(group=named, period=period, estimate=None, suppressed=True)
    value = _estimate(found, asked)
    target = target_of(asked.targets, metric.id, process_of(named, request), period.last)
    return ReportRow(
        group=named,
        period=period,
        estimate=value,
        target=target,
        status=status(value, target, higher_is_better=metric.higher_is_better) if target else None,
        comparison=_comparison(key, now, before, asked),
        counts={answer: cell.n for answer, cell in sorted(found.counts.items())},
    )


def _estimate(group: CountedGroup, asked: Asked) -> Estimate:
    return _known_estimate(asked.metric, _cells(group.counts), group.scale, asked.request.weighted)


_Cells = tuple[tuple[float, Cell], ...]


def _cells(counts: Counts) -> _Cells:
    return tuple(sorted(counts.items()))


# Of the many rows of a report made anew, an answer that came in changed one or two.
@lru_cache(maxsize=4096)
def _known_estimate(metric: Metric, cells: _Cells, scale: str, weighted: bool) -> Estimate:
    return estimate(metric, dict(cells), Scale.from_code(scale), weighted=weighted)


@lru_cache(maxsize=4096)
def _known_difference(
    metric: Metric, now: _Cells, before: _Cells, scale: str, weighted: bool
) -> Difference:
    return difference(metric, dict(now), dict(before), Scale.from_code(scale), weighted=weighted)


def _comparison(
    key: Key, now: CountedStretch, before: CountedStretch, asked: Asked
) -> Comparison | None:
    request = asked.request
    if request.compare is None:
        return None
    moves = compares_neighbours(request)
    bucket = earlier_bucket(key, before.groups, request) if moves else None
    group = before.groups.get((key[0], bucket))
    whole = replace(request, first=None)
    period = asked.fixed or (period_of(bucket, group, whole) if group else None)
    if period is None:
        return None
    counted = now.groups[key]
    if group is None or group_key(key[0], bucket) in before.hidden or group.scale != counted.scale:
        return Comparison(period, None, None)
    cells = _cells(counted.counts), _cells(group.counts)
    change = _known_difference(asked.metric, *cells, group.scale, request.weighted)
    return Comparison(period, _estimate(group, asked), change)
