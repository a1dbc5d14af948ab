"""One group of ordered answers: its matrices, where thresholds and scales stand, and what its answers say."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from luister.drivers.structure.matrices import Layout, Numbers, Places
from luister.drivers.structure.ordered import OrderedMoments


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """Where thresholds or scales of one group stand: the item, its place, the free number (-1: fixed), the value."""

    items: Places
    free: Places
    fixed: Numbers

    def values(self, numbers: Numbers) -> Numbers:
        """Each value, fixed or free."""
        is_free = self.free >= 0
        found = self.fixed.copy()
        found[is_free] = numbers[self.free[is_free]]
        return found


@dataclass(frozen=True, slots=True, eq=False)
class OrderedGroup:
    """A group: its matrices, thresholds, scales, and what its answers say."""

    layout: Layout
    thresholds: Cut
    scales: Cut
    said: OrderedMoments

    @property
    def weights(self) -> Numbers:
        """One over the uncertainty of each threshold and correlation."""
        found: Numbers = 1 / np.diag(self.said.uncertainty)
        return found


def said(group: OrderedGroup) -> Numbers:
    """Thresholds and correlations of the answers, in the order of their uncertainty."""
    rows, columns = np.tril_indices(len(group.said.correlation), -1)
    return np.concatenate([*group.said.thresholds, group.said.correlation[rows, columns]])


def shares(groups: Sequence[OrderedGroup]) -> list[float]:
    """The part that each group has in all answers."""
    total = sum(one.said.n for one in groups)
    return [one.said.n / total for one in groups]
