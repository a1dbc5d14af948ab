"""Made-up series: marks from 1 to 10 with a weekday pattern, quiet or with a fall."""

from datetime import date

import numpy as np

from luister.estimates.day_sums import day_sums
from luister.warning.watching import TOLERANCE, Rules, Standing, look

MONDAY = date(2026, 1, 5)
MARKS = np.arange(1, 11.0)
SHARES = np.array([0.012, 0.008, 0.015, 0.02, 0.04, 0.095, 0.23, 0.35, 0.17, 0.06])
_WEEK = np.array([1.2, 1.2, 1.2, 1.2, 1.2, 0.5, 0.5])


def tilted(drop):
    """The shares of marks whose mean lies lower by `drop`."""
    low, high = -3.0, 0.0
    for _ in range(50):
        middle = (low + high) / 2
        shares = SHARES * np.exp(middle * MARKS)
        is_low = SHARES @ MARKS - shares @ MARKS / shares.sum() > drop
        low, high = (middle, high) if is_low else (low, middle)
    return shares / shares.sum()


def world(rng, *, series, days, a_day, drop=0.0, since=0):
    """Day sums of so many series; from column `since` on the mark is lower by `drop`."""
    rates = np.broadcast_to(np.reshape(a_day, (-1, 1)), (series, days))
    n = rng.poisson(rates * _WEEK[np.arange(days) % 7])
    counts = rng.multinomial(n, SHARES)
    if drop:
        counts[:, since:] = rng.multinomial(n[:, since:], tilted(drop))
    return day_sums(MONDAY, counts.astype(float), MARKS)


def moved(sums, *, history, alarms_per_year=12.0, tolerance=TOLERANCE):
    """What is noticed after `history` days, and where the series stand then."""
    standing = Standing(np.zeros(sums.series, np.int64), np.full(sums.series, history))
    rules = Rules(
        alarms_per_year, tolerance, 20, np.full(sums.series, 0.05), np.zeros(sums.series, np.int64)
    )
    return list(look(sums, standing, range(history, sums.days), rules)), standing
