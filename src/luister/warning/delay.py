"""How long a change of a given size stays unnoticed, at a series' volume and threshold."""

import numpy as np

from luister.estimates.day_sums import Numbers
from luister.estimates.distributions import normal_below
from luister.warning.mixture import SIZES, memory_of, prior_of

_LONGEST = 365
_SETTLED = 182
_STEPS = 5
_ALIKE = 2 * np.exp(np.euler_gamma)
"""The middle of a sum of ratios over all days, in that of the change itself / (answers a day x size squared)."""
_OVERSHOOT = 0.583
"""A sum that is looked at once a day passes a line as if the line lay so many standard deviations of a day higher."""


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

    `drops` (series x drops) are in standard deviations of an answer. What is held against the threshold follows from
    one sum, the answers since the change against those before; it walks like a Brownian motion of which the clock is
    what that contrast is worth. The chance that it has passed its line by the end of each day is that for the tangent
    of the line at that day; the mean delay is the sum of the chances that it has not. `baseline` counts answers before
    the change; of a series that was just learned anew the promise is that of half a year on, when its baseline has
    settled. Held against simulation in tests/warning and benchmarks/warning_delay.py.

    Source: a straight line, and the overshoot, Siegmund (1985), "Sequential Analysis", chapters 3 and 10; the tangent,
    Daniels (1974); the sum over days is 2 divided by an exponential number, Dufresne (1990).
    """
    found = np.empty(drops.shape)
    learned = np.minimum(np.maximum(baseline, volumes * _SETTLED), volumes * memory_of(volumes))
    days = np.arange(1, _LONGEST + 1)
    for row, prior in enumerate(prior_of(volumes)):
        a_day = volumes[row] / (1 + volumes[row] * shared_by_day[row])
        new = a_day * days
        # A series without an answer learns nothing: its changes stay unnoticed.
        worth = np.maximum(new * learned[row] / np.maximum(new + learned[row], 1e-9), 1e-9)
        # Days near the change tell the same: over them, the ratios add up to so many times that of the change itself.
        alike = 1 + _ALIKE / np.maximum(drops[row] ** 2 * a_day, 1e-9)
        needed = np.log(thresholds[row]) - np.log(np.minimum(days, alike[:, None]))
        line, slope = _line(needed, worth, prior)
        line += _OVERSHOOT * np.sqrt(np.diff(worth, prepend=0.0))
        by_then = _passed(drops[row][:, None] - tolerance, worth, line, slope)
        mean = 1 + (1 - by_then[:, :-1]).sum(axis=1)
        found[row] = np.where(by_then[:, -1] > 0.5, mean, np.nan)
    return found


def _line(needed: Numbers, worth: Numbers, prior: Numbers) -> tuple[Numbers, Numbers]:
    """Drops x days: the sum at which the logarithm of the evidence is `needed`, and how fast that grows with worth.

    The logarithm is convex in the sum and one size alone gives less than all, so that Newton's steps come down to the
    line from above.
    """
    each = np.log(prior) - SIZES**2 / 2 * worth[:, None]
    line = ((needed[..., None] - each) / SIZES).min(axis=-1)
    for _ in range(_STEPS):
        terms = each + SIZES * line[..., None]
        most = terms.max(axis=-1, keepdims=True)
        parts = np.exp(terms - most)
        whole = parts.sum(axis=-1)
        mean = (parts @ SIZES) / whole
        line = line - (np.log(whole) + most[..., 0] - needed) / mean
    return line, (parts @ SIZES**2) / 2 / (parts @ SIZES)


def _passed(drift: Numbers, worth: Numbers, line: Numbers, slope: Numbers) -> Numbers:
    """Drops x days: the chance that the sum has passed the line by the end of each day."""
    root, start = np.sqrt(worth), line - slope * worth
    rate = drift - slope
    turned = normal_below((-start - rate * worth) / root)
    by_now = normal_below((rate * worth - start) / root)
    by_now = by_now + np.exp(np.minimum(2 * rate * start, 600.0)) * turned
    by_then: Numbers = np.maximum.accumulate(
        np.where(start > 0, np.minimum(by_now, 1.0), 1.0), axis=1
    )
    return by_then
