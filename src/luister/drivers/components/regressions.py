"""Regressions on a stack of correlation matrices, one a replicate."""

import numpy as np

from luister.drivers.components.path_model import Floats, Layout

_SINGULAR = 1e-10


def slopes(left: Floats, right: Floats) -> Floats:
    """The slopes of regressions with moments `left` (... x k x k) and `right` (... x k).

    NaN where the regressors are one another's doubles.

    >>> slopes(np.array([[[1.0, 0.5], [0.5, 1.0]]]), np.array([[0.5, 0.25]])).round(6).tolist()
    [[0.5, 0.0]]
    """
    scale = np.sqrt(np.diagonal(left, axis1=-2, axis2=-1))
    standard = left / (scale[..., :, None] * scale[..., None, :])
    with np.errstate(invalid="ignore"):
        is_singular = ~(np.linalg.det(standard) > _SINGULAR)
    standard = np.where(is_singular[..., None, None], np.eye(left.shape[-1]), standard)
    found = np.linalg.solve(standard, (right / scale)[..., None])[..., 0] / scale
    return np.where(is_singular[..., None], np.nan, found)


def path_slopes(constructs: Floats, layout: Layout) -> Floats:
    """Per replicate the regression of each construct on its causes: [replicate, cause, effect].

    `constructs` are correlations between constructs; nought where there is no arrow.
    """
    found = np.zeros_like(constructs)
    for effect in layout.effects:
        causes = layout.causes_of(effect)
        found[:, causes, effect] = slopes(
            constructs[:, causes[:, None], causes], constructs[:, causes, effect]
        )
    return found
