"""Foresee: what would come of an invitation now; nothing is kept and nobody is asked."""

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from luister.loop.draw import Selection, chosen_contacts
from luister.loop.standing import Wish, decided, plan_of
from luister.store.home import Store

_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Foresight:
    """Of those drawn, how many may be asked now, and how many each rule would hold back."""

    drawn: int
    allowed: int
    held_back: Mapping[str, int]


def foresee(
    store: Store, wish: Wish, selection: Selection, *, now: datetime, rng: random.Random
) -> Foresight:
    """What inviting this selection would come to at this moment.

    The same `rng` draws the same people when they are invited; what others ask in between may still change the
    decision on them.
    """
    chosen = chosen_contacts(store, selection, plan_of(store, wish.survey), rng)
    rules: Counter[str] = Counter()
    allowed = 0
    for start in range(0, len(chosen), _AT_ONCE):
        decisions = decided(store, chosen[start : start + _AT_ONCE], wish, now=now)
        allowed += sum(one.allowed for one in decisions)
        rules.update(str(one.rule) for one in decisions if not one.allowed)
    return Foresight(len(chosen), allowed, dict(rules))
