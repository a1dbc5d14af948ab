"""Shares of many drivers, or of many replicates: drawn from some orders of the drivers instead of all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from luister.drivers.shares import Floats, scaled, without_first

Orders = npt.NDArray[np.int64]
_AT_ONCE = 200  # Matrices that are reduced together: they fit the processor's cache.


@dataclass(frozen=True, slots=True)
class DrawnShares:
    """Shares of R2 by driver, and the standard error that the draw of orders left in each."""

    shares: Floats
    errors: Floats


def drawn_shares(
    matrix: Floats,
    sizes: Sequence[int] | None = None,
    *,
    controls: int = 0,
    orders: int = 8000,
    rng: np.random.Generator,
) -> DrawnShares:
    """The shares of one matrix, as `shares` gives them, up to the error stated.

    Each order that is drawn stands for a ring: itself, all its turns, and their reverses. So every driver comes in at
    every place as often, which takes much of the chance away. 8,000 orders of 30 drivers leave an error below .2 % of
    R2.

    Source: Castro, Gomez & Tejada (2009), doi 10.1016/j.cor.2008.04.004; the rings are ours, and their error is
    measured between them.
    """
    each = tuple(sizes) if sizes is not None else (1,) * (len(matrix) - controls - 1)
    ring = 2 * len(each)
    drawn = rings_of_orders(len(each), orders, rng)
    added = added_in_orders(matrix[:, :, None], each, drawn, controls=controls)[:, 0]
    means = added.reshape(-1, ring, len(each)).mean(axis=1)
    return DrawnShares(means.mean(axis=0), means.std(axis=0, ddof=1) / np.sqrt(len(means)))


def rings_of_orders(drivers: int, orders: int, rng: np.random.Generator) -> Orders:
    """Orders of the drivers, at least two rings of them: (orders, drivers)."""
    drawn = rng.permuted(np.tile(np.arange(drivers), (max(2, orders // (2 * drivers)), 1)), axis=1)
    turns = np.add.outer(np.arange(drivers), np.arange(drivers)) % drivers
    turned = drawn[:, turns].reshape(-1, drivers)
    return np.stack((turned, turned[:, ::-1]), axis=1).reshape(-1, drivers)


def added_in_orders(
    matrices: Floats, sizes: Sequence[int], orders: Orders, *, controls: int = 0
) -> Floats:
    """What each driver adds where drivers come in by these orders: (orders, batch, drivers)."""
    begun = scaled(matrices)
    for _ in range(controls):
        begun = without_first(begun)
    batch = begun.shape[-1]
    if batch <= _AT_ONCE:
        return _added_at_once(begun, sizes, orders)
    parts = [begun[:, :, at : at + _AT_ONCE] for at in range(0, batch, _AT_ONCE)]
    return np.concatenate([_added_at_once(part, sizes, orders) for part in parts], axis=1)


def _added_at_once(begun: Floats, sizes: Sequence[int], orders: Orders) -> Floats:
    """Many orders of few matrices together; of many matrices, order by order."""
    starts, batch = [0, *accumulate(sizes)], begun.shape[-1]
    found = np.zeros((len(orders), batch, len(sizes)))
    at_once = max(1, _AT_ONCE // batch)
    for first in range(0, len(orders), at_once):
        some = orders[first : first + at_once]
        places = np.array(
            [[at for d in o for at in range(starts[d], starts[d + 1])] for o in some]
        )
        added = _added(_ordered(begun, places)).reshape(places.shape[1], len(some), batch)
        for row, order in enumerate(some):
            own = np.cumsum([0, *(sizes[driver] for driver in order)])[:-1]
            found[first + row, :, order] = np.add.reduceat(added[:, row], own, axis=0)
    return found


def _ordered(matrices: Floats, places: npt.NDArray[np.int64]) -> Floats:
    """The matrices with their columns in these orders: (columns, columns, orders x batch)."""
    whole = np.column_stack((places, np.full(len(places), len(matrices) - 1))).T
    found = matrices[whole[:, None, :], whole[None, :, :]]
    return np.ascontiguousarray(found.reshape(*found.shape[:2], -1))


def _added(matrices: Floats) -> Floats:
    """What each column adds to those before it: (columns, batch)."""
    left = [matrices[-1, -1]]
    while len(matrices) > 1:
        matrices = without_first(matrices)
        left.append(matrices[-1, -1])
    return -np.diff(np.array(left), axis=0)
