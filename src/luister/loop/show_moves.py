"""Show moves: an alarm or a series has its numbers only where a report of the same group has them too."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from luister.errors import LuisterError
from luister.estimates.report import ReportRequest
from luister.estimates.watched import WatchedSeries
from luister.events.alarm import Alarm
from luister.loop.measure import report
from luister.store.home import Store

_YEAR = timedelta(days=364)
_Cut = tuple[str, str, tuple[str, ...], tuple[str, ...]]


def as_shown(store: Store, alarm: Alarm, *, scope: Mapping[str, tuple[str, ...]]) -> Alarm:
    """The alarm, its numbers left out where the group or one beside it is too small.

    The whole of a process and all but one of its teams would else tell the number of a team that a report hides.
    """
    if alarm.before is None and alarm.after is None:
        return alarm
    if _is_shown(store, alarm, scope):
        return alarm
    return replace(alarm, before=None, after=None, change=None)


def _is_shown(store: Store, alarm: Alarm, scope: Mapping[str, tuple[str, ...]]) -> bool:
    last_before = alarm.changed_on - timedelta(days=1)
    request = ReportRequest(
        metric=alarm.metric,
        survey=alarm.surveys[0] if len(alarm.surveys) == 1 else None,
        question=alarm.question or None,
        where={name: (value,) for name, value in alarm.group.items()},
        scope=scope,
        first=alarm.changed_on,
        last=alarm.raised_on,
        compare=f"{min(alarm.counts_from, last_before)}..{last_before}",
    )
    rows = report(store, request, today=alarm.raised_on).rows
    return any(
        row.estimate is not None and row.comparison is not None and row.comparison.estimate
        for row in rows
    )


def series_as_shown(
    store: Store,
    series: Sequence[WatchedSeries],
    *,
    scope: Mapping[str, tuple[str, ...]],
    today: date,
) -> list[WatchedSeries]:
    """The series; where a report of the past year hides the group, without whatever tells its level or its answers.

    The threshold and the delays follow from how many answered. That a small group is named, and that it is not
    watched yet, tells no more than that it exists.
    """
    shown = {cut: _groups_shown(store, cut, scope, today) for cut in {_cut(one) for one in series}}
    return [
        one if frozenset(one.group.items()) in shown[_cut(one)] else _hidden(one) for one in series
    ]


def _hidden(one: WatchedSeries) -> WatchedSeries:
    return replace(
        one, answers_per_day=None, answers=None, threshold=None, baseline=None, delays=()
    )


def _cut(one: WatchedSeries) -> _Cut:
    return one.metric, one.question, one.surveys, tuple(sorted(one.group))


def _groups_shown(
    store: Store, cut: _Cut, scope: Mapping[str, tuple[str, ...]], today: date
) -> set[frozenset[tuple[str, str]]]:
    """The groups of a cut of which a report tells the number: one report, however many series."""
    metric, question, surveys, by = cut
    request = ReportRequest(
        metric=metric,
        survey=surveys[0] if len(surveys) == 1 else None,
        question=question or None,
        by=by,
        first=today - _YEAR,
        last=today,
        scope=scope,
    )
    try:
        rows = report(store, request, today=today).rows
    except LuisterError:  # Its question or metric went meanwhile.
        return set()
    return {frozenset(row.group.items()) for row in rows if row.estimate is not None}
