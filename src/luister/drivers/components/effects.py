"""What follows from path coefficients: shares explained, indirect and total effects, f2 and VIF."""

import numpy as np

from luister.drivers.components.path_model import Floats, Layout, Places
from luister.drivers.components.regressions import slopes


def explained(constructs: Floats, paths: Floats) -> Floats:
    """R2 of each construct, [replicate, construct]; nought where no arrow comes in."""
    found: Floats = (paths * constructs).sum(axis=1)
    return found


def total_effects(paths: Floats) -> Floats:
    """Effects along all ways, [replicate, cause, effect]: direct ones and through other constructs.

    >>> total_effects(np.array([[[0.0, 0.5, 0.1], [0, 0, 0.4], [0, 0, 0]]]))[0, 0].tolist()
    [0.0, 0.5, 0.30000000000000004]
    """
    size = paths.shape[1]
    found, step = paths.copy(), paths
    for _ in range(size - 1):
        step = step @ paths
        found += step
    return found


def effect_sizes(constructs: Floats, layout: Layout) -> Floats:
    """Cohen's f2 of each arrow, [replicate, cause, effect]: what R2 loses without it, by 1 - R2.

    Infinite where nothing is left to explain. Weights stay as they are; seminr solves the smaller model
    anew and differs in the third decimal.
    """
    found = np.full_like(constructs, np.nan)
    for effect in layout.effects:
        causes = layout.causes_of(effect)
        whole = _share(constructs, causes, effect)
        for cause in causes:
            without = _share(constructs, causes[causes != cause], effect)
            with np.errstate(divide="ignore", invalid="ignore"):
                found[:, cause, effect] = (whole - without) / (1 - whole)
    return found


def inflation(constructs: Floats, layout: Layout) -> Floats:
    """The variance inflation factor of each arrow, [replicate, cause, effect].

    1 where a cause is alone, above 5 where causes can hardly be told apart, infinite where one tells another.
    """
    found = np.full_like(constructs, np.nan)
    for effect in layout.effects:
        causes = layout.causes_of(effect)
        for cause in causes:
            others = _share(constructs, causes[causes != cause], int(cause))
            with np.errstate(divide="ignore"):
                found[:, cause, effect] = 1 / (1 - others)
    return found


def _share(constructs: Floats, causes: Places, effect: int) -> Floats:
    if not len(causes):
        return np.zeros(len(constructs))
    right = constructs[:, causes, effect]
    found: Floats = (slopes(constructs[:, causes[:, None], causes], right) * right).sum(axis=1)
    return found
