"""Columns of few different words, as small numbers: fast to draw, to compare and to write."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Truths = NDArray[np.bool_]
Column: TypeAlias = "pa.Array[Any]"


@dataclass(frozen=True, slots=True)
class Coded:
    """A column: a code a row, pointing into `names`; -1 where nothing is known."""

    codes: Whole
    names: tuple[str, ...]


def drawn(chance: Floats, shares: dict[str, float]) -> Coded:
    """A name for each chance (evenly spread from 0 to 1), as often as its share.

    >>> drawn(np.array([0.1, 0.9]), {"gas": 3, "power": 1}).codes.tolist()
    [0, 1]
    """
    names = tuple(shares)
    upper = np.cumsum(np.fromiter(shares.values(), dtype=float))
    codes = np.searchsorted(upper[:-1] / upper[-1], chance, side="right")
    return Coded(codes.astype(np.int64), names)


def nothing(rows: int) -> Coded:
    """A column of which nothing is known."""
    return Coded(np.full(rows, -1, dtype=np.int64), ())


def is_one_of(column: Coded, names: Collection[str]) -> Truths:
    """True for the rows that carry one of the names.

    >>> is_one_of(Coded(np.array([0, 1, -1]), ("gas", "power")), {"power"}).tolist()
    [False, True, False]
    """
    # The last place answers for code -1, that is: nothing known.
    table = np.array([*(name in names for name in column.names), False])
    found: Truths = table[column.codes]
    return found


def as_strings(column: Coded) -> Column:
    """The column as strings, null where nothing is known."""
    if not column.names:
        return pa.nulls(len(column.codes), pa.string())
    return picked(column.names, column.codes, column.codes >= 0)


def picked(words: Sequence[str] | pa.StringArray, places: Whole, given: Truths) -> Column:
    """The words at these places, null where none is given.

    >>> picked(("gas", "power"), np.array([1, 0]), np.array([True, False])).to_pylist()
    ['power', None]
    """
    values = words if isinstance(words, pa.StringArray) else pa.array(words, pa.string())
    return values.take(pa.array(places, pa.int64(), mask=~given))


def chance_of(numbers: Whole, salt: int) -> Floats:
    """A chance from 0 to 1 that is always the same for a number and a salt.

    So a customer keeps region and product over the years without a table of customers in memory.

    Source: the finaliser of SplitMix64, Steele, Lea and Flood (2014), "Fast splittable
    pseudorandom number generators".
    """
    mixed = numbers.astype(np.uint64) + np.uint64((salt * 0x9E3779B97F4A7C15) % 2**64)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return (mixed >> np.uint64(11)).astype(np.float64) * 2.0**-53
