"""What somebody filled in on one page: checked field by field."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from luister.surveys.condition import NO_OPINION, Given
from luister.surveys.definition import Item

LONGEST_TEXT = 5000
_LONGEST_OTHER = 500
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a field cannot be kept: `required`, `not an option`, `not a date` or `too long`."""

    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class Checked:
    """The answers to some items, and what is wrong with them."""

    given: Given
    problems: tuple[Problem, ...]


def checked(items: Sequence[Item], posted: Mapping[str, Sequence[str]], before: Given) -> Checked:
    """The answers in a posted form to the `items` of one page; what was not posted was left open.

    An item that the answers before it, or above it on the page, do not lead to is passed over.

    >>> from luister.surveys.definition import Item
    >>> nps = Item(id="nps", kind="nps", text={}, is_required=True)
    >>> checked([nps], {"nps": ["11"]}, {}).problems
    (Problem(field='nps', reason='not an option'),)
    >>> checked([nps], {"nps": ["9"]}, {}).given
    {'nps': ('9',)}
    """
    given: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for item in items:
        if not item.show_if.holds({**before, **given}):
            continue
        for name in item.fields:
            found = _clean(item, posted.get(name, ()))
            reason = _reason(item, found)
            problems += [Problem(name, reason)] if reason else []
            given |= {name: found} if found and not reason else {}
        given |= _own_words(item, posted, given)
    return Checked(given, tuple(problems))


def _clean(item: Item, values: Sequence[str]) -> tuple[str, ...]:
    found = tuple(_UNSEEN.sub("", value).strip() for value in values)
    found = tuple(value for value in found if value)
    if item.kind != "choices":
        return found[-1:]
    chosen = tuple(dict.fromkeys(found))
    return (NO_OPINION,) if NO_OPINION in chosen else chosen


def _reason(item: Item, found: tuple[str, ...]) -> str:
    if not found:
        return "required" if item.is_required else ""
    if item.kind == "text":
        return "too long" if len(found[0]) > LONGEST_TEXT else ""
    if found == (NO_OPINION,):
        return "" if item.has_no_opinion else "not an option"
    if item.kind == "date":
        return "" if _is_date(found[0]) else "not a date"
    return "" if set(found) <= set(_codes(item)) else "not an option"


def _codes(item: Item) -> Iterator[str]:
    if item.kind in {"choice", "choices"}:
        yield from (one.code for one in item.options)
    else:
        low, high = item.asked_scale.low or 0, item.asked_scale.high or 0
        yield from (f"{step:g}" for step in range(int(low), int(high) + 1))


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _own_words(
    item: Item, posted: Mapping[str, Sequence[str]], given: Given
) -> dict[str, tuple[str, ...]]:
    """The words beside the options that were chosen."""
    found: dict[str, tuple[str, ...]] = {}
    for one in item.options:
        name = f"{item.id}.{one.code}.text"
        words = _clean(item, posted.get(name, ()))[:1]
        if one.with_text and words and one.code in given.get(item.id, ()):
            found[name] = (words[0][:_LONGEST_OTHER],)
    return found
