"""Measure: a metric by groups and periods, with its doubt, target and comparison.

Every number that anybody sees, on a page, in a file, over the API or in a mail, comes through
`report`.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from luister.estimates.count_table import CountTable, one_question_a_group
from luister.estimates.frame import Frame
from luister.estimates.goal_line import Mark, TargetLine
from luister.estimates.report import Report, ReportRequest
from luister.estimates.request_terms import (
    days_of,
    dimensions_of,
    filter_of,
    fixed_comparison,
)
from luister.metrics.catalogue import BUILT_IN
from luister.metrics.catalogue import metric as metric_named
from luister.metrics.fitting import fitting_questions, minimum_group
from luister.metrics.frame_weights import weighted_to
from luister.metrics.metric import Metric
from luister.metrics.own import own_metric
from luister.metrics.report_rows import Asked, CountedStretch, covered_period, report_rows
from luister.metrics.suppression import hidden_groups, with_companions
from luister.store import counting
from luister.store import questions as known
from luister.store.counting import counted, values_of
from luister.store.frames import frames
from luister.store.histogram import Histogram
from luister.store.home import Store
from luister.store.questions import SurveySummary
from luister.store.segment import PLACES


def report(store: Store, request: ReportRequest, *, today: date) -> Report:
    """The metric by groups and periods; small groups are hidden so that no subtraction finds them.

    `today` closes a period that has no last day and no answers yet.

    Raises:
        UnknownNameError: a metric, survey, question, dimension or period that does not exist, or
            too many questions that fit.
    """
    metric = metric_named(request.metric, own_metrics(store))
    asked = fitting_questions(metric, known.questions_of(store), request)
    weighed = _frames_of(store, asked) if request.weighted else {}
    now, version = _counted_stretch(store, request, asked, days_of(request), weighed)
    covered = covered_period(request, now, today)
    other = fixed_comparison(request, covered)
    before = now
    if other is not None:
        whole = replace(request, every=None)
        before, _ = _counted_stretch(store, whole, asked, (other.first, other.last), weighed)
    rows = report_rows(now, before, Asked(metric, request, known.targets(store), other))
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
        version=version,
        frames=tuple(weighed.values()),
    )


def moment(store: Store, request: ReportRequest) -> tuple[tuple[tuple[str, str], ...], int]:
    """What the rows of a report hang on, beside what people settled: the questions, and when their answers changed.

    Answers to other surveys leave it as it is.

    Raises:
        UnknownNameError: as `report`.
    """
    metric = metric_named(request.metric, own_metrics(store))
    asked = fitting_questions(metric, known.questions_of(store), request)
    return tuple(asked), counting.changed_at(store, sorted({survey for survey, _ in asked}))


def _counted_stretch(
    store: Store,
    request: ReportRequest,
    asked: Mapping[tuple[str, str], bool],
    days: tuple[date, date],
    weighed: Mapping[str, Frame],
) -> tuple[CountedStretch, int]:
    """Counts every value of the dimensions, hides what is small, then filters."""
    dimensions = with_companions(dimensions_of(request))
    own = (name for frame in weighed.values() for name in frame.dimensions)
    extra = tuple(dict.fromkeys(name for name in own if name not in dimensions))
    question = Histogram(
        questions=tuple(asked),
        dimensions=(*dimensions, *extra),
        every=request.every,
        stretches=(days,),
        weighted=request.weighted,
    )
    version, found = counted(store, question)
    rows = (
        weighted_to(found, question.dimensions, weighed, keep=len(dimensions))
        if weighed
        else found
    )
    where = filter_of(request)
    headlines = frozenset(pair for pair, is_headline in asked.items() if is_headline)
    table = one_question_a_group(CountTable(dimensions, tuple(rows)), request.by, where, headlines)
    period = ("period",) if request.every else ()
    hidden = hidden_groups(
        table.cells(),
        (*dimensions, *period),
        by=(*request.by, *period),
        where=where,
        minimum=minimum_group,
    )
    return CountedStretch(table.within(where).groups(request.by), hidden), version


def _frames_of(store: Store, asked: Mapping[tuple[str, str], bool]) -> dict[str, Frame]:
    surveys_asked = {survey for survey, _ in asked}
    return {name: frame for name, frame in frames(store).items() if name in surveys_asked}


def version(store: Store) -> int:
    """The place in the log up to which answers count; it moves whenever a number may have."""
    return store.follow()


def keep_up(store: Store) -> int:
    """As `version`, after all that came in was taken in; for who looks every second, so that readers need not."""
    return store.keep_up()


def read_ahead(store: Store) -> int:
    """How many columns of the facts are in memory, so that the first reports need not read them."""
    return counting.read_ahead(store)


def metrics(store: Store) -> tuple[Metric, ...]:
    """Every metric: the built-in ones, then the organisation's own."""
    return (*BUILT_IN, *own_metrics(store))


def own_metrics(store: Store) -> tuple[Metric, ...]:
    """The organisation's own metrics."""
    return tuple(own_metric(name, text) for name, text in known.own_metrics(store).items())


def keep_metric(store: Store, name: str, definition: str) -> None:
    """Keeps an own metric under its name; an empty definition takes it away."""
    if definition:
        own_metric(name, definition)
    known.keep_metric(store, name, definition)


def metric_definitions(store: Store) -> dict[str, str]:
    """The definitions of the organisation's own metrics: name -> TOML."""
    return known.own_metrics(store)


def surveys(store: Store) -> list[SurveySummary]:
    """Every survey with answers, by name."""
    return known.surveys(store)


def dimensions(store: Store) -> tuple[str, ...]:
    """Every dimension that a report may be grouped by or filtered on."""
    return (*PLACES, *known.own_dimensions(store))


def values(store: Store, dimension: str) -> list[str]:
    """The values of a dimension, in the order of the alphabet."""
    return values_of(store, dimension)


def targets(store: Store) -> list[TargetLine]:
    """All targets, by metric, process and day."""
    return known.targets(store)


def set_target(store: Store, line: TargetLine) -> None:
    """Keeps a target; one for the same metric, process and day is replaced."""
    known.set_target(store, replace(line, metric=metric_named(line.metric, own_metrics(store)).id))


def remove_target(store: Store, identity: int) -> None:
    """Takes a target away."""
    known.remove(store, "target", identity)


def marks(store: Store) -> list[Mark]:
    """All marks, oldest first."""
    return known.marks(store)


def add_mark(store: Store, day: date, label: str, process: str | None) -> None:
    """Keeps a mark."""
    known.add_mark(store, day, label, process)


def remove_mark(store: Store, identity: int) -> None:
    """Takes a mark away."""
    known.remove(store, "mark", identity)


def headlines(store: Store) -> dict[str, str]:
    """Which metric stands for a process on its tile, where somebody chose: process -> metric."""
    return known.headlines(store)


def choose_headline(store: Store, process: str, metric: str) -> None:
    """Lets `metric` stand for `process` on its tile."""
    known.choose_headline(store, process, metric_named(metric, own_metrics(store)).id)
