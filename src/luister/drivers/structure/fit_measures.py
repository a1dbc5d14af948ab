"""How well a model fits, by lavaan's conventions: chi-square, CFI, TLI, RMSEA with its interval, SRMR, BIC.

Source: Bentler (1990) for CFI; Tucker and Lewis (1973); Steiger (1990) and Browne and Cudeck (1993) for RMSEA and its
interval; Bentler (1995) for SRMR, which counts means where the model has them; Brosseau-Liard and Savalei (2012, 2014)
for the robust ones. With groups RMSEA is multiplied by the root of their number.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log, pi, sqrt

import numpy as np
from scipy.special import chdtrc, chndtr, ndtr

from luister.drivers.structure.matrices import Numbers
from luister.drivers.structure.moments import Moments
from luister.estimates.model_solution import Fit, Scaled


@dataclass(frozen=True, slots=True)
class Tested:
    """A chi-square with its degrees of freedom and, where it is corrected, the factor that divides it."""

    chi2: float
    df: int
    factor: float = 1.0


@dataclass(frozen=True, slots=True)
class Size:
    """How many answers and groups a model was fitted to."""

    n: int
    groups: int = 1


def fit_of(model: Tested, baseline: Tested, size: Size, srmr: float) -> Fit:
    """The fit of a model against the baseline in which nothing goes with anything."""
    low, high = rmsea_interval(model, size)
    return Fit(
        chi2=model.chi2,
        df=model.df,
        p=p_of(model.chi2, model.df),
        cfi=cfi(model, baseline),
        tli=tli(model, baseline),
        rmsea=rmsea(model, size),
        rmsea_low=low,
        rmsea_high=high,
        srmr=srmr,
        baseline_chi2=baseline.chi2,
        baseline_df=baseline.df,
    )


def with_likelihood(fit: Fit, logl: float, free: int, n: int) -> Fit:
    """The fit with log-likelihood, AIC and BIC."""
    return replace(fit, logl=logl, aic=2 * free - 2 * logl, bic=log(n) * free - 2 * logl)


def p_of(chi2: float, df: float) -> float | None:
    """The chance of so much misfit in a model that holds; None without degrees of freedom."""
    return None if df <= 0 else float(chdtrc(df, max(chi2, 0.0)))


def p_of_nought(estimate: float, error: float) -> float | None:
    """The chance of a number so far from nought where it is nought; None where it has no error, as a fixed one.

    >>> round(p_of_nought(-1.96, 1.0), 3)
    0.05
    """
    return float(2 * ndtr(-abs(estimate / error))) if error > 0 else None


def cfi(model: Tested, baseline: Tested) -> float:
    """Comparative fit index: 1 is as good as a model that holds.

    >>> round(cfi(Tested(85.305522, 24), Tested(918.8516, 36)), 4)
    0.9306
    """
    missed = max(model.chi2 - model.df, 0.0)
    worst = max(baseline.chi2 - baseline.df, missed, 0.0)
    return 1.0 if worst == 0 else 1 - missed / worst


def tli(model: Tested, baseline: Tested) -> float:
    """Tucker-Lewis index; 1 without degrees of freedom."""
    if model.df == 0 or baseline.df == 0:
        return 1.0
    gained = baseline.chi2 - baseline.df
    if gained == 0:
        return 1.0
    return (baseline.chi2 - baseline.df / model.df * model.chi2) / gained


def rmsea(model: Tested, size: Size) -> float:
    """Root mean square error of approximation: misfit a degree of freedom, 0 is none.

    >>> round(rmsea(Tested(85.305522, 24), Size(301)), 6)
    0.092121
    """
    if model.df == 0:
        return 0.0
    missed = max(model.chi2 / (size.n * model.df) - 1 / size.n, 0.0)
    return sqrt(missed) * sqrt(size.groups)


def rmsea_interval(model: Tested, size: Size) -> tuple[float, float]:
    """The interval of 90 % of the RMSEA.

    >>> [round(end, 4) for end in rmsea_interval(Tested(85.305522, 24), Size(301))]
    [0.0714, 0.1137]
    """
    if model.df == 0:
        return 0.0, 0.0
    low, high = (
        sqrt(_noncentrality(model, share) / (size.n * model.df)) * sqrt(size.groups)
        for share in (0.95, 0.05)
    )
    return low, high


def _noncentrality(model: Tested, share: float) -> float:
    """The noncentrality under which `share` of all chi-squares are below the one found; 0 where none is."""
    if chndtr(model.chi2, model.df, 0.0) < share:
        return 0.0
    low, high = 0.0, 4 * model.chi2 + 100
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (
            (middle, high) if chndtr(model.chi2, model.df, middle) > share else (low, middle)
        )
        if high - low < 1e-10 * high:
            break
    return (low + high) / 2


def srmr(
    samples: Sequence[Moments], models: Sequence[tuple[Numbers, Numbers]], *, has_means: bool
) -> float:
    """Root mean square of what the model leaves of correlations and variances, and of means where it has any.

    `models` holds the implied mean and covariance of each group; groups count by their answers.
    """
    total, n = 0.0, sum(one.n for one in samples)
    for sample, (mean, covariance) in zip(samples, models, strict=True):
        spread = np.sqrt(np.diag(sample.covariance))
        left = (sample.covariance - covariance) / np.outer(spread, spread)
        parts = left[np.tril_indices(len(left))] ** 2
        if has_means:
            parts = np.concatenate([parts, ((sample.mean - mean) / spread) ** 2])
        total += sample.n / n * sqrt(parts.mean())
    return total


def log_likelihood(sample: Moments, mean: Numbers, covariance: Numbers) -> float:
    """Of complete normal answers under a mean and covariance."""
    apart = sample.mean - mean
    seen = sample.covariance + np.outer(apart, apart)
    volume = float(np.linalg.slogdet(covariance)[1])
    each = len(seen) * log(2 * pi) + volume + float(np.trace(np.linalg.solve(covariance, seen)))
    return -0.5 * sample.n * each


def scaled(moved: Tested, baseline: Tested, size: Size) -> Scaled:
    """The fit by chi-squares that were corrected already: that of the model, and that of its baseline."""
    return Scaled(
        chi2=moved.chi2,
        df=moved.df,
        p=p_of(moved.chi2, moved.df),
        factor=moved.factor,
        cfi=cfi(moved, baseline),
        tli=tli(moved, baseline),
        rmsea=rmsea(moved, size),
    )


def scaled_fit(model: Tested, baseline: Tested, size: Size) -> Scaled:
    """The fit with both chi-squares divided by their factors, and the robust indices.

    These estimate what the plain indices would be in the population, where the factors do not belong.
    """
    shrunk, plain = (replace(one, chi2=one.chi2 / one.factor) for one in (model, baseline))
    missed = max(model.chi2 - model.factor * model.df, 0.0)
    worst = max(baseline.chi2 - baseline.factor * baseline.df, missed, 0.0)
    gained = baseline.chi2 - baseline.factor * baseline.df
    robust_tli = (
        1 - (model.chi2 - model.factor * model.df) * baseline.df / (gained * model.df)
        if model.df and gained
        else 1.0
    )
    robust = sqrt(missed / (size.n * model.df)) * sqrt(size.groups) if model.df else 0.0
    return replace(
        scaled(shrunk, plain, size),
        cfi_robust=1.0 if worst == 0 else 1 - missed / worst,
        tli_robust=robust_tli,
        rmsea_robust=robust,
    )
