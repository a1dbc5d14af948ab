"""Choose series: which metric of which groups is watched, as settings or a request say."""

from collections.abc import Mapping
from dataclasses import dataclass

from luister.errors import UnknownNameError
from luister.estimates.report import ReportRequest
from luister.estimates.watched import WarningSettings
from luister.events.answer import Question, Scale
from luister.loop.measure import own_metrics
from luister.metrics.catalogue import metric as metric_named
from luister.metrics.fitting import fitting_questions
from luister.metrics.metric import Metric
from luister.metrics.watching import DROPS, suiting_metric
from luister.store import questions as known
from luister.store.counting import asked_columns, check_dimensions, values_of
from luister.store.cut import Cut
from luister.store.histogram import AskedColumn
from luister.store.home import Store

Scope = Mapping[str, tuple[str, ...]]
_MOST_VALUES = 2000
_NOT_BY_ITSELF = ("employee", "wave", "language", "touchpoint", "process", "survey", "question")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenCut:
    """Series of one metric: its question's scale, and the cut that makes them."""

    metric: Metric
    scale: Scale
    cut: Cut


def chosen_cuts(
    store: Store,
    settings: WarningSettings,
    *,
    metric: str | None = None,
    survey: str | None = None,
    by: tuple[str, ...] | None = None,
    scope: Scope,
) -> list[ChosenCut]:
    """Which series there are, cut by cut.

    Raises:
        UnknownNameError: a metric, survey or dimension that does not exist, or a metric that only counts.
    """
    store.projection.catch_up()
    check_dimensions(store, by or ())
    names = (metric,) if metric else settings.metrics or (None,)
    found = [one for name in names for one in _of_metric(store, name, survey)]
    segments = _segments(store) if by is None and not settings.dimensions else ()
    return [
        ChosenCut(metric=one, scale=Scale.from_code(asked.scale), cut=cut)
        for one, asked in found
        for cut in (
            [Cut(asked=asked, dimensions=by, where=scope)]
            if by is not None
            else _usual(asked, settings, segments, scope)
        )
    ]


def _of_metric(
    store: Store, name: str | None, survey: str | None
) -> list[tuple[Metric, AskedColumn]]:
    """The questions watched, each with its metric; where several fit, those that stand for their process."""
    surveys = known.questions_of(store)
    if name is None and survey is None and not _has_numbers(surveys):
        return []
    chosen = None if name is None else metric_named(name, own_metrics(store))
    if chosen is not None and chosen.unit not in DROPS:
        raise UnknownNameError(
            f"The metric {chosen.id} is not watched: it has no level that can fall.",
            hint="Watch a mean, a share or NPS; a feed that goes silent is told of anyway.",
        )
    request = ReportRequest(metric=name or "mean", survey=survey)
    fitting = fitting_questions(
        metric_named("mean") if chosen is None else chosen, surveys, request
    )
    pairs = [pair for pair, is_headline in fitting.items() if is_headline] or list(fitting)[:1]
    return [
        (chosen or suiting_metric(Scale.from_code(asked.scale)), asked)
        for asked in asked_columns(store, pairs)
    ]


def _has_numbers(surveys: Mapping[str, tuple[Question, ...]]) -> bool:
    return any(one.scale.is_numeric for asked in surveys.values() for one in asked)


def _usual(
    asked: AskedColumn, settings: WarningSettings, segments: tuple[str, ...], scope: Scope
) -> list[Cut]:
    """The whole process, and each of its segments."""
    chosen = settings.dimensions
    by_process = sorted({name for name in chosen if name})
    others = chosen.get("", segments if not chosen else ())
    cuts = [Cut(asked=asked, dimensions=("process",), where=scope)]
    cuts += [
        Cut(asked=asked, dimensions=("process", name), where=scope, without=tuple(by_process))
        for name in others
    ]
    cuts += [
        Cut(asked=asked, dimensions=("process", name), where={**scope, "process": (process,)})
        for process in by_process
        for name in chosen[process]
    ]
    return cuts


def _segments(store: Store) -> tuple[str, ...]:
    """The dimensions by which answers are cut where nobody chose: those with a few values."""
    names = ("team", "channel", *known.own_dimensions(store))
    return tuple(
        name
        for name in names
        if name not in _NOT_BY_ITSELF and 1 < len(values_of(store, name)) <= _MOST_VALUES
    )
