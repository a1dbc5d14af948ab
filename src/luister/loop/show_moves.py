"""Show moves: an alarm has its numbers only where a report of the same group and days has them too."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from luister.estimates.report import ReportRequest
from luister.events.alarm import Alarm
from luister.loop.measure import report
from luister.store.home import Store


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
