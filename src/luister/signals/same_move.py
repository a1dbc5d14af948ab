"""Which alarms tell of one move, and which of them speaks for the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from luister.estimates.estimate import Estimate
from luister.signals.likeness import overlaps


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What an alarm tells of a move: it began from `low` up to `high`; `strength` compares moves."""

    id: int
    process: str
    survey: str
    direction: str
    low: date
    high: date
    strength: float = 0.0
    group: Mapping[str, str] = field(default_factory=dict)


Place = Mapping[str, str]
"""A group in which a number moved, as an explanation tells."""


def strength(customers: int, effect: Estimate | None) -> float:
    """How many customers surely saw the move: those it touches, times the part of it that its interval grants.

    It has no unit, so that alarms of several metrics compare.

    >>> strength(40, Estimate(-50.0, -75.0, -25.0, 40, "nps"))
    20.0
    >>> strength(40, Estimate(-50.0, -110.0, 10.0, 40, "nps"))
    0.0
    """
    if effect is None or effect.value == 0 or effect.low * effect.high <= 0:
        return 0.0
    return customers * min(abs(effect.low), abs(effect.high)) / abs(effect.value)


def began_together(one: Move, other: Move) -> bool:
    """True where both moved the same way in one process, and may have begun on the same day."""
    is_alike = (one.process, one.survey if not one.process else "", one.direction) == (
        other.process,
        other.survey if not other.process else "",
        other.direction,
    )
    return is_alike and one.low <= other.high and other.low <= one.high


def move_of(fresh: Move, known: Mapping[int, Sequence[Move]]) -> int | None:
    """The move that a fresh alarm is part of, of those known; each has the alarm that leads it first.

    It began together with the one that leads, and a customer of some part of it can be in its group.

    >>> def moved(number, low, high, **group):
    ...     return Move(id=number, process="moving", survey="", direction="down",
    ...                 low=date(2026, 5, low), high=date(2026, 5, high), group=group)
    >>> known = {7: [moved(7, 2, 9), moved(8, 3, 7, region="North")]}
    >>> move_of(moved(9, 8, 12, team="A"), known)
    7
    >>> move_of(moved(9, 10, 12, team="A"), known) is None
    True
    """
    for number, parts in known.items():
        meets = any(overlaps(fresh.group, one.group) for one in parts)
        if meets and began_together(fresh, parts[0]):
            return number
    return None


def in_order(parts: Sequence[Move], places: Sequence[Place], held: int | None) -> list[int]:
    """The alarms of a move, the one that speaks for them first.

    That is the one on which somebody acted (`held`); else the one that lies closest around a place where it moved, and
    of those the strongest.

    >>> def moved(number, strength, **group):
    ...     return Move(id=number, process="moving", survey="", direction="down", low=date(2026, 5, 2),
    ...                 high=date(2026, 5, 9), group={"process": "moving", **group}, strength=strength)
    >>> parts = [moved(1, 90), moved(2, 30, region="North"), moved(3, 40, team="A"), moved(4, 80, team="B")]
    >>> in_order(parts, [{"region": "North", "team": "A"}], None)
    [3, 2, 1, 4]
    >>> in_order(parts, [], 2)
    [2, 1, 4, 3]
    """

    def rank(one: Move) -> tuple[bool, int, float, int]:
        return one.id != held, -_closeness(one, places), -one.strength, one.id

    return [one.id for one in sorted(parts, key=rank)]


def _closeness(one: Move, places: Sequence[Place]) -> int:
    """How many of the terms of a place its group names, where it names no others."""
    told = {(name, value) for name, value in one.group.items() if name != "process"}
    return max((len(told) for place in places if told <= set(place.items())), default=0)
