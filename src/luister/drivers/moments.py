"""Means and covariances of columns, and the same of resamples: all that shares and slopes need of the answers."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

CHUNKS = 1000
"""Of so many parts resamples are made; up to so many forms, each is a part by itself."""


@dataclass(frozen=True, slots=True)
class PartSums:
    """Sums over parts of the forms: `n` (parts), `sums` (parts, columns), `products` (parts, columns, columns).

    Of forms that weigh differently `n` is the sum of weights. The columns were centred on `centre` before, so that
    large numbers lose nothing.
    """

    n: Floats
    sums: Floats
    products: Floats
    centre: Floats


@dataclass(frozen=True, slots=True)
class Moments:
    """Means (columns, batch) and covariances (columns, columns, batch), divided by n (batch)."""

    n: Floats
    means: Floats
    covariances: Floats


def part_sums(
    values: Floats,
    *,
    weights: Floats | None = None,
    chunks: int = CHUNKS,
    rng: np.random.Generator,
) -> PartSums:
    """The sums of complete rows (forms, columns), in parts to which chance assigns them; each row counts its weight."""
    centre = values.mean(axis=0)
    rows = len(values)
    order = rng.permutation(rows) if rows > chunks else np.arange(rows)
    parts = np.array_split(order, min(rows, chunks))
    columns = values.shape[1]
    sums, products = np.empty((len(parts), columns)), np.empty((len(parts), columns, columns))
    for place, part in enumerate(parts):
        own = values[part] - centre
        weighed_own = own if weights is None else own * weights[part, None]
        sums[place], products[place] = weighed_own.sum(axis=0), own.T @ weighed_own
    n = [len(part) if weights is None else weights[part].sum() for part in parts]
    return PartSums(np.array(n, float), sums, products, centre)


def weighed(parts: PartSums, weights: Floats) -> Moments:
    """Moments where part p counts weights[b, p] times: one for each b of the batch."""
    columns = parts.sums.shape[1]
    n = weights @ parts.n
    shift = (weights @ parts.sums).T / n
    upper = np.triu_indices(columns)
    found = (weights @ parts.products[:, upper[0], upper[1]]).T / n - shift[upper[0]] * shift[
        upper[1]
    ]
    covariances = np.empty((columns, columns, len(weights)))
    covariances[upper], covariances[upper[::-1]] = found, found
    return Moments(n, parts.centre[:, None] + shift, covariances)


def whole(parts: PartSums) -> Moments:
    """The moments of all forms, each counted once."""
    return weighed(parts, np.ones((1, len(parts.n))))


def resampled(count: int, replicates: int, rng: np.random.Generator) -> Floats:
    """How often each of `count` parts is drawn, by replicate: (replicates, parts), with as many draws as parts."""
    drawn = rng.integers(0, count, (replicates, count))
    drawn += np.arange(replicates)[:, None] * count
    counts = np.bincount(drawn.ravel(), minlength=replicates * count)
    return counts.reshape(replicates, count).astype(float)
