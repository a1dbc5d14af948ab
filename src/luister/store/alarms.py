"""Alarms and silences that were raised: each once, together with its signal and the message to other systems."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

from luister.errors import UnknownNameError
from luister.estimates.estimate import Difference, Estimate
from luister.events.alarm import Alarm, Silence
from luister.events.signal import NewSignal
from luister.store.moment_text import moment_of, text_of
from luister.store.signals import raise_signal
from luister.store.truth import Row, Truth
from luister.store.webhooks import notify

ALARM, SILENCE = "alarm", "silence"
RAISED = "alarm.raised"
_ONE_SILENCE = timedelta(days=56)
_COLUMNS = "id, key, raised_at, facts, signal"

Scope = Mapping[str, tuple[str, ...]]


def raise_alarm(truth: Truth, alarm: Alarm, signal: NewSignal, *, series: str) -> int | None:
    """The number of the alarm; None where it was raised before.

    Alarm, signal and message are one transaction: after a kill there are all or none.
    """
    told = {"metric": alarm.metric, "direction": alarm.direction, "group": dict(alarm.group)}
    return _raise(truth, ALARM, signal, {"series": series, "facts": asdict(alarm)}, told)


def raise_silence(truth: Truth, silence: Silence, signal: NewSignal, *, series: str) -> int | None:
    """The number of the silence; None where it was raised before. One transaction, as an alarm's."""
    told = {"direction": SILENCE, "group": dict(silence.group)}
    return _raise(truth, SILENCE, signal, {"series": series, "facts": asdict(silence)}, told)


def _raise(
    truth: Truth, kind: str, signal: NewSignal, kept: Mapping[str, Any], told: Mapping[str, Any]
) -> int | None:
    day = str(kept["facts"].get("raised_on") or kept["facts"]["noticed_on"])
    with truth.transaction():
        rows = truth.execute(
            "INSERT INTO store_alarm (key, series, kind, raised_at, raised_on, metric, team, employee, "
            "facts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING RETURNING id",
            (
                signal.key,
                kept["series"],
                kind,
                text_of(signal.raised_at),
                day,
                signal.metric,
                signal.team,
                signal.employee,
                json.dumps(kept["facts"], ensure_ascii=False, default=str),
            ),
        )
        if not rows:
            return None
        number = int(rows[0][0])
        named = raise_signal(truth, signal)
        truth.execute("UPDATE store_alarm SET signal = ? WHERE id = ?", (named, number))
        notify(truth, RAISED, {"alarm": number, **told}, now=signal.raised_at)
    return number


def noticed(truth: Truth) -> dict[str, list[tuple[date, date]]]:
    """By series, oldest first: the days on which it was noticed to have moved, each with the day the change began.

    A series counts from the day after it was last noticed.
    """
    rows = truth.execute(
        "SELECT series, raised_on, facts FROM store_alarm WHERE kind = ? ORDER BY raised_on, id",
        (ALARM,),
    )
    found: dict[str, list[tuple[date, date]]] = {}
    for series, day, facts in rows:
        began = date.fromisoformat(json.loads(facts)["changed_on"])
        found.setdefault(str(series), []).append((date.fromisoformat(day), began))
    return found


def silent_since(truth: Truth, series: str, day: date) -> date | None:
    """Since when a series is silent, where that was raised in the eight weeks before `day`."""
    rows = truth.execute(
        "SELECT facts FROM store_alarm WHERE kind = ? AND series = ? AND raised_on >= ? "
        "ORDER BY raised_on DESC LIMIT 1",
        (SILENCE, series, str(day - _ONE_SILENCE)),
    )
    return date.fromisoformat(json.loads(rows[0][0])["since"]) if rows else None


def alarms(
    truth: Truth, *, scope: Scope, since: date | None = None, most: int = 500
) -> tuple[Alarm, ...]:
    """The alarms raised since, the last first; only those wholly inside the scope."""
    if any(not allowed for allowed in scope.values()):
        return ()
    inside = " AND ".join(
        f"{name} IN ({', '.join('?' * len(allowed))})" for name, allowed in _checked(scope).items()
    )
    rows = truth.execute(
        f"SELECT {_COLUMNS} FROM store_alarm WHERE kind = ? AND raised_on >= ? "
        f"{'AND ' + inside if inside else ''} ORDER BY raised_on DESC, id DESC LIMIT ?",
        (
            ALARM,
            str(since or date.min),
            *(value for allowed in scope.values() for value in allowed),
            most,
        ),
    )
    return tuple(_alarm(row) for row in rows)


def alarm(truth: Truth, number: int, *, scope: Scope) -> Alarm:
    """The alarm with this number.

    Raises:
        UnknownNameError: there is none that may be seen.
    """
    rows = truth.execute(
        f"SELECT {_COLUMNS}, team, employee FROM store_alarm WHERE id = ? AND kind = ?",
        (number, ALARM),
    )
    inside = [
        row
        for row in rows
        if all(
            {"team": row[5], "employee": row[6]}[name] in allowed
            for name, allowed in _checked(scope).items()
        )
    ]
    if not inside:
        raise UnknownNameError(
            f"There is no alarm {number}.",
            hint="Look at the list; you see those of your own teams.",
        )
    return _alarm(inside[0][:5])


def alarm_of_signal(truth: Truth, signal: int) -> int | None:
    """The number of the alarm that a signal tells of; None where it tells of something else."""
    rows = truth.execute(
        "SELECT id FROM store_alarm WHERE signal = ? AND kind = 'alarm'", (signal,)
    )
    return int(rows[0][0]) if rows else None


def _checked(scope: Scope) -> Scope:
    """The scope once it is sure that it names only what an alarm is kept by."""
    for name in scope:
        if name not in {"team", "employee"}:
            raise UnknownNameError(f"An alarm has no {name!r}.", hint="Limit by team or employee.")
    return scope


def _alarm(row: Row) -> Alarm:
    number, key, raised_at, facts, signal = row
    return replace(
        alarm_from(json.loads(facts)),
        key=key,
        id=int(number),
        raised_at=moment_of(raised_at),
        signal=None if signal is None else int(signal),
    )


def alarm_from(found: Mapping[str, Any]) -> Alarm:
    """The alarm of which these are the plain values, as they are kept."""
    days = {
        name: date.fromisoformat(found[name])
        for name in ("raised_on", "changed_on", "changed_low", "changed_high", "counts_from")
    }
    return Alarm(
        **{
            **found,
            **days,
            "surveys": tuple(found["surveys"]),
            "before": found["before"] and Estimate(**found["before"]),
            "after": found["after"] and Estimate(**found["after"]),
            "change": found["change"] and Difference(**found["change"]),
        }
    )
