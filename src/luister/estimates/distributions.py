"""Chances and quantiles of the usual distributions, for numbers that a server works out all day.

SciPy has them too, and a server that holds it in memory for these few is a tenth larger. The analysis of drivers, which
runs in a process of its own, uses SciPy; a test holds the two together.
"""

import math
from functools import lru_cache
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
_NORMAL = NormalDist()
_MANY = (
    1e4  # degrees of freedom from which Student's distribution is expanded around the normal one
)
_STEPS, _EXACT, _TINY = 10_000, 1e-16, 1e-300
_erfc = np.vectorize(math.erfc, otypes=[np.float64])
_log_gamma = np.vectorize(math.lgamma, otypes=[np.float64])


def normal_below(value: npt.ArrayLike) -> Numbers:
    """The chance that a standard normal number lies below each value.

    >>> round(float(normal_below(1.96)), 3)
    0.975
    """
    return np.asarray(_erfc(np.asarray(value, np.float64) * -math.sqrt(0.5)) / 2)


def normal_quantile(chance: float) -> float:
    """The value below which a standard normal number lies with this chance, between 0 and 1.

    >>> round(normal_quantile(0.975), 2)
    1.96
    """
    return _NORMAL.inv_cdf(chance)


@lru_cache(maxsize=4096)
def student_quantile(freedom: float, chance: float) -> float:
    """The value below which Student's t with these degrees of freedom lies with this chance.

    `freedom` need not be whole; where it is not above 0 there is no such value (nan). `chance` lies between 0 and 1.

    Source: the incomplete beta function as a power series (Abramowitz & Stegun 1964, 26.5.4 and 26.7.1), solved by
    Newton's method between two bounds; from 1,000 degrees of freedom on the expansion 26.7.5 around the normal one.

    >>> round(student_quantile(10, 0.975), 3)
    2.228
    """
    if not freedom > 0:
        return math.nan
    if chance < 0.5:
        return -student_quantile(freedom, 1 - chance)
    if chance == 0.5:
        return 0.0
    near = _expanded(freedom, normal_quantile(chance))
    return near if freedom >= _MANY else _solved(freedom, chance, near if freedom > 3 else 1.0)


def _solved(freedom: float, chance: float, near: float) -> float:
    """For chances above a half; `near` is where the search begins."""
    low, high = 0.0, max(near, 1.0)
    while _student_below(freedom, high) < chance:
        low, high = high, high * 2
    found = min(max(near, low), high)
    for _ in range(100):
        off = _student_below(freedom, found) - chance
        low, high = (found, high) if off < 0 else (low, found)
        before, found = found, found - off / _student_density(freedom, found)
        if not low <= found <= high:
            found = (low + high) / 2
        if abs(found - before) <= 1e-9 * found:  # The next step would be the square of this one.
            break
    return found


def _student_below(freedom: float, value: float) -> float:
    """For values from 0 on."""
    square = value * value
    inside, outside = square / (freedom + square), freedom / (freedom + square)
    half = freedom / 2
    if inside < 0.5:  # On this side fewer terms count.
        return (1 + _beta_series(0.5, half, inside)) / 2
    return 1 - _beta_series(half, 0.5, outside) / 2


def _beta_series(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function of single numbers; of arrays `beta_below` is faster."""
    if x <= 0:
        return 0.0
    part = total = 1.0
    step = 0
    while part > _EXACT * total:
        part *= (a + b + step) / (a + 1 + step) * x
        total += part
        step += 1
    scale = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    return math.exp(a * math.log(x) + b * math.log1p(-x) + scale) * total / a


def _student_density(freedom: float, value: float) -> float:
    height = math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)
    falls = (freedom + 1) / 2 * math.log1p(value * value / freedom)
    return math.exp(height - falls) / math.sqrt(freedom * math.pi)


def _expanded(freedom: float, normal: float) -> float:
    square = normal * normal
    first = normal * (square + 1) / 4
    second = normal * ((5 * square + 16) * square + 3) / 96
    third = normal * (((3 * square + 19) * square + 17) * square - 15) / 384
    fourth = ((79 * square + 776) * square + 1482) * square - 1920
    fourth = normal * (fourth * square - 945) / 92160
    return normal + sum(
        part / freedom**power for power, part in enumerate((first, second, third, fourth), 1)
    )


def log_gamma(value: npt.ArrayLike) -> Numbers:
    """The logarithm of the gamma function of each value above 0.

    >>> round(float(log_gamma(5)), 4)  # 4! = 24
    3.1781
    """
    return np.asarray(_log_gamma(value))


def beta_below(first: npt.ArrayLike, second: npt.ArrayLike, value: npt.ArrayLike) -> Numbers:
    """The regularised incomplete beta function: the chance that a beta number lies below each value from 0 to 1.

    Where `first` is 0 the number is 0, and lies below all of them; `second` is above 0.

    Source: the continued fraction of Abramowitz & Stegun (1964), 26.5.8, by Lentz's method, on the side where it
    converges fast.

    >>> round(float(beta_below(2, 3, 0.5)), 4)
    0.6875
    """
    one, other, at = np.broadcast_arrays(
        *(np.asarray(each, np.float64) for each in (first, second, value))
    )
    is_nought = one <= 0
    one = np.where(is_nought, 1.0, one)
    is_far = at > (one + 1) / (one + other + 2)
    a, b = np.where(is_far, other, one), np.where(is_far, one, other)
    x = np.where(is_far, 1 - at, at)
    with np.errstate(divide="ignore"):
        scale = a * np.log(x) + b * np.log1p(-x)
    scale = scale + log_gamma(a + b) - log_gamma(a) - log_gamma(b)
    below = np.exp(scale) * _beta_fraction(a, b, x) / a
    found = np.clip(np.where(is_far, 1 - below, below), 0, 1)
    return np.asarray(np.where(is_nought, 1.0, found))


def _beta_fraction(a: Numbers, b: Numbers, x: Numbers) -> Numbers:
    over = np.ones_like(x)
    under = 1 / _away_from_nought(1 - (a + b) * x / (a + 1))
    found = under.copy()
    for step in range(1, _STEPS):
        twice = a + 2 * step
        even = step * (b - step) * x / ((twice - 1) * twice)
        odd = -(a + step) * (a + b + step) * x / (twice * (twice + 1))
        change = np.ones_like(x)
        for part in (even, odd):
            under = 1 / _away_from_nought(1 + part * under)
            over = _away_from_nought(1 + part / over)
            change = over * under
            found = found * change
        if not np.any(np.abs(change - 1) > 4 * _EXACT):  # What is no number stays none.
            break
    return found


def poisson_below(count: npt.ArrayLike, mean: npt.ArrayLike) -> Numbers:
    """The chance that a Poisson number of this mean is at most each count from 0 on.

    Source: the incomplete gamma function, as a series or a continued fraction (Abramowitz & Stegun 1964, 6.5.29 and
    6.5.31).

    >>> round(float(poisson_below(2, 3.0)), 4)
    0.4232
    """
    most, expected = np.broadcast_arrays(*(np.asarray(each, np.float64) for each in (count, mean)))
    a = np.floor(most) + 1
    with np.errstate(divide="ignore"):
        scale = np.exp(a * np.log(expected) - expected - log_gamma(a))
    is_near = expected < a + 1
    series = 1 - scale * _gamma_series(a, np.where(is_near, expected, 0.0))
    fraction = scale * _gamma_fraction(a, np.where(is_near, a + 2, expected))
    return np.asarray(np.clip(np.where(is_near, series, fraction), 0, 1))


def _gamma_series(a: Numbers, x: Numbers) -> Numbers:
    part = 1 / a
    found = part.copy()
    for step in range(1, _STEPS):
        part = part * x / (a + step)
        found = found + part
        if not np.any(part > _EXACT * found):
            break
    return found


def _gamma_fraction(a: Numbers, x: Numbers) -> Numbers:
    below = x + 1 - a
    over = np.full_like(x, 1 / _TINY)
    under = 1 / below
    found = under.copy()
    for step in range(1, _STEPS):
        part = -step * (step - a)
        below = below + 2
        under = 1 / _away_from_nought(part * under + below)
        over = _away_from_nought(below + part / over)
        change = over * under
        found = found * change
        if not np.any(np.abs(change - 1) > 4 * _EXACT):  # What is no number stays none.
            break
    return found


def _away_from_nought(number: Numbers) -> Numbers:
    return np.where(np.abs(number) < _TINY, _TINY, number)
