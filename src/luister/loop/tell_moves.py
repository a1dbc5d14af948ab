"""Tell moves: replays, alarms and watched series as plain values, for scripts and programs."""

from collections.abc import Mapping, Sequence
from typing import Any

from luister.estimates.estimate import Estimate
from luister.estimates.watched import WatchedSeries
from luister.events.alarm import Alarm, Silence
from luister.events.replay import Replay

Plain = Mapping[str, Any]


def replay_told(found: Replay) -> Plain:
    """A replay: the shape that scripts rely on, in which what is hidden has its members too, all null."""
    return {
        "alarms_per_year": found.alarms_per_year,
        "series": found.series,
        "days": found.days,
        "alarms": [_with_all_members(alarm_told(one)) for one in found.alarms],
        "watched": [series_told(one) for one in found.watched if one.is_watched],
    }


def _with_all_members(alarm: dict[str, Any]) -> dict[str, Any]:
    hidden = dict.fromkeys(("value", "low", "high", "n"))
    return alarm | {side: alarm[side] or hidden for side in ("before", "after")}


def alarm_told(alarm: Alarm) -> dict[str, Any]:
    """An alarm: what moved, since when, from what to what."""
    return {
        "metric": alarm.metric,
        "group": dict(alarm.group),
        "raised_on": alarm.raised_on,
        "direction": alarm.direction,
        "changed_on": alarm.changed_on,
        "changed_low": alarm.changed_low,
        "changed_high": alarm.changed_high,
        "before": estimate_told(alarm.before),
        "after": estimate_told(alarm.after),
    }


def kept_alarm_told(alarm: Alarm) -> dict[str, Any]:
    """An alarm that was raised: with its number, its change and how far beyond its threshold it went."""
    change = alarm.change
    return {
        "id": alarm.id,
        **alarm_told(alarm),
        "question": alarm.question,
        "surveys": list(alarm.surveys),
        "change": change and {"value": change.value, "low": change.low, "high": change.high},
        "evidence": alarm.evidence,
        "threshold": alarm.threshold,
        "signal": alarm.signal,
    }


def series_told(series: WatchedSeries) -> dict[str, Any]:
    """A watched series and the delays to expect; `days` is null where half stay unnoticed for a year.

    Where the group is hidden, what tells how many answered is null, and no delay is told.
    """
    return {
        "metric": series.metric,
        "group": dict(series.group),
        "answers_per_day": _rounded(series.answers_per_day, 4),
        "delays": [{"drop": one.drop, "days": _rounded(one.days, 1)} for one in series.delays],
    }


def whole_series_told(series: WatchedSeries) -> dict[str, Any]:
    """A series with its threshold too, watched or not yet."""
    return {
        **series_told(series),
        "question": series.question,
        "surveys": list(series.surveys),
        "answers": series.answers,
        "threshold": _rounded(series.threshold, 1),
        "is_watched": series.is_watched,
        "counts_from": series.counts_from,
        "baseline": estimate_told(series.baseline),
    }


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)


def silence_told(silence: Silence) -> dict[str, Any]:
    """A feed that went silent."""
    return {
        "group": dict(silence.group),
        "question": silence.question,
        "surveys": list(silence.surveys),
        "since": silence.since,
        "noticed_on": silence.noticed_on,
        "expected": round(silence.expected, 1),
        "received": silence.received,
    }


def estimate_told(found: Estimate | None) -> dict[str, Any] | None:
    """A value with its interval; null where it is hidden."""
    if found is None:
        return None
    return {"value": found.value, "low": found.low, "high": found.high, "n": found.n}


def look_told(series: int, alarms: Sequence[Alarm], silences: Sequence[Silence]) -> Plain:
    """What one look brought."""
    return {
        "series": series,
        "alarms": [kept_alarm_told(one) for one in alarms],
        "silences": [silence_told(one) for one in silences],
    }
