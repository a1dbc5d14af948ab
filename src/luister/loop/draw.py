"""Draw: which contacts a sample holds."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from luister.invitations.plan import Plan
from luister.invitations.sample import EVERYBODY, Sample, drawn
from luister.store import contacts as people
from luister.store.contacts import KeptContact
from luister.store.home import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which contacts: those with these keys (None: all), with one of these values, of whom a sample."""

    keys: tuple[str, ...] | None = None
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sample: Sample = EVERYBODY


def chosen_contacts(
    store: Store, selection: Selection, plan: Plan, rng: random.Random
) -> list[KeptContact]:
    """The contacts that a selection draws; the same chance draws the same people."""
    wanted = None if selection.keys is None else set(selection.keys)
    found = {
        one.customer_key: one
        for one in people.every_contact(store.truth)
        if (wanted is None or one.customer_key in wanted)
        and all(one.attributes.get(name) in allowed for name, allowed in selection.where.items())
    }
    segments = {key: one.attributes.get(plan.segment, "") for key, one in found.items()}
    return [found[key] for key in drawn(segments, selection.sample, rng=rng)]
