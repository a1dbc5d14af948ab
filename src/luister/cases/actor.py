"""Who works on a case, and what of it they may see."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person or program at work. `scope` is dimension (team, employee) -> values; empty is everything.

    `name` is the account's, `employee` and `team` the values by which answers know the person.
    """

    name: str
    scope: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    employee: str = ""
    team: str = ""


LUISTER = Actor(name="luister")
"""The server itself."""
