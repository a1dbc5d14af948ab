"""How many factors there are: those that account for more than chance would."""

from dataclasses import dataclass

import numpy as np

from luister.drivers.factors.maximum_likelihood import Floats

_DRAWS = 1000
_PERCENTILE = 95


@dataclass(frozen=True, slots=True)
class ParallelAnalysis:
    """Eigenvalues of the items' correlations, largest first, and those that chance alone would give.

    `bars` are the 95th percentiles of as many unrelated normal items in as many rows. `factors` is how
    many eigenvalues lie above their bar before the first that does not.
    """

    eigenvalues: Floats
    bars: Floats
    factors: int


def parallel_analysis(correlations: Floats, n: int, rng: np.random.Generator) -> ParallelAnalysis:
    """Horn's parallel analysis of one correlation matrix [item, item] of `n` rows.

    Random correlation matrices are drawn at once (Bartlett's decomposition), so that `n` costs nothing.

    Source: Horn (1965); the 95th percentile after Glorfeld (1995).
    """
    items = len(correlations)
    eigenvalues = np.linalg.eigvalsh(correlations)[::-1]
    drawn = np.linalg.eigvalsh(_unrelated(items, n, rng))[:, ::-1]
    bars: Floats = np.asarray(np.percentile(drawn, _PERCENTILE, axis=0))
    above = eigenvalues > bars
    return ParallelAnalysis(
        eigenvalues.astype(float), bars, int(items if above.all() else above.argmin())
    )


def _unrelated(items: int, n: int, rng: np.random.Generator) -> Floats:
    """Correlations of unrelated normal items, [draw, item, item]."""
    lower = np.tril(rng.standard_normal((_DRAWS, items, items)), -1)
    places = np.arange(items)
    lower[:, places, places] = np.sqrt(rng.chisquare(n - 1 - places, size=(_DRAWS, items)))
    spread = np.sqrt((lower**2).sum(axis=2))
    lower = lower / spread[:, :, None]
    return np.asarray(lower @ np.swapaxes(lower, 1, 2))
