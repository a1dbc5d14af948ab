"""What ordered answers say: thresholds, polychoric correlations, and how sure both are.

Each answer is taken as a cut of a normal variable that is not seen. Source: Olsson (1979), Psychometrika 44, for the
correlation in two steps; Muthen (1984), Psychometrika 49, for the covariance of all of them together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from luister.drivers.structure.bivariate_normal import chance_below, density
from luister.drivers.structure.matrices import Numbers, Places
from luister.errors import LuisterError

Codes = NDArray[np.int64]
_MOST = 0.999
_TINY = 1e-300


@dataclass(frozen=True, slots=True, eq=False)
class OrderedMoments:
    """Of one group: `thresholds` of each item, `correlation` (items, items) of what lies behind.

    `uncertainty` is n times the covariance of all thresholds, item by item, then of all correlations below the
    diagonal, row by row.
    """

    n: int
    thresholds: tuple[Numbers, ...]
    correlation: Numbers
    uncertainty: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class _Pairs:
    """All pairs of items: their places, limits and tables padded to the most categories.

    `lower` and `upper` are (pairs, limits), from minus to plus infinity; `counts` (pairs, categories, categories).
    """

    first: Places
    second: Places
    limits_first: Numbers
    limits_second: Numbers
    counts: Numbers


def ordered_moments(codes: Codes, categories: Sequence[int]) -> OrderedMoments:
    """The moments of answers (people, items), each a category counted from 0.

    Raises:
        LuisterError: two items of which one says all that the other says.
    """
    thresholds = tuple(_thresholds(codes[:, item], count) for item, count in enumerate(categories))
    pairs = _pairs(codes, thresholds)
    correlations = _polychoric(pairs)
    correlation = np.eye(len(categories))
    correlation[pairs.first, pairs.second] = correlation[pairs.second, pairs.first] = correlations
    return OrderedMoments(
        len(codes), thresholds, correlation, _uncertainty(codes, thresholds, pairs, correlations)
    )


def _thresholds(codes: Codes, count: int) -> Numbers:
    shares = np.cumsum(np.bincount(codes, minlength=count))[:-1] / len(codes)
    found: Numbers = ndtri(shares)
    return found


def _pairs(codes: Codes, thresholds: Sequence[Numbers]) -> _Pairs:
    second, first = (at.astype(np.int64) for at in np.tril_indices(len(thresholds), -1))
    most = max(len(one) for one in thresholds) + 1
    limits = np.full((len(thresholds), most + 1), np.inf)
    limits[:, 0] = -np.inf
    for item, one in enumerate(thresholds):
        limits[item, 1 : len(one) + 1] = one
    counts = np.array(
        [
            np.bincount(codes[:, one] * most + codes[:, other], minlength=most**2)
            for one, other in zip(first, second, strict=True)
        ],
        float,
    ).reshape(-1, most, most)
    sizes = [len(one) + 1 for one in thresholds]
    for place in range(len(first)):
        if sizes[first[place]] == sizes[second[place]] == 2:
            counts[place, :2, :2] = _without_nought(counts[place, :2, :2])
    return _Pairs(first, second, limits[first], limits[second], counts)


def _without_nought(table: Numbers) -> Numbers:
    """Half an answer moved into an empty cell of four, its sums kept: else the correlation were 1."""
    along = np.array([[0.5, -0.5], [-0.5, 0.5]])
    if (np.diag(table) == 0).any():
        along = -along
    fuller: Numbers = table - along if (table == 0).any() else table
    return fuller


def _corners(pairs: _Pairs) -> tuple[Numbers, Numbers]:
    """The limits of both items at every corner of every table."""
    count = pairs.limits_first.shape[1]
    shape = (len(pairs.first), count, count)
    return (
        np.broadcast_to(pairs.limits_first[:, :, None], shape),
        np.broadcast_to(pairs.limits_second[:, None, :], shape),
    )


def _cells(corners: Numbers) -> Numbers:
    """What lies between four corners: (pairs, limits, limits) to (pairs, categories, categories)."""
    found: Numbers = np.diff(np.diff(corners, axis=1), axis=2)
    return found


def _polychoric(pairs: _Pairs) -> Numbers:
    """The likeliest correlation of each pair, by scoring from the correlation of the codes."""
    one, other = _corners(pairs)
    n = pairs.counts.sum(axis=(1, 2))
    guess = np.clip(_of_codes(pairs.counts), -0.9, 0.9)
    for _ in range(100):
        along = np.broadcast_to(guess[:, None, None], one.shape)
        chance = np.maximum(_cells(chance_below(one, other, along)), _TINY)
        slope = _cells(density(one, other, along))
        score = (pairs.counts * slope / chance).sum(axis=(1, 2))
        information = n * (slope**2 / chance * (chance > _TINY)).sum(axis=(1, 2))
        step = np.clip(score / information, -0.2, 0.2)
        # Half of what is left to one, so that no step leaves the bounds.
        room = np.where(step > 0, _MOST - guess, guess + _MOST)
        moved = guess + np.where(np.abs(step) < room, step, np.sign(step) * room / 2)
        if np.abs(moved - guess).max() < 1e-11:
            guess = moved
            break
        guess = moved
    if np.abs(guess).max() > 0.998:
        raise LuisterError(
            "Two questions say the same: who answers one higher answers the other higher.",
            hint="Take one of them out of the model.",
        )
    return guess


def _of_codes(counts: Numbers) -> Numbers:
    """Pearson's correlation of the codes in each table."""
    codes = np.arange(counts.shape[1], dtype=float)
    n = counts.sum(axis=(1, 2))
    rows, columns = counts.sum(axis=2), counts.sum(axis=1)
    means = [margin @ codes / n for margin in (rows, columns)]
    spreads = [
        margin @ codes**2 / n - mean**2
        for margin, mean in zip((rows, columns), means, strict=True)
    ]
    both = np.einsum("kij,i,j->k", counts, codes, codes) / n - means[0] * means[1]
    found: Numbers = both / np.sqrt(spreads[0] * spreads[1])
    return found


def _uncertainty(
    codes: Codes, thresholds: Sequence[Numbers], pairs: _Pairs, correlations: Numbers
) -> Numbers:
    """What `uncertainty` holds of thresholds and correlations: both steps, each with its own scores."""
    ends = np.cumsum([0, *(len(one) for one in thresholds)])
    total = int(ends[-1])
    size = total + len(correlations)
    scores = np.zeros((len(codes), size))
    bend = np.zeros((size, size))
    for item, (start, end) in enumerate(pairwise(ends)):
        own = _threshold_scores(codes[:, item], thresholds[item])
        scores[:, start:end] = own
        bend[start:end, start:end] = own.T @ own
    one, other = _corners(pairs)
    along = np.broadcast_to(correlations[:, None, None], one.shape)
    chance = np.maximum(_cells(chance_below(one, other, along)), _TINY)
    of_cells = _cells(density(one, other, along)) / chance
    for place, (first, second) in enumerate(zip(pairs.first, pairs.second, strict=True)):
        row = total + place
        scores[:, row] = of_cells[place][codes[:, first], codes[:, second]]
        bend[row, row] = float(scores[:, row] @ scores[:, row])
        for item, table in (
            (first, _slopes(thresholds[first], pairs.limits_second[place], correlations[place])),
            (second, _slopes(thresholds[second], pairs.limits_first[place], correlations[place])),
        ):
            cells = chance[place] if item == first else chance[place].T
            counts, score = pairs.counts[place], of_cells[place]
            if item == second:
                counts, score = counts.T, score.T
            bend[row, ends[item] : ends[item + 1]] = np.einsum(
                "ij,ij,tij->t", counts, score, table / cells
            )
    inverse = np.linalg.inv(bend)
    found: Numbers = len(codes) * (inverse @ (scores.T @ scores) @ inverse.T)
    return found


def _threshold_scores(codes: Codes, thresholds: Numbers) -> Numbers:
    """(people, thresholds): how each answer's log-chance moves with the thresholds of its item."""
    height = np.exp(-(thresholds**2) / 2) / np.sqrt(2 * np.pi)
    shares = np.diff(np.concatenate([[0.0], ndtr(thresholds), [1.0]]))
    count = len(thresholds)
    table = np.zeros((count + 1, count))
    at = np.arange(count)
    table[at, at] = height / shares[:-1]
    table[at + 1, at] = -height / shares[1:]
    return table[codes]


def _slopes(thresholds: Numbers, limits: Numbers, correlation: float) -> Numbers:
    """(thresholds, categories, categories of the other): how the cells of a pair move with each threshold."""
    height = np.exp(-(thresholds**2) / 2) / np.sqrt(2 * np.pi)
    rest = np.sqrt(1 - correlation**2)
    far = np.clip(limits, -40, 40)[None, :]
    across = np.diff(ndtr((far - correlation * thresholds[:, None]) / rest), axis=1)
    strip = height[:, None] * across
    count, most = len(thresholds), len(limits) - 1
    found = np.zeros((count, most, most))
    at = np.arange(count)
    found[at, at] = strip
    found[at, at + 1] -= strip
    return found
