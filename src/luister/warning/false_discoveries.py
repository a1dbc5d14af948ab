"""Many looks at once: which of many p-values may be believed."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def adjusted(p_values: Sequence[float] | Floats, *, is_dependent: bool) -> Floats:
    """Each p-value made so large that those below q hold at most a share q of false finds.

    With `is_dependent` that holds however the tests hang together (segments overlap: a team has
    regions, a region has teams); without it for independent tests and those that move together.
    Where nothing at all moved, q is the chance of naming anything.

    Source: Benjamini & Hochberg (1995); with `is_dependent` Benjamini & Yekutieli (2001).

    >>> adjusted([0.01, 0.5, 0.02], is_dependent=False).tolist()
    [0.03, 0.5, 0.03]
    >>> adjusted([], is_dependent=True).tolist()
    []
    """
    given = np.asarray(p_values, dtype=float)
    count = len(given)
    if not count:
        return given
    order = np.argsort(given)
    ranks = np.arange(1, count + 1)
    price = float(np.sum(1 / ranks)) if is_dependent else 1.0
    raised = given[order] * count * price / ranks
    smallest = np.minimum.accumulate(raised[::-1])[::-1]
    found = np.empty(count)
    found[order] = np.minimum(smallest, 1.0)
    return found
