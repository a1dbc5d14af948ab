"""Conditions as groups of checks: put together, turned round, and made of a comparison."""

import math
from collections.abc import Callable, Sequence

from luister.surveys.condition import ALWAYS, NO_OPINION, Check, Condition
from luister.surveys.converted import NeverError, UnsayableError
from luister.surveys.definition import Item

Groups = tuple[tuple[Check, ...], ...]
"""Any one group must hold, all of it: no group never holds, an empty group always does."""

NEVER: Groups = ()
ALWAYS_GROUPS: Groups = ((),)
_MOST_GROUPS, _MOST_CHECKS = 64, 16
_TURNED = {
    "is": "is not",
    "is not": "is",
    "answered": "not answered",
    "not answered": "answered",
}


def groups_of(condition: Condition) -> Groups:
    """The groups of a condition; one without groups always holds."""
    return condition.groups or ALWAYS_GROUPS


def condition_of(groups: Groups) -> Condition:
    """The condition that these groups are.

    Raises:
        NeverError: it never holds, for which there is no condition.
    """
    if not groups:
        raise NeverError("It never holds.")
    return ALWAYS if () in groups else Condition(groups)


def both(one: Groups, other: Groups) -> Groups:
    """Holds where both do.

    Raises:
        UnsayableError: it takes too many groups to say.
    """
    return _tidy(tuple(tuple(dict.fromkeys(first + second)) for first in one for second in other))


def either(one: Groups, other: Groups) -> Groups:
    """Holds where one of them does."""
    return _tidy(one + other)


def negated(groups: Groups, is_whole: Callable[[str], bool]) -> Groups:
    """Holds where these groups do not; `is_whole` tells whether a field's answers are whole numbers.

    >>> negated(((Check("nps", "at most", ("6",)),),), lambda field: True)[0]
    (Check(field='nps', operator='at least', values=('7',)),)

    Raises:
        UnsayableError: a bound on something that is no whole number has no opposite among our checks.
    """
    found = ALWAYS_GROUPS
    for group in groups:
        turned: Groups = NEVER
        for check in group:
            turned += _turned(check, is_whole)
        found = both(found, turned)
    return found


def compared(item: Item, field: str, operator: str, values: Sequence[str]) -> Groups:
    """The groups that say a comparison with an answer to `item`, in its `field`.

    `operator` is =, !=, <, <=, >, >=, "empty", "filled", "any of", "none of", "all of".

    >>> nps = Item(id="nps", kind="nps", text={})
    >>> compared(nps, "nps", "<", ["7"])
    ((Check(field='nps', operator='at most', values=('6',)),),)

    Raises:
        UnsayableError: the answer is no number, or no such option can be chosen.
    """
    values = tuple(_number_text(value) for value in values)
    if operator in {"=", "!="} and values == ("",):
        operator = "empty" if operator == "=" else "filled"
    if operator in {"empty", "filled"}:
        return ((Check(field, "answered" if operator == "filled" else "not answered"),),)
    if operator in {"<", "<=", ">", ">="}:
        return _bounded(item, field, operator, values)
    if unknown := [value for value in values if not _can_be(item, value)]:
        raise UnsayableError(f"{unknown[0]!r} cannot be chosen.")
    if operator == "all of":
        return (tuple(Check(field, "is", (value,)) for value in values),)
    return ((Check(field, "is" if operator in {"=", "any of"} else "is not", values),),)


def is_whole(item: Item) -> bool:
    """True where an answer is a whole number on a scale."""
    return item.is_rated or item.kind == "matrix"


def _bounded(item: Item, field: str, operator: str, values: Sequence[str]) -> Groups:
    try:
        bound = float(values[0])
    except (IndexError, ValueError):
        raise UnsayableError(f"{values!r} is no number.") from None
    if item.kind in {"choice", "choices"}:
        codes = tuple(one.code for one in item.options if _passes(one.code, operator, bound))
        return ((Check(field, "is", codes),),) if codes else NEVER
    if operator in {">=", "<="}:
        name = "at least" if operator == ">=" else "at most"
        return ((Check(field, name, (f"{bound:g}",)),),)
    if not is_whole(item):
        raise UnsayableError("More or less than a bound can only be said of whole numbers.")
    if operator == ">":
        return ((Check(field, "at least", (f"{math.floor(bound) + 1}",)),),)
    return ((Check(field, "at most", (f"{math.ceil(bound) - 1}",)),),)


def _passes(code: str, operator: str, bound: float) -> bool:
    try:
        value = float(code)
    except ValueError:
        return False
    return {
        "<": value < bound,
        "<=": value <= bound,
        ">": value > bound,
        ">=": value >= bound,
    }[operator]


def _can_be(item: Item, value: str) -> bool:
    if item.kind in {"text", "date"}:
        return True
    if value == NO_OPINION:
        return item.has_no_opinion
    if item.kind in {"choice", "choices"}:
        return value in {one.code for one in item.options}
    low, high = item.asked_scale.low or 0, item.asked_scale.high or 0
    return value.lstrip("-").isdigit() and low <= int(value) <= high


def _number_text(value: str) -> str:
    try:
        number = float(value)
    except ValueError:
        return value
    is_plain = math.isfinite(number) and value.strip().lstrip("-").replace(".", "", 1).isdigit()
    return f"{number:g}" if is_plain and "." in value else value.strip()


def _turned(check: Check, is_whole: Callable[[str], bool]) -> Groups:
    if check.operator in _TURNED:
        return ((Check(check.field, _TURNED[check.operator], check.values),),)
    bound = float(check.values[0])
    if not is_whole(check.field) or bound != int(bound):
        raise UnsayableError(f"The opposite of {check.operator} {bound:g} cannot be said.")
    if check.operator == "at least":
        beyond = Check(check.field, "at most", (f"{int(bound) - 1}",))
    else:
        beyond = Check(check.field, "at least", (f"{int(bound) + 1}",))
    # An open answer and "no opinion" pass neither bound, so they belong to the opposite.
    return (
        (beyond,),
        (Check(check.field, "not answered"),),
        (Check(check.field, "is", (NO_OPINION,)),),
    )


def _tidy(groups: Groups) -> Groups:
    kept: list[tuple[Check, ...]] = []
    for group in dict.fromkeys(groups):
        if _contradicts(group) or any(set(other) <= set(group) for other in kept):
            continue
        kept = [other for other in kept if not set(group) <= set(other)] + [group]
    if len(kept) > _MOST_GROUPS or any(len(group) > _MOST_CHECKS for group in kept):
        raise UnsayableError("It takes too many conditions to say.")
    return tuple(kept)


def _contradicts(group: tuple[Check, ...]) -> bool:
    return any(
        check.operator in _TURNED
        and Check(check.field, _TURNED[check.operator], check.values) in group
        for check in group
    )
