"""Replay: a stretch of the past is watched again with today's settings."""

from dataclasses import replace as changed
from datetime import date, timedelta

import numpy as np

from luister.estimates.watched import STRICT, Delay, WarningSettings, WatchedSeries
from luister.events.alarm import Alarm
from luister.events.replay import Replay, ReplayRequest
from luister.loop.choose_series import chosen_cuts
from luister.loop.read_days import Series, Sheet, answered_days, sheet
from luister.loop.show_moves import as_shown
from luister.metrics.watching import DROPS, watched_drop
from luister.store.home import Store
from luister.store.watching import kept_settings
from luister.warning.delay import delays
from luister.warning.watching import TOLERANCE, Moved, Rules, Standing, look

_YEAR = timedelta(days=364)


def replay(store: Store, request: ReplayRequest) -> Replay:
    """The alarms that today's settings would have raised, by day, and the series that were watched.

    Raises:
        UnknownNameError: a metric, survey or dimension that does not exist.
    """
    settings = request.settings or kept_settings(store.truth)
    if request.alarms_per_year is not None:
        settings = changed(settings, alarms_per_year=request.alarms_per_year)
    cuts = chosen_cuts(
        store,
        settings,
        metric=request.metric,
        survey=request.survey,
        by=request.by,
        scope=request.scope,
    )
    answered = answered_days(store, cuts)
    if answered is None:
        return Replay(
            alarms_per_year=settings.alarms_per_year,
            series=0,
            days=0,
            first=None,
            last=None,
            alarms=(),
            watched=(),
        )
    last = request.last or answered[1]
    first = request.first or max(answered[0], last - _YEAR)
    found = _run(sheet(store, cuts, first, last), settings, first, last)
    return changed(found, alarms=tuple(as_shown(store, one) for one in found.alarms))


def _run(found: Sheet | None, settings: WarningSettings, first: date, last: date) -> Replay:
    alarms: list[Alarm] = []
    watched: tuple[WatchedSeries, ...] = ()
    if found is not None:
        standing = beginning(found, first)
        start = max(0, found.sums.place(first))
        days = range(start, found.sums.days)
        moved = look(found.sums, standing, days, rules_of(settings, found))
        alarms = [alarm_of(found, one) for one in moved]
        watched = watched_series(found, standing, settings, last)
    return Replay(
        alarms_per_year=settings.alarms_per_year,
        series=sum(one.is_watched for one in watched),
        days=(last - first).days + 1,
        first=first,
        last=last,
        alarms=tuple(alarms),
        watched=watched,
    )


def rules_of(settings: WarningSettings, found: Sheet) -> Rules:
    """How a look goes with these settings."""
    return Rules(
        alarms_per_year=settings.alarms_per_year,
        tolerance=TOLERANCE if settings.strictness == STRICT else 0.0,
        least_answers=settings.least_answers,
        floors=found.floors,
        pools=found.pools,
    )


def beginning(found: Sheet, hunted: date) -> Standing:
    """Every series from its first answer on; changes are sought from `hunted` on."""
    answered = found.sums.n > 0
    since = np.where(answered.any(axis=1), answered.argmax(axis=1), found.sums.days)
    start = max(0, found.sums.place(hunted))
    return Standing(since.astype(np.int64), np.full(found.sums.series, start, np.int64))


def alarm_of(found: Sheet, moved: Moved) -> Alarm:
    """The alarm in words of days and estimates."""
    series, day = found.series[moved.series], found.sums.day
    before = day(moved.baseline_from), day(moved.change.place - 1)
    after = day(moved.change.place), day(moved.place)
    return Alarm(
        metric=series.chosen.metric.id,
        question=series.chosen.cut.asked.question,
        surveys=series.chosen.cut.asked.surveys,
        group=series.group,
        direction=moved.direction,
        raised_on=day(moved.place),
        changed_on=day(moved.change.place),
        changed_low=day(moved.change.low),
        changed_high=day(moved.change.high),
        before=series.estimate(*before),
        after=series.estimate(*after),
        change=series.change(before, after),
        evidence=moved.evidence,
        threshold=moved.threshold,
        counts_from=day(moved.counts_from),
    )


def watched_series(
    found: Sheet, standing: Standing, settings: WarningSettings, last: date
) -> tuple[WatchedSeries, ...]:
    """Every series with its threshold, and what that promises."""
    promised = _delays(found, standing, rules_of(settings, found).tolerance)
    return tuple(
        _watched(series, found.sums.day(int(standing.since[at])), last, standing, at, promised[at])
        for at, series in enumerate(found.series)
    )


def _watched(
    series: Series,
    since: date,
    last: date,
    standing: Standing,
    at: int,
    promised: tuple[Delay, ...],
) -> WatchedSeries:
    return WatchedSeries(
        metric=series.chosen.metric.id,
        question=series.chosen.cut.asked.question,
        surveys=series.chosen.cut.asked.surveys,
        group=series.group,
        answers_per_day=float(standing.volume[at]),
        answers=int(standing.answers[at]),
        threshold=float(standing.threshold[at]),
        is_watched=bool(standing.is_watched[at]),
        counts_from=since,
        baseline=series.estimate(max(since, last - _YEAR), last),
        delays=promised,
    )


def _delays(found: Sheet, standing: Standing, tolerance: float) -> list[tuple[Delay, ...]]:
    """Per series the delay of each size of drop that is told."""
    sizes: dict[int, list[float]] = {}
    first, last = found.sums.first, found.sums.day(found.sums.days - 1)
    whole = [series.counted(first, last) for series in found.series]
    drops = [DROPS[series.chosen.metric.unit] for series in found.series]
    sizes = {
        at: [
            watched_drop(series.chosen.metric, whole[at], series.chosen.scale, drop)
            if whole[at]
            else 0.0
            for drop in drops[at]
        ]
        for at, series in enumerate(found.series)
    }
    days = delays(
        np.array(list(sizes.values())),
        standing.volume,
        thresholds=standing.threshold,
        baseline=standing.answers,
        shared_by_day=standing.shared_by_day,
        tolerance=tolerance,
    )
    return [
        tuple(
            Delay(drop, None, None)
            if np.isnan(days[at, number])
            else Delay(
                drop, float(days[at, number]), float(days[at, number] * standing.volume[at])
            )
            for number, drop in enumerate(drops[at])
        )
        for at in range(len(found.series))
    ]
