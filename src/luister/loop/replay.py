"""Replay: a stretch of the past is watched again with today's settings."""

from collections.abc import Callable
from dataclasses import replace as changed
from datetime import date, timedelta

import numpy as np

from luister.estimates.watched import WarningSettings, WatchedSeries
from luister.events.alarm import Alarm
from luister.events.replay import Replay, ReplayRequest
from luister.loop.choose_series import chosen_cuts
from luister.loop.promise import rules_of, watched_series
from luister.loop.read_days import Sheet, answered_days, sheet
from luister.loop.show_moves import as_shown
from luister.store.home import Store
from luister.store.watching import kept_settings
from luister.warning.watching import REFRESHED, Moved, Standing, look

_YEAR = timedelta(days=364)


def replay(
    store: Store,
    request: ReplayRequest,
    *,
    should_stop: Callable[[], bool] = lambda: False,
    tell: Callable[[float], None] = lambda _share: None,
) -> Replay:
    """The alarms that today's settings would have raised, by day, and the series that were watched.

    `tell` is given the share of the days that was run; told to stop, it holds what was found by then.

    Raises:
        UnknownNameError: a metric, survey or dimension that does not exist.
    """
    settings = _settings(store, request)
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
        return _nothing(settings)
    last = request.last or answered[1]
    first = request.first or max(answered[0], last - _YEAR)
    read = sheet(store, cuts, first, last)
    found = _run(read, settings, (first, last), should_stop=should_stop, tell=tell)
    shown = tuple(as_shown(store, one, scope=request.scope) for one in found.alarms)
    return changed(found, alarms=shown)


def _settings(store: Store, request: ReplayRequest) -> WarningSettings:
    """Those of the request, or those in force; a rate that is asked for goes before both."""
    settings = request.settings or kept_settings(store.truth)
    if request.alarms_per_year is None:
        return settings
    return changed(settings, alarms_per_year=request.alarms_per_year)


def _nothing(settings: WarningSettings) -> Replay:
    """The replay of a home without answers."""
    return Replay(
        alarms_per_year=settings.alarms_per_year,
        series=0,
        days=0,
        first=None,
        last=None,
        alarms=(),
        watched=(),
    )


def _run(
    found: Sheet | None,
    settings: WarningSettings,
    stretch: tuple[date, date],
    *,
    should_stop: Callable[[], bool],
    tell: Callable[[float], None],
) -> Replay:
    alarms: list[Alarm] = []
    watched: tuple[WatchedSeries, ...] = ()
    first, last = stretch
    days = range(0) if found is None else range(max(0, found.sums.place(first)), found.sums.days)
    if found is not None and days:
        standing, rules = beginning(found, first), rules_of(settings, found)
        # In steps as long as thresholds hold, so that they are worked out as often as in one go.
        for done in range(0, len(days), REFRESHED):
            if should_stop():
                break
            moved = look(found.sums, standing, days[done : done + REFRESHED], rules)
            alarms += [alarm_of(found, one) for one in moved]
            tell(done / len(days))
        else:
            watched = watched_series(found, standing, settings, last)
    return Replay(
        alarms_per_year=settings.alarms_per_year,
        series=sum(one.is_watched for one in watched),
        days=max(0, (last - first).days + 1),
        first=first,
        last=last,
        alarms=tuple(alarms),
        watched=watched,
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
