"""When something is asked: a condition on the answers that were given before."""

from collections.abc import Mapping
from dataclasses import dataclass

NO_OPINION = "~"
"""What stands in the place of an answer where somebody chose "no opinion"."""

Given = Mapping[str, tuple[str, ...]]
"""Answers so far: field -> the values given, as texts; a field that was left open is not in it.

The field of an item is its id; that of an aspect of a matrix is `item.aspect`.
"""

OPERATORS = ("is", "is not", "at least", "at most", "answered", "not answered")


@dataclass(frozen=True, slots=True)
class Check:
    """One look at one field.

    `is` holds where one of `values` was given, `is not` where none of them was (an open answer too); `at least` and
    `at most` compare numbers, and do not hold for an open answer or no opinion.

    >>> Check("nps", "at most", ("6",)).holds({"nps": ("3",)})
    True
    >>> Check("nps", "at most", ("6",)).holds({"nps": ("~",)})
    False
    >>> Check("reason", "is", ("price", "other")).holds({"reason": ("speed", "price")})
    True
    """

    field: str
    operator: str
    values: tuple[str, ...] = ()

    def holds(self, given: Given) -> bool:
        """True where the answers pass."""
        found = given.get(self.field, ())
        if self.operator in {"answered", "not answered"}:
            return bool(found) == (self.operator == "answered")
        if self.operator in {"is", "is not"}:
            return bool(set(found) & set(self.values)) == (self.operator == "is")
        return _compares(found, self.operator, self.values)


@dataclass(frozen=True, slots=True)
class Condition:
    """Some groups of checks: it holds where all checks of any one group hold. Without groups it always holds.

    >>> unhappy = Condition(((Check("nps", "at most", ("6",)),), (Check("ces", "at most", ("3",)),)))
    >>> unhappy.holds({"nps": ("9",), "ces": ("2",)}), unhappy.holds({"nps": ("9",)})
    (True, False)
    """

    groups: tuple[tuple[Check, ...], ...] = ()

    def holds(self, given: Given) -> bool:
        """True where the answers pass."""
        return not self.groups or any(
            all(check.holds(given) for check in group) for group in self.groups
        )

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that are looked at, each once."""
        return tuple(dict.fromkeys(check.field for group in self.groups for check in group))


ALWAYS = Condition()


def _compares(found: tuple[str, ...], operator: str, values: tuple[str, ...]) -> bool:
    try:
        given, bound = float(found[0]), float(values[0])
    except (IndexError, ValueError):
        return False
    return given >= bound if operator == "at least" else given <= bound
