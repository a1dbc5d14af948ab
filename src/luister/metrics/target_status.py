"""How an estimate stands to its target, with its doubt taken into account."""

from luister.estimates.estimate import Estimate
from luister.estimates.report import Target


def status(estimate: Estimate, target: Target, *, higher_is_better: bool = True) -> str:
    """One of five words, from good to bad; the interval decides how sure the word is.

    For a metric of which higher is better, the first that holds:

    - `on target`: the whole interval lies on or above the target
    - `probably on target`: the value does, but the interval reaches below it
    - `surely under`: the whole interval lies below the lower bound
    - `probably under`: the value lies below the lower bound, but the interval reaches it
    - `near target`: the value lies between the lower bound (included) and the target

    Where no lower bound was agreed the target itself takes its place, and `near target` does not
    occur. Where lower is better the same holds mirrored: the "lower" bound then lies above the
    target, and "under" means worse than it.

    >>> status(Estimate(42, 38, 46, 900, "points"), Target(40, 30))
    'probably on target'
    >>> status(Estimate(8, 6, 10, 900, "percent"), Target(3, 5), higher_is_better=False)
    'surely under'
    """
    sign = 1.0 if higher_is_better else -1.0
    worst, best = sorted((sign * estimate.low, sign * estimate.high))
    value, goal = sign * estimate.value, sign * target.value
    bound = goal if target.lower_bound is None else sign * target.lower_bound
    if value >= goal:
        return "on target" if worst >= goal else "probably on target"
    if value < bound:
        return "surely under" if best < bound else "probably under"
    return "near target"
