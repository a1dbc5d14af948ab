"""Half the discrepancy of normal likelihood between sample and model: value, slope, curvature, scores.

All are per answer, over all groups: the discrepancy of Joreskog (1969) is twice the value, chi-square 2 n times.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from luister.drivers.structure.matrices import (
    Implied,
    Layout,
    Numbers,
    bend,
    crossed,
    implied,
    pulled,
    slopes,
)
from luister.drivers.structure.moments import Moments


@dataclass(frozen=True, slots=True, eq=False)
class Likelihood:
    """Complete answers of some groups, and the model of each; without means these are left out of account."""

    layouts: tuple[Layout, ...]
    groups: tuple[Moments, ...]
    has_means: bool

    @property
    def n(self) -> int:
        """Answers of all groups."""
        return sum(one.n for one in self.groups)


def value_and_slope(of: Likelihood, numbers: Numbers) -> tuple[float, Numbers]:
    """Half the discrepancy and its slope; infinity where the implied covariance is none."""
    value, slope = 0.0, np.zeros(len(numbers))
    for group, sample in zip(of.layouts, of.groups, strict=True):
        found = _implied(group, numbers)
        inverse = None if found is None else positive_inverse(found.covariance)
        if found is None or inverse is None:
            return np.inf, slope
        share = sample.n / of.n
        weight, log_volume = inverse
        apart = sample.mean - found.mean if of.has_means else np.zeros_like(sample.mean)
        seen = sample.covariance + np.outer(apart, apart)
        volume = np.linalg.slogdet(sample.covariance)[1]
        value += share * 0.5 * (log_volume - volume + float(np.sum(weight * seen)) - len(seen))
        by_covariance = 0.5 * (weight - weight @ seen @ weight)
        along = pulled(slopes(group, found), by_covariance, -(weight @ apart))
        slope += share * (along @ group.gather)
    return value, slope


def expected_curvature(of: Likelihood, numbers: Numbers) -> Numbers:
    """The information of one answer if the model holds (free, free)."""
    total = np.zeros((len(numbers), len(numbers)))
    for group, sample in zip(of.layouts, of.groups, strict=True):
        found = implied(group, numbers)
        weight = np.linalg.inv(found.covariance)
        moved = slopes(group, found)
        met = crossed(moved, weight, weight)
        if of.has_means:
            met = met + moved.means.T @ weight @ moved.means
        total += sample.n / of.n * (group.gather.T @ met @ group.gather)
    return total


def observed_curvature(of: Likelihood, numbers: Numbers) -> Numbers:
    """The second slopes of half the discrepancy (free, free)."""
    total = np.zeros((len(numbers), len(numbers)))
    for group, sample in zip(of.layouts, of.groups, strict=True):
        found = implied(group, numbers)
        weight = np.linalg.inv(found.covariance)
        moved = slopes(group, found)
        apart = sample.mean - found.mean if of.has_means else np.zeros_like(sample.mean)
        pull = weight @ (sample.covariance + np.outer(apart, apart)) @ weight
        met = 2 * crossed(moved, pull, weight) - crossed(moved, weight, weight)
        if of.has_means:
            tilt = weight @ moved.means
            turned = _turned(moved.first, moved.second, weight @ apart, tilt)
            met = met + moved.means.T @ tilt + turned + turned.T
        met = met + bend(group, found, 0.5 * (weight - pull), -(weight @ apart))
        total += sample.n / of.n * (group.gather.T @ met @ group.gather)
    return total


def _turned(first: Numbers, second: Numbers, lean: Numbers, tilt: Numbers) -> Numbers:
    """(entries, entries): what a move of the covariance does to the slope of the mean."""
    turned: Numbers = (first.T @ lean)[:, None] * (second.T @ tilt) + (second.T @ lean)[
        :, None
    ] * (first.T @ tilt)
    return turned


def scores(of: Likelihood, numbers: Numbers, rows: Sequence[Numbers]) -> list[Numbers]:
    """What each answer adds to the slope of the log-likelihood: (people, free) a group."""
    found_scores = []
    for group, sample, answers in zip(of.layouts, of.groups, rows, strict=True):
        found = implied(group, numbers)
        weight = np.linalg.inv(found.covariance)
        moved = slopes(group, found)
        apart = answers - (found.mean if of.has_means else sample.mean)
        lean = apart @ weight
        each = (lean @ moved.first) * (lean @ moved.second) - np.einsum(
            "ij,ij->j", moved.first, weight @ moved.second
        )
        if of.has_means:
            each = each + lean @ moved.means
        found_scores.append(each @ group.gather)
    return found_scores


def positive_inverse(covariance: Numbers) -> tuple[Numbers, float] | None:
    """Inverse and log of the determinant; None where the matrix is not positive definite."""
    try:
        root = np.linalg.cholesky(covariance)
    except np.linalg.LinAlgError:
        return None
    half = np.linalg.inv(root)
    return half.T @ half, 2 * float(np.log(np.diag(root)).sum())


def _implied(group: Layout, numbers: Numbers) -> Implied | None:
    try:
        found = implied(group, numbers)
    except np.linalg.LinAlgError:
        return None
    return found if np.isfinite(found.covariance).all() else None
