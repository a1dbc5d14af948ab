"""What a path model says: constructs with their items, and arrows between constructs."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from luister.errors import UnknownNameError

Floats = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]
REFLECTED, FORMED = "A", "B"


@dataclass(frozen=True, slots=True)
class Construct:
    """Something that is not asked itself, with the items that are.

    `mode` is "A" where the items reflect the construct (weights are correlations), "B" where they
    form it (weights are those of a regression). PLSc corrects constructs of mode A.
    """

    name: str
    items: tuple[str, ...]
    mode: str = REFLECTED


@dataclass(frozen=True, slots=True)
class PathModel:
    """Constructs, and arrows between them as pairs of names: from, to."""

    constructs: tuple[Construct, ...]
    arrows: tuple[tuple[str, str], ...]

    @property
    def items(self) -> tuple[str, ...]:
        """All items, in the order of their constructs."""
        return tuple(item for one in self.constructs for item in one.items)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the constructs."""
        return tuple(one.name for one in self.constructs)


@dataclass(frozen=True, slots=True)
class Layout:
    """A checked model as arrays.

    `members` (items x constructs) tells which item belongs where, `is_formed` which constructs have
    mode B, `leads` (constructs x constructs) whether an arrow goes from the row to the column.
    `order` lists the constructs so that causes come before effects.
    """

    model: PathModel
    members: Truths
    is_formed: Truths
    leads: Truths
    order: tuple[int, ...]

    def items_of(self, place: int) -> Places:
        """Where the items of a construct stand."""
        return np.flatnonzero(self.members[:, place])

    def causes_of(self, place: int) -> Places:
        """Where the constructs stand that have an arrow to this one."""
        return np.flatnonzero(self.leads[:, place])

    @property
    def effects(self) -> tuple[int, ...]:
        """The constructs that an arrow goes to, causes first."""
        return tuple(place for place in self.order if self.leads[:, place].any())

    @property
    def is_single(self) -> Truths:
        """True for constructs of one item."""
        found: Truths = self.members.sum(axis=0) == 1
        return found

    @property
    def is_corrected(self) -> Truths:
        """True for constructs that PLSc takes for common factors: mode A with two items or more."""
        found: Truths = ~self.is_formed & ~self.is_single
        return found


def layout(model: PathModel) -> Layout:
    """The model as arrays, once it holds together.

    Raises:
        UnknownNameError: an arrow names no construct, an item has two, a construct stands alone, has
            no item, or arrows go round.

    >>> image, loyalty = Construct("Image", ("i1", "i2")), Construct("Loyalty", ("l1",))
    >>> layout(PathModel((image, loyalty), (("Image", "Loyalty"),))).order
    (0, 1)
    """
    _check_items(model)
    _check_arrows(model)
    names = model.names
    leads = np.zeros((len(names), len(names)), dtype=bool)
    for cause, effect in model.arrows:
        leads[names.index(cause), names.index(effect)] = True
    members = np.zeros((len(model.items), len(names)), dtype=bool)
    owners = np.repeat(np.arange(len(names)), [len(one.items) for one in model.constructs])
    members[np.arange(len(owners)), owners] = True
    is_formed = np.array([one.mode == FORMED for one in model.constructs])
    return Layout(model, members, is_formed, leads, _causes_first(names, leads))


def _check_items(model: PathModel) -> None:
    names = _repeated(model.names)
    if names:
        raise UnknownNameError(f"{names[0]} is defined twice.", hint="Give it all items at once.")
    for one in model.constructs:
        if not one.items:
            raise UnknownNameError(f"{one.name} has no items.", hint="Name the questions it has.")
    items = _repeated(model.items)
    if items:
        raise UnknownNameError(
            f"{items[0]} belongs to two constructs.",
            hint="In PLS an item belongs to one construct; take it out of the other.",
        )


def _repeated(names: Sequence[str]) -> list[str]:
    return [name for name, times in Counter(names).items() if times > 1]


def _check_arrows(model: PathModel) -> None:
    touched = {name for arrow in model.arrows for name in arrow}
    for name in sorted(touched - set(model.names)):
        raise UnknownNameError(
            f"{name} has an arrow, but no items.", hint=f"Say which items it has: {name} =~ ..."
        )
    for name in model.names:
        if name not in touched:
            raise UnknownNameError(
                f"{name} has no arrow: PLS weighs items by what a construct is tied to.",
                hint=f"Draw an arrow to or from {name}, or leave it out.",
            )


def _causes_first(names: tuple[str, ...], leads: Truths) -> tuple[int, ...]:
    order: list[int] = []
    left = list(range(len(names)))
    while left:
        ready = [place for place in left if not leads[left, place].any()]
        if not ready:
            raise UnknownNameError(
                f"Arrows go round among {', '.join(names[place] for place in left)}.",
                hint="Take out the arrow that goes back; PLS needs causes before effects.",
            )
        order += ready
        left = [place for place in left if place not in ready]
    return tuple(order)
