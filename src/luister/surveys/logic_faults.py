"""What is wrong with the conditions of a survey, and which pages nobody ever comes to."""

import re
from collections.abc import Iterator

from luister.surveys.condition import NO_OPINION, OPERATORS, Check, Condition
from luister.surveys.condition_groups import is_whole
from luister.surveys.definition import Item, Page, SurveyDefinition
from luister.surveys.fault import Fault, fault

MOST_CHECKS = 200


def of_conditions(survey: SurveyDefinition) -> Iterator[Fault]:
    """Conditions on what is not there or comes later, and comparisons that make no sense."""
    everywhere = dict(survey.fields())
    before: dict[str, Item] = {}
    for number, page in enumerate(survey.pages, 1):
        where = f"page {number}"
        yield from _of_condition(f"{where}, show_if", page.show_if, before, everywhere)
        here: dict[str, Item] = {}
        for item in page.items:
            name = f"{where}, {item.id}"
            yield from _of_condition(name, item.show_if, {**before, **here}, everywhere)
            if page.is_shuffled and set(item.show_if.fields) & set(here):
                yield fault(name, "shuffled")
            here |= dict.fromkeys(item.fields, item)
        before |= here
        if page.end_if is not None:
            yield from _of_condition(f"{where}, end_if", page.end_if, before, everywhere)


def _of_condition(
    where: str, condition: Condition, known: dict[str, Item], everywhere: dict[str, Item]
) -> Iterator[Fault]:
    if sum(len(group) for group in condition.groups) > MOST_CHECKS:
        yield fault(where, "too many", "conditions")
    for check in (check for group in condition.groups for check in group):
        if check.field not in everywhere:
            yield fault(where, "field", check.field)
        elif check.field not in known:
            yield fault(where, "later", check.field)
        elif check.operator not in OPERATORS:
            yield fault(where, "operator", check.operator)
        else:
            yield from _of_check(where, check, known[check.field])


def _of_check(where: str, check: Check, item: Item) -> Iterator[Fault]:
    if check.operator in {"answered", "not answered"}:
        return
    if not check.values:
        yield fault(where, "no values", check.field)
    if check.operator in {"at least", "at most"}:
        if item.kind == "date" or not all(_is_number(value) for value in check.values):
            yield fault(where, "bound", " ".join((check.field, *check.values)))
        return
    for value in check.values:
        if not _can_be_given(item, value):
            yield fault(where, "value", f"{check.field} {value}")


def _can_be_given(item: Item, value: str) -> bool:
    if value == NO_OPINION:
        # Turned-round logic may ask for it where it cannot be chosen: that does no harm.
        return True
    if is_whole(item):
        low, high = item.asked_scale.low or 0, item.asked_scale.high or 0
        return bool(re.fullmatch(r"-?\d{1,3}", value)) and low <= int(value) <= high
    return item.kind in {"text", "date"} or value in {one.code for one in item.options}


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"-?\d{1,9}(\.\d{1,6})?", text))


def unreachable(survey: SurveyDefinition) -> Iterator[Fault]:
    """Pages after one that always ends, and pages whose condition contradicts itself."""
    is_over = False
    for number, page in enumerate(survey.pages, 1):
        if is_over or _is_never(page):
            yield fault(f"page {number}", "never")
        ends_always = page.end_if is not None and not page.end_if.groups
        is_over = is_over or (ends_always and _is_always_shown(page))


def _is_always_shown(page: Page) -> bool:
    return not page.show_if.groups and any(not item.show_if.groups for item in page.items)


def _is_never(page: Page) -> bool:
    groups = page.show_if.groups
    return bool(groups) and all(_contradicts(group) for group in groups)


def _contradicts(group: tuple[Check, ...]) -> bool:
    """True where one group asks two things of a field that cannot both be."""
    for one in group:
        for other in group:
            if one.field == other.field and _exclude(one, other):
                return True
    return False


def _exclude(one: Check, other: Check) -> bool:
    if {one.operator, other.operator} == {"answered", "not answered"}:
        return True
    if (one.operator, other.operator) == ("at least", "at most"):
        numbers = (*one.values[:1], *other.values[:1])
        return (
            len(numbers) == 2
            and all(map(_is_number, numbers))
            and float(numbers[0]) > float(numbers[1])
        )
    if (one.operator, other.operator) == ("is", "is not"):
        return set(one.values) <= set(other.values)
    return other.operator == "not answered" and one.operator in {"is", "at least", "at most"}
