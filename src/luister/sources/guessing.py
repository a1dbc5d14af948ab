"""Proposes what all columns of a file mean together: one date, one id, and one headline."""

from collections.abc import Callable
from dataclasses import replace

from luister.sources.column_guess import Guess, guess
from luister.sources.column_mapping import PLACES, ColumnMapping, dimension_name, question_id
from luister.sources.profile import ColumnProfile
from luister.sources.wording import date_rank

_SINGLE = ("id", "customer", "weight", "complete", *PLACES)


def guesses(columns: tuple[ColumnProfile, ...]) -> list[Guess]:
    """What the columns seem to mean, in their order."""
    found = _one_date(columns, [guess(column) for column in columns])
    for role in _SINGLE:
        found = _first_alone(found, role)
    return _distinct(_with_headline(found))


def _one_date(columns: tuple[ColumnProfile, ...], found: list[Guess]) -> list[Guess]:
    """Keeps the date that most surely is that of the answer: by its heading, then the fuller one.

    Where it is not filled everywhere, the fullest date is kept besides, to stand in for it.
    """
    dated = [place for place, one in enumerate(found) if one.mapping.role == "date"]
    if not dated:
        return found

    def doubt(place: int) -> tuple[int, int]:
        rank = date_rank(columns[place].name, columns[place].source.label)
        return (9 if rank is None else rank, -columns[place].filled)

    best = min(dated, key=doubt)
    fullest = max(dated, key=lambda place: columns[place].filled)
    kept = {best} if columns[best].filled == columns[fullest].filled else {best, fullest}
    why = f"A date, but {columns[best].name!r} seems to be that of the answer."
    return [
        _ignored(one, why) if place in dated and place not in kept else one
        for place, one in enumerate(found)
    ]


def _first_alone(found: list[Guess], role: str) -> list[Guess]:
    named = [place for place, one in enumerate(found) if one.mapping.role == role]
    why = f"Another column is the {role} already."
    return [_ignored(one, why) if place in named[1:] else one for place, one in enumerate(found)]


def _ignored(one: Guess, why: str) -> Guess:
    return Guess(ColumnMapping(one.mapping.name), why)


def _with_headline(found: list[Guess]) -> list[Guess]:
    """Marks the first question on recommending as the headline."""
    for place, one in enumerate(found):
        if one.mapping.scale and one.mapping.scale.kind == "nps":
            headline = Guess(replace(one.mapping, headline=True), one.reason)
            return [*found[:place], headline, *found[place + 1 :]]
    return found


def _distinct(found: list[Guess]) -> list[Guess]:
    """Gives questions and dimensions whose names would be the same different ones."""
    questions: set[str] = set()
    groups: set[str] = set()
    return [
        _renamed(
            _renamed(one, "question", question_id, questions), "dimension", dimension_name, groups
        )
        for one in found
    ]


def _renamed(
    one: Guess, role: str, named: Callable[[ColumnMapping], str], seen: set[str]
) -> Guess:
    if one.mapping.role != role:
        return one
    name = chosen = named(one.mapping)
    times = 1
    while chosen.casefold() in seen:
        times += 1
        chosen = f"{name} {times}"
    seen.add(chosen.casefold())
    if chosen == name:
        return one
    mapping = (
        replace(one.mapping, question=chosen)
        if role == "question"
        else replace(one.mapping, dimension=chosen)
    )
    return Guess(mapping, one.reason)
