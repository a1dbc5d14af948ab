"""Rest: the rules on who is left in peace are added, changed and taken away one by one."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from luister.errors import UnknownNameError
from luister.invitations.rest_rules import FIXED, RestRule
from luister.loop.permit import GAVE_WAY
from luister.loop.standing import rest_rules, set_rest_rules
from luister.store.home import Store

Rule = RestRule
ALWAYS = FIXED
GAVE_WAY_RULE = GAVE_WAY


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRule:
    """A rule that has no name yet: at most so many asks in so many days, or none within days of an event.

    `kind` is the kind of survey it holds back, and whose asks count with `counts_own_kind`; empty is any.
    """

    days: float
    at_most: int = 1
    kind: str = ""
    counts_own_kind: bool = False
    after_event: str = ""
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def add_rule(store: Store, new: NewRule) -> RestRule:
    """The rule as it was kept, named after what it does.

    Raises:
        MappingError: the rule cannot be meant.
    """
    rules = rest_rules(store)
    taken = {one.name for one in rules}
    stem = f"{new.after_event or new.kind or 'any'}-{new.days:g}"
    places = (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3)))
    kinds = (new.kind,) if new.kind else ()
    made = RestRule(
        name=next(name for name in places if name not in taken),
        days=new.days,
        at_most=new.at_most,
        asks=kinds,
        counts=kinds if new.counts_own_kind else (),
        after_event=new.after_event,
        where=new.where,
    )
    set_rest_rules(store, (*rules, made))
    return made


def change_rule(store: Store, name: str, *, days: float, at_most: int) -> RestRule:
    """The rule with other days and another number; its name stays, for what it held back is kept under it.

    Raises:
        UnknownNameError: there is no such rule.
        MappingError: the rule cannot be meant.
    """
    known = _named(store, name)
    changed = replace(known, days=days, at_most=at_most)
    set_rest_rules(store, [changed if one == known else one for one in rest_rules(store)])
    return changed


def remove_rule(store: Store, name: str) -> None:
    """Takes a rule away; what it held back stays counted.

    Raises:
        UnknownNameError: there is no such rule.
    """
    known = _named(store, name)
    set_rest_rules(store, [one for one in rest_rules(store) if one != known])


def rules(store: Store) -> tuple[RestRule, ...]:
    """The rules that hold, in their order."""
    return rest_rules(store)


def _named(store: Store, name: str) -> RestRule:
    for one in rest_rules(store):
        if one.name == name:
            return one
    raise UnknownNameError(f"There is no rule {name!r}.", hint="It may have been removed.")
