"""Measure: a metric by groups and periods, with its doubt, target and comparison.

Every number that anybody sees, on a page, in a file, over the API or in a mail, comes through
`report`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from luister.errors import UnknownNameError
from luister.estimates.count_table import (
    CountedGroup,
    CountTable,
    Key,
    group_key,
    one_question_a_group,
)
from luister.estimates.goal_line import TargetLine
from luister.estimates.report import Comparison, Period, Report, ReportRequest, ReportRow
from luister.estimates.request_terms import (
    compares_neighbours,
    days_of,
    dimensions_of,
    earlier_bucket,
    filter_of,
    fixed_comparison,
    is_in_range,
    period_of,
    process_of,
    target_of,
)
from luister.events.answer import Scale
from luister.metrics.catalogue import metric as metric_named
from luister.metrics.estimation import difference, estimate
from luister.metrics.metric import Metric
from luister.metrics.own import own_metric
from luister.metrics.suppression import hidden_groups
from luister.metrics.target_status import status
from luister.store import questions as known
from luister.store.counting import counted
from luister.store.fact_query import Histogram
from luister.store.home import Store
from luister.store.projection import RESPONSE

MINIMUM_GROUP = 5
MINIMUM_EMPLOYEE_GROUP = 10


@dataclass(frozen=True, slots=True)
class _Measured:
    """The groups of one stretch of time, and which of them are hidden."""

    groups: Mapping[Key, CountedGroup]
    hidden: frozenset[tuple[str, ...]]
    version: int


def minimum_group(dimensions: frozenset[str]) -> int:
    """The fewest answers a group may show: 10 where it tells of employees, else 5."""
    return MINIMUM_EMPLOYEE_GROUP if "employee" in dimensions else MINIMUM_GROUP


def own_metrics(store: Store) -> tuple[Metric, ...]:
    """The organisation's own metrics."""
    return tuple(own_metric(name, text) for name, text in known.own_metrics(store).items())


def report(store: Store, request: ReportRequest, *, today: date) -> Report:
    """The metric by groups and periods; small groups are hidden so that no subtraction finds them.

    `today` closes a period that has no last day and no answers yet.

    Raises:
        UnknownNameError: a metric, survey, question, dimension or period that does not exist, or
            too many questions that fit.
    """
    metric = metric_named(request.metric, own_metrics(store))
    asked = _questions(store, metric, request)
    now = _measured(store, request, asked, days_of(request))
    covered = _covered(request, now, today)
    other = fixed_comparison(request, covered)
    before = now
    if other is not None:
        whole = replace(request, every=None)
        before = _measured(store, whole, asked, (other.first, other.last))
    lines = known.targets(store)
    rows = [
        _row(key, (now, before), (metric, request, other), lines)
        for key in sorted(now.groups, key=lambda key: (key[0], str(key[1])))
        if is_in_range(key[1], now.groups[key], request)
    ]
    return Report(
        request=request,
        metric=metric.id,
        unit=metric.unit,
        rows=tuple(rows),
        period=covered,
        questions=tuple(sorted({group.question for group in now.groups.values()})),
        scale=next((group.scale for group in now.groups.values()), ""),
        minimum_group=minimum_group(frozenset(dimensions_of(request))),
        comparison_period=other,
        version=now.version,
    )


def _questions(
    store: Store, metric: Metric, request: ReportRequest
) -> dict[tuple[str, str], bool]:
    """The questions that the metric may count: (survey, question) -> whether it is a headline."""
    surveys = known.questions_of(store)
    if request.survey is not None and request.survey not in surveys:
        raise UnknownNameError(
            f"There is no survey {request.survey!r}.",
            hint=f"There are: {', '.join(surveys) or 'none yet; import a file first'}.",
        )
    chosen = {s: q for s, q in surveys.items() if request.survey in (None, s)}
    if metric.fits(Scale(RESPONSE)):
        return {(survey, RESPONSE): True for survey in chosen}
    found = {
        (survey, question.id): question.is_headline
        for survey, questions in chosen.items()
        for question in questions
        if (question.id == request.question if request.question else metric.fits(question.scale))
        and question.scale.is_numeric
    }
    if not found:
        fitting = sorted({q.id for qs in chosen.values() for q in qs if metric.fits(q.scale)})
        raise UnknownNameError(
            f"No question fits {metric.id}{' as ' + request.question if request.question else ''}.",
            hint=f"Questions that do: {', '.join(fitting[:12]) or 'none here'}.",
        )
    return found


def _measured(
    store: Store,
    request: ReportRequest,
    asked: Mapping[tuple[str, str], bool],
    stretch_of_days: tuple[date, date],
) -> _Measured:
    """Counts every value of the dimensions, hides what is small, then filters."""
    dimensions = dimensions_of(request)
    question = Histogram(
        questions=tuple(asked),
        dimensions=dimensions,
        every=request.every,
        stretches=(stretch_of_days,),
        weighted=request.weighted,
    )
    version, rows = counted(store, question)
    where = filter_of(request)
    headlines = frozenset(question for question, is_headline in asked.items() if is_headline)
    table = one_question_a_group(CountTable(dimensions, tuple(rows)), request.by, where, headlines)
    period = ("period",) if request.every else ()
    hidden = hidden_groups(
        table.cells(),
        (*dimensions, *period),
        by=(*request.by, *period),
        where=where,
        minimum=minimum_group,
    )
    return _Measured(table.within(where).groups(request.by), hidden, version)


def _row(
    key: Key,
    measured: tuple[_Measured, _Measured],
    question: tuple[Metric, ReportRequest, Period | None],
    lines: list[TargetLine],
) -> ReportRow:
    now, before = measured
    metric, request, _ = question
    group, bucket = key
    counted_group = now.groups[key]
    period = period_of(bucket, counted_group, request)
    named = dict(zip(request.by, group, strict=True))
    if group_key(group, bucket) in now.hidden:
        return ReportRow(group=named, period=period, estimate=None, suppressed=True)
    scale = Scale.from_code(counted_group.scale)
    value = estimate(metric, counted_group.counts, scale, weighted=request.weighted)
    target = target_of(lines, metric.id, process_of(named, request), period.last)
    return ReportRow(
        group=named,
        period=period,
        estimate=value,
        target=target,
        status=status(value, target, higher_is_better=metric.higher_is_better) if target else None,
        comparison=_comparison(key, before, counted_group, question),
        counts={answer: cell.n for answer, cell in sorted(counted_group.counts.items())},
    )


def _comparison(
    key: Key,
    before: _Measured,
    now: CountedGroup,
    question: tuple[Metric, ReportRequest, Period | None],
) -> Comparison | None:
    metric, request, fixed = question
    if request.compare is None:
        return None
    bucket = earlier_bucket(key, before.groups, request) if compares_neighbours(request) else None
    group = before.groups.get((key[0], bucket))
    period = fixed or (period_of(bucket, group, replace(request, first=None)) if group else None)
    if period is None:
        return None
    if group is None or group_key(key[0], bucket) in before.hidden or group.scale != now.scale:
        return Comparison(period, None, None)
    scale = Scale.from_code(group.scale)
    return Comparison(
        period,
        estimate(metric, group.counts, scale, weighted=request.weighted),
        difference(metric, now.counts, group.counts, scale, weighted=request.weighted),
    )


def _covered(request: ReportRequest, now: _Measured, today: date) -> Period:
    first = request.first or min((group.first for group in now.groups.values()), default=today)
    last = request.last or max((group.last for group in now.groups.values()), default=today)
    return Period(min(first, last), last)
