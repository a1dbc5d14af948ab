"""How long a change of a given size stays unnoticed, at a series' volume and threshold."""

import numpy as np

from luister.estimates.day_sums import Numbers
from luister.estimates.distributions import normal_quantile
from luister.warning.mixture import SIZES, memory_of, prior_of

_LONGEST = 365
_SETTLED = 182
_NORMAL = np.array([normal_quantile((one + 0.5) / 24) for one in range(24)])


def delays(
    drops: Numbers,
    volumes: Numbers,
    *,
    thresholds: Numbers,
    baseline: Numbers,
    shared_by_day: Numbers,
    tolerance: float,
) -> Numbers:
    """Days until a drop is noticed, on average; series x drops. NaN: half of such drops stay unnoticed for a year.

    `drops` (series x drops) are in standard deviations of an answer. The chance that the evidence has passed the
    threshold by the end of a day is worked out from how the sum of that day's answers varies, for each day after the
    change; the mean delay is the sum of the chances that it has not. `baseline` counts answers before the change; of a
    series that was just learned anew the promise is that of half a year on, when its baseline has settled.
    Checked by simulation in benchmarks/warning_delay.py.
    """
    found = np.empty(drops.shape)
    learned = np.minimum(np.maximum(baseline, volumes * _SETTLED), volumes * memory_of(volumes))
    prior = prior_of(volumes)
    days = np.arange(1, _LONGEST + 1)
    for at in np.ndindex(drops.shape):
        row, size = at[0], float(drops[at])
        a_day = volumes[row] / (1 + volumes[row] * shared_by_day[row])
        new = a_day * days
        # A series without an answer learns nothing: its changes stay unnoticed.
        worth = new * learned[row] / np.maximum(new + learned[row], 1e-9)
        moved = (size - tolerance) * worth[:, None] + np.sqrt(worth)[:, None] * _NORMAL[None, :]
        gain = np.zeros_like(moved)
        for one, counted in zip(SIZES.tolist(), prior[row].tolist(), strict=True):
            gain += counted * np.exp(np.minimum(one * moved - one**2 / 2 * worth[:, None], 600.0))
        starts = np.minimum(days, 1 + 2 / max(float(size**2 * a_day), 1e-9))
        passed = gain * starts[:, None] > thresholds[row]
        by_then = np.maximum.accumulate(passed.mean(axis=1))
        found[at] = 1 + float((1 - by_then[:-1]).sum()) if by_then[-1] > 0.5 else np.nan
    return found
