"""Which signals may well be one: the same process, groups that overlap, about the same time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

NEAR = timedelta(days=14)
"""Signals further apart in time are not proposed as one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is compared of a signal."""

    id: int
    kind: str
    process: str
    raised_at: datetime
    group: Mapping[str, str] = field(default_factory=dict)


def may_be_one(one: Seen, other: Seen) -> bool:
    """True where the one may be part of the other: two single answers never are, each is a customer.

    >>> at = datetime(2026, 5, 1)
    >>> north = Seen(id=1, kind="alarm", process="moving", raised_at=at, group={"region": "North"})
    >>> whole = Seen(id=2, kind="alarm", process="moving", raised_at=at)
    >>> south = Seen(id=3, kind="alarm", process="moving", raised_at=at, group={"region": "South"})
    >>> may_be_one(north, whole), may_be_one(north, south)
    (True, False)
    """
    if one.id == other.id or (one.kind == "answer" and other.kind == "answer"):
        return False
    if not one.process or one.process != other.process:
        return False
    return abs(one.raised_at - other.raised_at) <= NEAR and overlaps(one.group, other.group)


def overlaps(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """True where a customer could be in both groups: no dimension of both has different values."""
    return all(other.get(name, value) == value for name, value in one.items())
