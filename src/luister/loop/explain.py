"""Explain: why a number moved: where, by whose scores or by whose presence, in whose words."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from luister.estimates.count_table import CountedCell, CountTable, one_question_a_group
from luister.estimates.report import Period, ReportRequest
from luister.estimates.request_terms import filter_of
from luister.events.alarm import Alarm
from luister.loop.listen import words_there
from luister.loop.measure import dimensions, own_metrics, report
from luister.loop.recall import happenings_near
from luister.metrics.catalogue import metric as metric_named
from luister.metrics.fitting import fitting_questions
from luister.metrics.metric import Metric
from luister.metrics.point_sums import point_sums
from luister.store import questions as known
from luister.store.alarms import alarm
from luister.store.counting import counted
from luister.store.histogram import Histogram
from luister.store.home import Store
from luister.warning import explanation, happenings
from luister.warning.explanation import periods_of
from luister.warning.segment_table import segment_table
from luister.warning.where import Where, where

Explanation = explanation.Explanation
Place = explanation.Place
Compared = explanation.Compared
Happening = happenings.Happening

_OF_TIME = frozenset({"wave"})
"""A wave is a time: of course others answer in another one."""


Scope = Mapping[str, tuple[str, ...]]


def explain(
    store: Store, number: int, *, scope: Scope, today: date, comments: bool = True
) -> tuple[Alarm, Explanation]:
    """The alarm with this number, and why the number moved, within what the reader may see.

    Raises:
        UnknownNameError: there is no such alarm within `scope`.
    """
    found = alarm(store.truth, number, scope=scope)
    request = ReportRequest(
        metric=found.metric,
        survey=found.surveys[0] if len(found.surveys) == 1 else None,
        question=found.question or None,
        where={name: (value,) for name, value in found.group.items()},
        scope=scope,
    )
    before, after = periods_of(found, until=today)
    since = (found.changed_low, found.changed_high)
    return found, explain_move(store, request, before, after, comments=comments, since=since)


def explain_move(
    store: Store,
    request: ReportRequest,
    before: Period,
    after: Period,
    *,
    comments: bool = True,
    since: tuple[date, date] | None = None,
) -> Explanation:
    """Why the metric moved from one period to another, within the filter and scope of the request.

    `comments` says whether the reader may see any; `since` are the days on which the move may have
    begun (the beginning of `after`, unless told), near which other happenings are looked for. Where
    the whole is too small to be shown, nothing else is.

    Raises:
        UnknownNameError: a metric, survey or dimension that does not exist, or several questions fit.
    """
    metric = metric_named(request.metric, own_metrics(store))
    periods = (before, after)
    whole = _compared(store, request, {}, periods)
    if whole is None:
        return _hidden(request, metric, periods)
    found = _found(store, request, metric, periods)
    places = _places(store, request, found, periods)
    # What is told of all others, or of words there, would tell the number of a hidden group.
    is_told = all(place.compared for place in places)
    groups = tuple(place.group for place in places if is_told)
    return replace(
        _hidden(request, metric, periods),
        verdict=found.verdict,
        before=whole.before,
        after=whole.after,
        difference=whole.difference,
        places=places,
        rest=found.rest if is_told else None,
        rest_moved=found.rest_moved,
        mix=found.mix,
        looked_at=found.looked_at,
        words=words_there(store, request, groups, before, after) if comments else None,
        happenings=happenings_near(store, request, since or (after.first, after.first)),
    )


Periods = tuple[Period, Period]
"""Before and after."""


def _hidden(request: ReportRequest, metric: Metric, periods: Periods) -> Explanation:
    """What was asked, and that nothing may be told of it."""
    before, after = periods
    return Explanation(
        verdict="hidden",
        metric=metric.id,
        unit=metric.unit,
        higher_is_better=metric.higher_is_better,
        survey=request.survey or "",
        where=filter_of(request),
        before_period=before,
        after_period=after,
    )


def _found(store: Store, request: ReportRequest, metric: Metric, periods: Periods) -> Where:
    """Where it moved, the reader's scope and filter kept."""
    names = _dimensions(store, request)
    cells = [_cells(store, request, metric, names, period) for period in periods]
    table, finer = (
        segment_table(
            names,
            *(point_sums(metric, rows, dimensions=len(names), finer=finer) for rows in cells),
        )
        for finer in (False, True)
    )

    return where(table, unit=metric.unit, finer=finer)


def _dimensions(store: Store, request: ReportRequest) -> tuple[str, ...]:
    """What may tell groups apart: all but time, and what the filter leaves one value of."""
    fixed = {name for name, values in filter_of(request).items() if len(values) == 1}
    return tuple(one for one in dimensions(store) if one not in _OF_TIME | fixed)


def _cells(
    store: Store, request: ReportRequest, metric: Metric, names: tuple[str, ...], period: Period
) -> tuple[CountedCell, ...]:
    """The answers of a period in every combination of the dimensions."""
    asked = fitting_questions(metric, known.questions_of(store), request)
    allowed = filter_of(request)
    every = tuple(dict.fromkeys((*names, *allowed)))
    stretch = (period.first, period.last)
    question = Histogram(
        questions=tuple(asked), dimensions=every, stretches=(stretch,), where=allowed
    )
    _, cells = counted(store, question)
    headlines = frozenset(pair for pair, is_headline in asked.items() if is_headline)
    return one_question_a_group(CountTable(every, tuple(cells)), (), allowed, headlines).rows


def _places(
    store: Store, request: ReportRequest, found: Where, periods: Periods
) -> tuple[Place, ...]:
    """The groups named, each with the numbers that a report shows of it."""
    rows = ((one, _compared(store, request, one.group, periods)) for one in found.groups)
    return tuple(
        Place(moved.group, moved.p, row, moved.contribution if row else None)
        for moved, row in rows
    )


def _compared(
    store: Store, request: ReportRequest, group: Mapping[str, str], periods: Periods
) -> Compared | None:
    """What a report says of the group after, set against before; None where it shows nothing."""
    before, after = periods
    asked = replace(
        request,
        by=(),
        every=None,
        first=after.first,
        last=after.last,
        compare=f"{before.first}..{before.last}",
        where={**request.where, **{name: (value,) for name, value in group.items()}},
    )
    for row in report(store, asked, today=after.last).rows:
        other = row.comparison
        if row.estimate and other and other.estimate and other.difference:
            return Compared(other.estimate, row.estimate, other.difference)
    return None
