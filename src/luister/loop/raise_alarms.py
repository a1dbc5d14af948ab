"""Raise alarms: what a look found becomes an alarm or a silence with its signal, once."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from luister.estimates.estimate import Estimate
from luister.events.alarm import Alarm, Silence
from luister.events.signal import NewSignal
from luister.loop.read_days import Series, Sheet
from luister.loop.replay import alarm_of
from luister.loop.show_moves import as_shown
from luister.store import alarms as kept
from luister.store.home import Store
from luister.warning.silence import Silent
from luister.warning.watching import Moved

_RECENT = timedelta(days=27)


def series_key(series: Series) -> str:
    """What a series is known by, whenever and wherever it is looked at."""
    asked = series.chosen.cut.asked
    told = [series.chosen.metric.id, asked.question, asked.scale, sorted(series.group.items())]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:32]


def raise_moved(store: Store, found: Sheet, moved: Moved, *, now: datetime) -> Alarm | None:
    """The alarm, with its number; None where it was raised before."""
    series = found.series[moved.series]
    alarm, name = as_shown(store, alarm_of(found, moved), scope={}), series_key(series)
    key = f"alarm:{name}:{alarm.direction}:{alarm.counts_from}"
    signal = _alarm_signal(series, replace(alarm, key=key), now)
    number = kept.raise_alarm(store.truth, replace(alarm, key=key), signal, series=name)
    return None if number is None else replace(alarm, key=key, id=number, raised_at=now)


def raise_silent(
    store: Store, found: Sheet, one: Silent, place: int, *, now: datetime
) -> Silence | None:
    """The silence; None where this one was raised before."""
    series, day = found.series[one.series], found.sums.day
    name = series_key(series)
    since = kept.silent_since(store.truth, name, day(place)) or day(one.since)
    silence = Silence(
        question=series.chosen.cut.asked.question,
        surveys=series.chosen.cut.asked.surveys,
        group=series.group,
        since=since,
        noticed_on=day(place),
        expected=one.expected,
        received=one.received,
        key=f"silence:{name}:{since}",
    )
    details = {"expected": one.expected, "received": one.received, "since": str(since)}
    signal = _signal(series, "silence", silence.key, now, details)
    number = kept.raise_silence(store.truth, silence, signal, series=name)
    return None if number is None else silence


def _alarm_signal(series: Series, alarm: Alarm, now: datetime) -> NewSignal:
    details = {
        "direction": alarm.direction,
        "question": alarm.question,
        "raised_on": str(alarm.raised_on),
        "changed_on": str(alarm.changed_on),
        "changed_low": str(alarm.changed_low),
        "changed_high": str(alarm.changed_high),
        "before": None if alarm.before is None else alarm.before.value,
        "after": None if alarm.after is None else alarm.after.value,
        "evidence": alarm.evidence,
        "threshold": alarm.threshold,
    }
    recent = series.counted(alarm.raised_on - _RECENT, alarm.raised_on)
    return replace(
        _signal(series, "alarm", alarm.key, now, details),
        customers=sum(recent.values()),
        effect=_effect(alarm),
    )


def _effect(alarm: Alarm) -> Estimate | None:
    if alarm.change is None or alarm.after is None:
        return None
    change = alarm.change
    return Estimate(change.value, change.low, change.high, alarm.after.n, alarm.after.unit)


def _signal(
    series: Series, kind: str, key: str, now: datetime, details: Mapping[str, object]
) -> NewSignal:
    surveys = series.chosen.cut.asked.surveys
    return NewSignal(
        kind=kind,
        key=key,
        raised_at=now,
        survey=surveys[0] if len(surveys) == 1 else "",
        process=series.group.get("process", ""),
        metric=series.chosen.metric.id,
        group=series.group,
        team=series.group.get("team", ""),
        employee=series.group.get("employee", ""),
        details=details,
    )
