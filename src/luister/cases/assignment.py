"""Whose a new case is: of those who are there, the one with the fewest open cases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from luister.cases.actor import Actor
from luister.errors import MappingError, UnknownNameError


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody who works a queue. `presence` from 0 (away) to 1 (there all week).

    `name` is the name of the account, `employee` and `team` the values by which answers know them.
    """

    name: str
    employee: str = ""
    team: str = ""
    presence: float = 1.0

    def __post_init__(self) -> None:
        """Refuses a presence that cannot be."""
        if not 0 <= self.presence <= 1:
            raise MappingError(
                f"{self.name}: a presence of {self.presence:g}.", hint="Write 0 to 1."
            )


def least_loaded(
    members: Sequence[Member], open_cases: Mapping[str, int], *, team: str = "", turn: int = 0
) -> Member | None:
    """Who gets the next case; None where nobody is there.

    The load after taking it, by presence: who is there half the week gets half as many. With
    `team` only its members, where any of them is there. `turn`, such as the case's number, decides
    between equals, so that the first of the alphabet does not get every tie.

    >>> half, whole = Member(name="an", presence=0.5), Member(name="bo")
    >>> least_loaded([half, whole], {"an": 1, "bo": 2}).name
    'bo'
    """
    there = [one for one in members if one.presence > 0]
    there = [one for one in there if team and one.team == team] or there
    if not there:
        return None
    loads = [(open_cases.get(one.name, 0) + 1) / one.presence for one in there]
    least = min(loads)
    equals = [one for one, load in zip(there, loads, strict=True) if load == least]
    return equals[turn % len(equals)]


def member_named(members: Sequence[Member], name: str, by: Actor) -> Member:
    """The person whom `by` may give a case to: themselves, or a member of the queue in their own teams.

    Raises:
        UnknownNameError: there is no such member, or it is another team's.
    """
    if name == by.name:
        return Member(name=name, employee=by.employee, team=by.team)
    teams = by.scope.get("team")
    known = [one for one in members if teams is None or one.team in teams]
    found = [one for one in known if one.name == name and "employee" not in by.scope]
    if not found:
        raise UnknownNameError(
            f"There is nobody called {name!r} to give the case to.",
            hint="Choose a member of the queue, or put them in it first.",
        )
    return found[0]
