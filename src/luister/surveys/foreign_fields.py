"""Where another tool's questions went: so that its logic, which names them, finds our fields."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence

from luister.surveys.condition import Check, Condition
from luister.surveys.condition_groups import Groups, compared, condition_of, is_whole
from luister.surveys.converted import NEVER_SHOWN, NeverError, NoteBook, UnsayableError
from luister.surveys.definition import Item

_LEFT_OUT = "The logic could not be converted: this is now always shown"


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """One field of ours: its item, and how the tool's values are called here (those that differ).

    `mention`: the tool has a field for each option of a multiple choice; this is the one of that option.
    """

    item: Item
    field: str
    values: Mapping[str, str] = dataclasses.field(default_factory=dict)
    mention: str | None = None


Places = dict[str, Place]
"""The tool's name of a field -> where it went."""


def looked_up(places: Mapping[str, Place]) -> Callable[[str, str, Sequence[str]], Groups]:
    """A function that says a comparison with a field the tool names."""

    def look(name: str, operator: str, values: Sequence[str]) -> Groups:
        place = places.get(name)
        if place is None:
            raise UnsayableError(f"{name} is not asked here.")
        return said(place, operator, values)

    return look


def said(place: Place, operator: str, values: Sequence[str]) -> Groups:
    """The groups that say a comparison with one field.

    Raises:
        UnsayableError: it cannot be said.
    """
    if place.mention is not None:
        return _mentioned(place, operator, values)
    differs = any(ours != theirs for theirs, ours in place.values.items())
    if operator in {"<", "<=", ">", ">="} and differs:
        raise UnsayableError("The values are numbered otherwise here.")
    ours = [place.values.get(value, value) for value in values]
    return compared(place.item, place.field, operator, ours)


def whole_fields(places: Mapping[str, Place]) -> Callable[[str], bool]:
    """Tells of a field of ours whether its answers are whole numbers."""
    known = {place.field: is_whole(place.item) for place in places.values()}
    return lambda name: known.get(name, False)


def converted_condition(
    where: str, told: str, groups: Callable[[], Groups], book: NoteBook
) -> Condition | None:
    """The condition that `groups` says; None, with a note that quotes the logic, where it cannot be said.

    Logic that never holds gives NEVER_SHOWN.
    """
    try:
        return condition_of(groups())
    except NeverError:
        return NEVER_SHOWN
    except UnsayableError as error:
        book.add(where, _LEFT_OUT, f"{told} ({error.problem})")
        return None


def _mentioned(place: Place, operator: str, values: Sequence[str]) -> Groups:
    is_chosen = {
        ("=", "Y"): True,
        ("!=", ""): True,
        ("!=", "N"): True,
        ("=", "1"): True,
        ("=", "true"): True,
        ("!=", "Y"): False,
        ("=", ""): False,
        ("=", "N"): False,
        ("=", "0"): False,
        ("=", "false"): False,
    }.get((operator, values[0] if values else ""))
    if operator in {"filled", "empty"}:
        is_chosen = operator == "filled"
    if is_chosen is None or place.mention is None:
        raise UnsayableError("An option is chosen or not; this compares it otherwise.")
    return ((Check(place.field, "is" if is_chosen else "is not", (place.mention,)),),)
