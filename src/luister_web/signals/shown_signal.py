"""A signal as the pages show it, with the ways to what lies behind it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from luister.loop.act import Moved, Signal
from luister_web.access.rights import Right
from luister_web.dashboard.view_address import ViewAddress
from luister_web.look.navigation import address_of
from luister_web.signals import signal_words as words

_BEFORE, _AFTER = timedelta(days=56), timedelta(days=28)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSignal:
    """What a template needs of a signal. `standing` is from 0 to 100; None where it is not ranked."""

    signal: Signal
    title: str
    kind: str
    state: str
    direction: str
    change: str
    group: list[tuple[str, str]]
    why: str
    parts: list[words.PartWords]
    points: float | None
    view: str
    answer: str
    customer: str
    places: str
    others: int


def shown(signal: Signal, rights: Collection[Right], moved: Moved | None = None) -> ShownSignal:
    """The signal for a reader with these rights; who a customer is is told to who may know.

    `moved` tells of the move that it speaks for.
    """
    standing = signal.standing
    return ShownSignal(
        signal=signal,
        title=words.title(signal),
        kind=words.kind_words(signal.kind),
        state=str(words.STATES.get(signal.state, signal.state)),
        direction=_direction(signal),
        change=words.change(signal),
        group=words.group(signal, rights),
        why=words.why(signal),
        parts=words.part_words(standing) if standing else [],
        points=signal.importance if standing else None,
        view=_view(signal),
        answer=address_of("dashboard:answer", signal.response) if signal.response else "",
        customer=signal.customer_key if Right.SEE_CUSTOMERS in rights else "",
        places=words.places(moved.places) if moved else "",
        others=moved.others if moved else 0,
    )


def _direction(signal: Signal) -> str:
    if signal.effect is None and "direction" in signal.details:
        return "better" if signal.details["direction"] == "up" else "worse"
    if signal.effect is None or signal.effect.value == 0:
        return "silent"
    return "better" if signal.effect.value > 0 else "worse"


def _view(signal: Signal) -> str:
    """The dashboard of that process and group, over the days around the signal."""
    place = ("dashboard:process", signal.process) if signal.process else None
    place = place or (("dashboard:survey", signal.survey) if signal.survey else None)
    address = address_of(*place) if place else ""
    if not address or signal.kind == "answer":
        return address
    day = timezone.localtime(signal.raised_at).date()
    last = min(day + _AFTER, timezone.localdate())
    where = {name: (value,) for name, value in signal.group.items() if name != "process"}
    return ViewAddress(
        metric=signal.metric, first=day - _BEFORE, last=max(day, last), where=where
    ).at(address)
