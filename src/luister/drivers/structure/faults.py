"""What is wrong with a solution, so that it is said and never told as a fit.

Source: van Driel (1978) and Chen, Bollen et al. (2001) on improper solutions. Beyond what lavaan checks we refuse
a path whose doubt is larger than a standard deviation of its outcome: the answers then say nothing of it, and as a
rule its causes are one and the same construct.
"""

from collections.abc import Sequence

import numpy as np

from luister.drivers.structure.matrices import Layout, Numbers, filled, implied
from luister.drivers.structure.model_text import DEPENDS_ON, VARIES_WITH
from luister.drivers.structure.parameters import Table
from luister.estimates.model_solution import Fault

_NOTHING = 1e-7
_UNSURE = 1.0


def faults(
    table: Table, layouts: Sequence[Layout], numbers: Numbers, spread: Numbers
) -> tuple[Fault, ...]:
    """All that makes the solution improper; `spread` is the covariance of the free numbers."""
    found = [
        Fault("negative_variance", _negative_variances(table, numbers)),
        *(_of_group(table, one, numbers) for one in layouts),
        *(_residuals(one, numbers) for one in layouts),
        Fault("unsure_path", _unsure_paths(table, layouts, numbers, spread)),
    ]
    if np.isnan(spread).any() or (np.diag(spread) < 0).any():
        found.append(Fault("no_minimum", ("",)))
    return tuple(dict.fromkeys(one for one in found if one.about))


def _negative_variances(table: Table, numbers: Numbers) -> tuple[str, ...]:
    return tuple(
        one.name
        for one in table.rows
        if one.op == VARIES_WITH and one.lhs == one.rhs and one.free >= 0 and numbers[one.free] < 0
    )


def _of_group(table: Table, group: Layout, numbers: Numbers) -> Fault:
    """Constructs whose implied covariances cannot be: correlations of 1 or more."""
    places = [group.names.index(one) for one in table.roles.latents]
    shared = implied(group, numbers).shared[np.ix_(places, places)]
    spread = np.sqrt(np.maximum(np.diag(shared), _NOTHING))
    correlation = shared / np.outer(spread, spread)
    if not len(places) or np.linalg.eigvalsh(correlation)[0] >= -_NOTHING:
        return Fault("inseparable")
    np.fill_diagonal(correlation, 0.0)
    near = np.abs(correlation).max(axis=1)
    about = [
        name
        for name, highest in zip(table.roles.latents, near, strict=True)
        if highest >= min(1.0, near.max()) - 1e-3
    ]
    return Fault("inseparable", tuple(about))


def _residuals(group: Layout, numbers: Numbers) -> Fault:
    """Residual covariances of items that cannot be, where there are any beside the variances."""
    left = filled(group, numbers)[1][: group.observed, : group.observed]
    bound = [at for at in range(len(left)) if np.count_nonzero(left[at]) > 1]
    part = left[np.ix_(bound, bound)]
    scale = np.sqrt(np.maximum(np.diag(part), _NOTHING))
    if not bound or np.linalg.eigvalsh(part / np.outer(scale, scale))[0] >= -_NOTHING:
        return Fault("residuals")
    return Fault("residuals", tuple(group.names[at] for at in bound))


def _unsure_paths(
    table: Table, layouts: Sequence[Layout], numbers: Numbers, spread: Numbers
) -> tuple[str, ...]:
    scales = [np.sqrt(np.abs(np.diag(implied(one, numbers).shared))) for one in layouts]
    unsure = []
    for row in table.rows:
        if row.op != DEPENDS_ON or row.free < 0:
            continue
        group, scale = layouts[row.group - 1], scales[row.group - 1]
        doubt = np.sqrt(max(spread[row.free, row.free], 0.0))
        effect, cause = group.names.index(row.lhs), group.names.index(row.rhs)
        if scale[effect] and doubt * scale[cause] / scale[effect] > _UNSURE:
            unsure.append(row.name)
    return tuple(unsure)
