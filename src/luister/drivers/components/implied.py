"""The correlations that a fitted model implies, and how far they lie from those observed."""

import numpy as np

from luister.drivers.components.path_model import Floats, Layout
from luister.drivers.components.solution import Solution


def implied_constructs(found: Solution, layout: Layout) -> Floats:
    """Correlations of constructs by the arrows alone, [construct, construct].

    Constructs that no arrow goes to keep their own correlations.
    """
    between: Floats = found.constructs[0].copy()
    done = [place for place in layout.order if place not in layout.effects]
    for effect in layout.effects:
        slopes = found.paths[0, done, effect]
        between[effect, done] = between[done, effect] = slopes @ between[np.ix_(done, done)]
        done.append(effect)
    return between


def root_mean_residual(
    observed: Floats, found: Solution, layout: Layout, *, is_consistent: bool
) -> float:
    """SRMR: the root mean square of observed less implied correlations, all pairs and the diagonal.

    A common factor (PLSc, mode A) implies the correlations of its own items too; a weighed sum leaves
    them as they are. Of one matrix [item, item].

    Source: Henseler et al. (2014), "Common beliefs and reality about PLS"; Hu & Bentler (1999).
    """
    owner = layout.members.argmax(axis=1)
    loadings = found.loadings[0]
    between = implied_constructs(found, layout)[np.ix_(owner, owner)]
    implied = np.outer(loadings, loadings) * between
    is_same = owner[:, None] == owner
    is_factor = layout.is_corrected[owner] & is_consistent
    implied = np.where(is_same & ~is_factor[:, None], observed, implied)
    np.fill_diagonal(implied, 1.0)
    below = np.tril_indices(len(observed))
    return float(np.sqrt(np.mean((observed - implied)[below] ** 2)))
