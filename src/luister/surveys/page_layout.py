"""A page laid out for one respondent: its items in order, and what each still depends on."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from luister.surveys.condition import Check, Condition, Given
from luister.surveys.definition import Item, Option, Page
from luister.surveys.routing import shown_items, shown_options


@dataclass(frozen=True, slots=True)
class PlacedItem:
    """An item in its place, with its options or aspects in order.

    `rest` is what is left of its condition once the pages before are known: it looks at fields of this page only, so a
    browser can decide it. `is_shown` tells what it comes to with the answers so far.
    """

    item: Item
    options: tuple[Option, ...]
    rest: Condition
    is_shown: bool


def placed_items(page: Page, given: Given, *, order_seed: str) -> tuple[PlacedItem, ...]:
    """The items of a page that are shown, or may be once others on the page are answered."""
    own = {name for item in page.items for name in item.fields}
    found: list[PlacedItem] = []
    # Every item put in this respondent's order, whatever it depends on.
    free = replace(page, items=tuple(replace(item, show_if=Condition()) for item in page.items))
    order = [item.id for item in shown_items(free, given, order_seed=order_seed)]
    for item in sorted(page.items, key=lambda item: order.index(item.id)):
        rest = rest_of(item.show_if, own, given)
        if rest is not None:
            options = shown_options(item, order_seed=order_seed)
            found.append(PlacedItem(item, options, rest, item.show_if.holds(given)))
    return tuple(found)


def rest_of(condition: Condition, open_fields: Collection[str], given: Given) -> Condition | None:
    """What of a condition is left to look at once all but `open_fields` is known; None where it cannot hold any more.

    >>> unhappy = Condition(((Check("nps", "at most", ("6",)), Check("kind", "is", ("a",))),))
    >>> rest_of(unhappy, {"nps"}, {"kind": ("a",)})
    Condition(groups=((Check(field='nps', operator='at most', values=('6',)),),))
    >>> rest_of(unhappy, {"nps"}, {"kind": ("b",)}) is None
    True
    """
    if not condition.groups:
        return condition
    left: list[tuple[Check, ...]] = []
    for group in condition.groups:
        if all(check.field in open_fields or check.holds(given) for check in group):
            left.append(tuple(check for check in group if check.field in open_fields))
    if not left:
        return None
    return Condition() if () in left else Condition(tuple(left))
