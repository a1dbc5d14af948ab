"""Raises signals: each is kept once, with the first line of its history, in the caller's transaction."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from itertools import islice
from typing import Any

from luister.events.signal import NewSignal
from luister.store import jobs
from luister.store.moment_text import text_of
from luister.store.truth import Truth
from luister.store.webhooks import notify

RANKING = "rank_signals"
_COLUMNS = (
    "key, kind, raised_at, survey, process, metric, dimensions, team, employee, customer_key, "
    "response, customers, effect, details"
)
_ROW = f"({', '.join('?' * 14)})"
_AT_ONCE = 200


def raise_signal(truth: Truth, signal: NewSignal) -> int | None:
    """The number of the new signal; None where its key was raised before, whatever became of that one.

    Call it inside the transaction in which the thing is noticed, so that a kill in between leaves both or none.
    """
    return raise_signals(truth, [signal])[0]


def raise_signals(truth: Truth, signals: Iterable[NewSignal]) -> list[int | None]:
    """The numbers of new signals in the same order; None where a key was raised before. Inside a transaction."""
    numbers: list[int | None] = []
    rest = iter(signals)
    while some := list(islice(rest, _AT_ONCE)):
        numbers += _raised(truth, some)
    return numbers


def _raised(truth: Truth, signals: Sequence[NewSignal]) -> list[int | None]:
    rows = truth.execute(
        f"INSERT INTO store_signal ({_COLUMNS}) VALUES {', '.join([_ROW] * len(signals))} "
        "ON CONFLICT (key) DO NOTHING RETURNING key, id",
        [value for signal in signals for value in _values(signal)],
    )
    new = {str(key): int(number) for key, number in rows}
    # A key that comes twice in one batch is new once.
    found = [new.pop(signal.key, None) for signal in signals]
    fresh = [(number, one) for number, one in zip(found, signals, strict=True) if number]
    truth.executemany(
        "INSERT INTO store_signal_entry (signal, at, who, what, words, facts) "
        "VALUES (?, ?, '', 'raised', '', '{}')",
        [(number, text_of(one.raised_at)) for number, one in fresh],
    )
    _tell(truth, fresh)
    return found


def _tell(truth: Truth, fresh: Sequence[tuple[int, NewSignal]]) -> None:
    """Tells other systems, without anything of a person, and has the signals ranked."""
    if not fresh:
        return
    if truth.execute("SELECT 1 FROM store_webhook WHERE state = 'on' LIMIT 1"):
        for number, one in fresh:
            notify(truth, "signal.raised", _told(number, one), now=one.raised_at)
    jobs.wake(truth, RANKING, due_at=max(one.raised_at for _, one in fresh))


def _told(number: int, signal: NewSignal) -> dict[str, Any]:
    told = {
        "signal": number,
        "kind": signal.kind,
        "survey": signal.survey,
        "process": signal.process,
        "metric": signal.metric,
        "group": dict(signal.group),
        "customers": signal.customers,
    }
    return told | ({"effect": asdict(signal.effect)} if signal.effect else {})


def _values(signal: NewSignal) -> tuple[Any, ...]:
    return (
        signal.key,
        signal.kind,
        text_of(signal.raised_at),
        signal.survey,
        signal.process,
        signal.metric,
        json.dumps(dict(signal.group), ensure_ascii=False, sort_keys=True),
        signal.team,
        signal.employee,
        signal.customer_key,
        signal.response,
        signal.customers,
        json.dumps(asdict(signal.effect)) if signal.effect else None,
        json.dumps(dict(signal.details), ensure_ascii=False),
    )
