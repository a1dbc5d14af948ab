"""Promise: every series with its threshold and the delay to expect for a fall of each size."""

from datetime import date, timedelta

import numpy as np

from luister.estimates.watched import STRICT, Delay, WarningSettings, WatchedSeries
from luister.loop.read_days import Series, Sheet
from luister.metrics.watching import DROPS, watched_drop
from luister.warning.delay import delays
from luister.warning.watching import TOLERANCE, Rules, Standing

_YEAR = timedelta(days=364)


def rules_of(settings: WarningSettings, found: Sheet) -> Rules:
    """How a look goes with these settings."""
    return Rules(
        alarms_per_year=settings.alarms_per_year,
        tolerance=TOLERANCE if settings.strictness == STRICT else 0.0,
        least_answers=settings.least_answers,
        floors=found.floors,
        pools=found.pools,
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
    first, last = found.sums.first, found.sums.day(found.sums.days - 1)
    whole = [series.counted(first, last) for series in found.series]
    drops = [DROPS[series.chosen.metric.unit] for series in found.series]
    sizes = [
        [
            watched_drop(series.chosen.metric, counted, series.chosen.scale, drop)
            if counted
            else 0.0
            for drop in told
        ]
        for series, counted, told in zip(found.series, whole, drops, strict=True)
    ]
    days = delays(
        np.array(sizes),
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
