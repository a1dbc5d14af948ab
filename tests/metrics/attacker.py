"""A reader who asks for all reports over up to three dimensions and subtracts what they show."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from luister.metrics.suppression import hidden_groups

# A number that a report may hold: the dimensions it is about, and their values.
Group = tuple[tuple[str, str], ...]


@dataclass
class Knowledge:
    """All groups that exist, those that were shown, and every sum that ties groups together."""

    numbers: dict[Group, int] = field(default_factory=dict)
    shown: set[Group] = field(default_factory=set)
    sums: list[tuple[Group, list[Group]]] = field(default_factory=list)

    @property
    def hidden(self) -> set[Group]:
        return set(self.numbers) - self.shown


def asked_everything(
    people: Sequence[tuple[str, ...]],
    minimum: Callable[[frozenset[str]], int],
    most: int = 3,
    names: Sequence[str] | None = None,
) -> Knowledge:
    """What the reports over all choices of up to `most` attributes show of these people."""
    knowledge = Knowledge()
    names = names or [f"attribute {i}" for i in range(len(people[0]))]
    for size in range(most + 1):
        for chosen in combinations(range(len(names)), size):
            _ask(knowledge, people, names, chosen, minimum)
    return knowledge


def _ask(knowledge, people, names, chosen, minimum):
    dims = [names[place] for place in chosen]
    counts = Counter(tuple(person[place] for place in chosen) for person in people)
    # A report on employees counts their teams along, asked or not.
    along = [place for place, name in enumerate(names) if name == "team" and "employee" in dims]
    places = sorted({*chosen, *along})
    cells = Counter(tuple(person[place] for place in places) for person in people)
    every = [names[place] for place in places]
    hidden = hidden_groups(cells, every, by=dims, where={}, minimum=minimum)
    lines: dict[Group, list[Group]] = {}
    for key, n in counts.items():
        group = tuple(zip(dims, key, strict=True))
        knowledge.numbers[group] = n
        if key not in hidden:
            knowledge.shown.add(group)
        for left_out in range(len(group)):
            parent = group[:left_out] + group[left_out + 1 :]
            lines.setdefault((*parent, (dims[left_out], "*")), []).append(group)
    knowledge.sums += [(line[:-1], parts) for line, parts in lines.items()]


def found_by_subtracting_once(knowledge: Knowledge) -> set[Group]:
    """Hidden groups that are what is left of one sum when all other parts are taken off."""
    return {
        unknown[0]
        for whole, parts in knowledge.sums
        if len(unknown := [one for one in (whole, *parts) if one in knowledge.hidden]) == 1
    }


def found_by_subtracting_on(knowledge: Knowledge) -> set[Group]:
    """Hidden groups found when what was found is used again, until nothing new comes."""
    unknown = knowledge.hidden
    before = len(unknown) + 1
    while len(unknown) < before:
        before = len(unknown)
        for whole, parts in knowledge.sums:
            left = [one for one in (whole, *parts) if one in unknown]
            if len(left) == 1:
                unknown.remove(left[0])
    return knowledge.hidden - unknown


def found_by_solving(knowledge: Knowledge) -> set[Group]:
    """Hidden groups that all sums together pin down, by linear algebra."""
    unknown = sorted(knowledge.hidden)
    place = {group: i for i, group in enumerate(unknown)}
    rows = []
    for whole, parts in knowledge.sums:
        row = np.zeros(len(unknown))
        for group, sign in [(whole, -1), *((part, 1) for part in parts)]:
            if group in place:
                row[place[group]] += sign
        if row.any():
            rows.append(row)
    if not rows:
        return set()
    _, sizes, directions = np.linalg.svd(np.array(rows))
    rank = int((sizes > 1e-9).sum())
    freedom = np.abs(directions[rank:]).max(axis=0, initial=0.0)
    return {group for group in unknown if freedom[place[group]] < 1e-9}
