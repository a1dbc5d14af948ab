"""Act: the list of signals, and what people do with one: put away, dismiss, merge, follow, take up again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from luister.loop.gather_moves import within_scope
from luister.loop.rank import rank_new
from luister.signals.likeness import NEAR, Seen, may_be_one
from luister.store import moves, signal_acts, signal_list
from luister.store.home import Store
from luister.store.signal_list import HistoryEntry, KeptSignal, SignalFilter

Scope = Mapping[str, Sequence[str]]
STATES = signal_list.STATES
Filter = SignalFilter
Signal = KeptSignal
Entry = HistoryEntry
_AT_ONCE = 5000
_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Moved:
    """The move that an alarm tells of: how many `others` do, and the groups in which it moved."""

    others: int
    places: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class SignalPage:
    """Some signals, those that matter most first; `total` is counted up to a thousand.

    `moves` tells of alarms how many others tell of the same move, and where it moved.
    """

    signals: tuple[KeptSignal, ...]
    total: int
    has_more: bool
    moves: Mapping[int, "Moved"]


@dataclass(frozen=True, slots=True)
class WholeSignal:
    """A signal with its history, who follows it, what was merged into it, and what may well be the same.

    `same_move` are the alarms that tell of the same move: those that it speaks for, or `led_by` and the others.
    """

    signal: KeptSignal
    history: tuple[HistoryEntry, ...]
    followers: tuple[str, ...]
    merged: tuple[KeptSignal, ...]
    alike: tuple[KeptSignal, ...]
    same_move: tuple[KeptSignal, ...]
    led_by: KeptSignal | None
    moved: Moved | None


def signals(
    store: Store, wanted: SignalFilter, *, now: datetime, limit: int = 25, after: int | None = None
) -> SignalPage:
    """A page of signals. What came in just now is ranked first, and what was put away until now is back."""
    _settle(store, now)
    found = signal_list.listed(store.truth, wanted, limit=limit + 1, after=after)
    total = signal_list.counted(store.truth, wanted, most=_COUNTED)
    told = _moved(store, found[:limit], wanted.scope)
    return SignalPage(tuple(found[:limit]), total, has_more=len(found) > limit, moves=told)


def count(store: Store, wanted: SignalFilter, *, most: int = 100) -> int:
    """How many signals there are, counted up to `most`."""
    return signal_list.counted(store.truth, wanted, most=most)


def signal(store: Store, number: int, *, scope: Scope, now: datetime) -> WholeSignal:
    """One signal and all about it.

    Raises:
        UnknownNameError: there is none that the reader may see.
    """
    _settle(store, now)
    truth = store.truth
    found = signal_list.signal_of(truth, number, scope=scope)
    merged = SignalFilter(states=(), merged_into=number, scope=scope)
    move = moves.move_of(truth, number)
    parts = [] if move is None else moves.parts_of(truth, move, scope=scope)
    together = [part.signal for part in parts]
    return WholeSignal(
        found,
        tuple(signal_list.history(truth, number)),
        signal_list.followers(truth, number),
        tuple(signal_list.listed(truth, merged, limit=100)),
        tuple(one for one in _alike(store, found, scope) if one not in together),
        tuple(one for one in together if one.id != number),
        together[0] if together and together[0].id != number else None,
        _moved(store, [found], scope).get(number),
    )


def snooze(
    store: Store, number: int, *, scope: Scope, until: datetime, who: str, now: datetime
) -> None:
    """Puts a signal away until then; it comes back by itself."""
    signal_list.signal_of(store.truth, number, scope=scope)
    signal_acts.snooze(store.truth, number, until=until, who=who, now=now)


def dismiss(
    store: Store, number: int, *, scope: Scope, reason: str, who: str, now: datetime
) -> None:
    """Puts a signal aside, with the reason."""
    signal_list.signal_of(store.truth, number, scope=scope)
    signal_acts.dismiss(store.truth, number, reason=reason, who=who, now=now)


def reopen(store: Store, number: int, *, scope: Scope, who: str, now: datetime) -> None:
    """Takes a signal up again."""
    signal_list.signal_of(store.truth, number, scope=scope)
    signal_acts.reopen(store.truth, number, who=who, now=now)


def merge(store: Store, number: int, *, scope: Scope, into: int, who: str, now: datetime) -> int:
    """The signal that this one is part of from now on. Both must be the reader's to see."""
    for one in (number, into):
        signal_list.signal_of(store.truth, one, scope=scope)
    return signal_acts.merge(store.truth, number, into=into, who=who, now=now)


def set_apart(store: Store, number: int, *, scope: Scope, who: str, now: datetime) -> None:
    """Takes an alarm out of the move that it was gathered into: it speaks for itself, for good."""
    signal_list.signal_of(store.truth, number, scope=scope)
    moves.set_apart(store.truth, number, who=who, now=now)


def follow(
    store: Store, number: int, *, scope: Scope, who: str, now: datetime, is_on: bool = True
) -> None:
    """Lets somebody follow a signal, or no more."""
    signal_list.signal_of(store.truth, number, scope=scope)
    signal_acts.follow(store.truth, number, who=who, now=now, is_on=is_on)


def note(store: Store, number: int, *, scope: Scope, words: str, who: str, now: datetime) -> None:
    """Adds words of a person to the history."""
    signal_list.signal_of(store.truth, number, scope=scope)
    with store.truth.transaction():
        signal_acts.enter(store.truth, number, "noted", who=who, now=now, words=words)


def processes(store: Store, *, scope: Scope) -> list[str]:
    """The processes of signals that the reader may see."""
    return signal_list.processes(store.truth, scope)


def tend(store: Store, *, now: datetime) -> int:
    """How many signals were ranked or came back: what a worker does now and then."""
    return signal_acts.bring_back(store.truth, now=now) + rank_new(store, now=now)


def _settle(store: Store, now: datetime) -> None:
    """Nobody sees a signal without its rank; of very many that came at once the rest is left to the worker."""
    signal_acts.bring_back(store.truth, now=now)
    rank_new(store, now=now, most=_AT_ONCE)


def _moved(store: Store, signals: Sequence[KeptSignal], scope: Scope) -> dict[int, Moved]:
    told = moves.about(store.truth, [one.id for one in signals], scope=scope)
    return {
        number: Moved(others, tuple(within_scope(places, scope)))
        for number, (others, places) in told.items()
        if others or places
    }


def _alike(store: Store, found: KeptSignal, scope: Scope) -> list[KeptSignal]:
    if not found.process or found.state == signal_list.MERGED:
        return []
    first, last = found.raised_at - NEAR, found.raised_at + NEAR
    near = signal_list.about_time(store.truth, found.process, first=first, last=last, scope=scope)
    return [one for one in near if may_be_one(_seen(found), _seen(one))]


def _seen(signal: KeptSignal) -> Seen:
    return Seen(
        id=signal.id,
        kind=signal.kind,
        process=signal.process,
        raised_at=signal.raised_at,
        group=signal.group,
    )
