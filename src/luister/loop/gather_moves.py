"""Gather moves: alarms that tell of one and the same come together, and the one that says best where leads."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from luister.errors import LuisterError
from luister.loop.explain import explain
from luister.signals.same_move import Move, Place, in_order, move_of, strength
from luister.store import alarms, moves
from luister.store.home import Store
from luister.store.moves import Part
from luister.store.signal_list import KeptSignal

_LOOK_BACK = timedelta(days=182)


def gather_moves(store: Store, *, now: datetime) -> int:
    """How many alarms were gathered: each is settled once, whoever gathers, and a kill in between is made good."""
    fresh = moves.ungathered(store.truth)
    if fresh:
        with store.truth.transaction():
            store.truth.hold_order()
            for one in moves.ungathered(store.truth):
                _join(store, one)
    for number in moves.unarranged(store.truth):
        _arrange(store, number, now=now)
    return len(fresh)


def _join(store: Store, one: KeptSignal) -> None:
    since = one.raised_at - _LOOK_BACK
    known: dict[int, list[Move]] = {}
    for part in moves.parts(store.truth, one.process, since=since):
        if told := _move(part.signal):
            known.setdefault(part.move, []).append(told)
    fresh = _move(one)
    moves.join(store.truth, one.id, move_of(fresh, known) if fresh else None)


def _arrange(store: Store, number: int, *, now: datetime) -> None:
    """Puts one move in order, by where its widest alarm moved."""
    parts = moves.parts_of(store.truth, number, scope={})
    places = _places(store, parts, now) if len(parts) > 1 else []
    with store.truth.transaction():
        store.truth.hold_order()
        parts = moves.parts_of(store.truth, number, scope={})
        told = [move for part in parts if (move := _move(part.signal))]
        numbers = in_order(told, places, moves.acted_on(store.truth, number))
        rest = [part.signal.id for part in parts if part.signal.id not in numbers]
        moves.arrange(store.truth, number, [*numbers, *rest], places=places, now=now)


def _places(store: Store, parts: Sequence[Part], now: datetime) -> list[Place]:
    """Where the alarm about the most moved; nothing where that cannot be told."""
    widest = min((part.signal for part in parts), key=lambda one: (len(one.group), one.id))
    alarm = alarms.alarm_of_signal(store.truth, widest.id)
    if alarm is None:
        return []
    today = now.astimezone(ZoneInfo(store.time_zone)).date()
    try:
        told = explain(store, alarm, scope={}, today=today, comments=False)[1]
    except LuisterError:
        # What was asked then may not be there any more: an import taken out, a metric of their own changed.
        return []
    return [place.group for place in told.places]


def _move(one: KeptSignal) -> Move | None:
    """What an alarm tells of its move; None where it does not tell when it began."""
    days = [one.details.get(name) for name in ("changed_low", "changed_high")]
    if not all(isinstance(day, str) for day in days):
        return None
    low, high = (date.fromisoformat(str(day)) for day in days)
    return Move(
        id=one.id,
        process=one.process,
        survey=one.survey,
        direction=str(one.details.get("direction", "")),
        low=low,
        high=high,
        strength=strength(one.customers, one.effect),
        group=one.group,
    )


def within_scope(
    places: Sequence[Mapping[str, str]], scope: Mapping[str, Sequence[str]]
) -> list[Place]:
    """The places that lie wholly within a scope: of others a reader is not told."""
    return [
        place
        for place in places
        if all(place.get(name) in allowed for name, allowed in scope.items())
    ]
