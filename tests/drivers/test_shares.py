"""Shares of what is explained: against the definition, against relaimpo, and against one another."""

import time
from itertools import permutations

import numpy as np
import pytest

from drivers.worlds import factor_covariance
from luister.drivers.drawn_shares import drawn_shares
from luister.drivers.moments import part_sums, resampled, weighed, whole
from luister.drivers.shares import shares


def by_definition(covariance):
    """The mean, over all orders, of what a driver adds to R2."""
    spread = np.sqrt(np.diag(covariance))
    c = covariance / np.outer(spread, spread)
    drivers = len(c) - 1

    def explained(chosen):
        at = list(chosen)
        return c[at, -1] @ np.linalg.solve(c[np.ix_(at, at)], c[at, -1]) if at else 0.0

    found, orders = np.zeros(drivers), list(permutations(range(drivers)))
    for order in orders:
        for place, driver in enumerate(order):
            found[driver] += explained(order[: place + 1]) - explained(order[:place])
    return found / len(orders)


def r2(covariance):
    inner = np.linalg.solve(covariance[:-1, :-1], covariance[:-1, -1])
    return covariance[-1, :-1] @ inner / covariance[-1, -1]


def test_a_share_is_what_a_driver_adds_over_all_orders():
    covariance = factor_covariance(5, np.random.default_rng(1))

    assert shares(covariance[:, :, None])[:, 0] == pytest.approx(
        by_definition(covariance), abs=1e-14
    )


def test_columns_of_one_driver_come_in_together():
    covariance = factor_covariance(4, np.random.default_rng(2))

    together = shares(covariance[:, :, None], (1, 2, 1))[:, 0]

    assert together.sum() == pytest.approx(r2(covariance), abs=1e-14)
    alone = covariance[np.ix_([1, 2, 4], [1, 2, 4])]
    last = r2(covariance) - r2(covariance[np.ix_([0, 3, 4], [0, 3, 4])])
    assert min(last, r2(alone)) < together[1] < max(last, r2(alone))


def test_what_controls_explain_is_nobodys_share():
    covariance = factor_covariance(5, np.random.default_rng(3))

    found = shares(covariance[:, :, None], controls=2)[:, 0]

    controls = r2(covariance[np.ix_([0, 1, 5], [0, 1, 5])])
    assert found.sum() == pytest.approx(r2(covariance) - controls, abs=1e-14)


def test_shares_of_twenty_drivers_sum_to_r2_in_half_a_second():
    covariance = factor_covariance(20, np.random.default_rng(4))

    begun = time.process_time()
    found = shares(covariance[:, :, None])[:, 0]
    took = time.process_time() - begun

    assert found.sum() == pytest.approx(r2(covariance), abs=1e-12)
    assert took < 1.0  # Half a second where nothing else runs; see docs/drivers.md.


def test_drawn_shares_agree_with_exact_ones_within_their_own_error():
    rng = np.random.default_rng(5)
    covariance = factor_covariance(12, rng)

    drawn = drawn_shares(covariance, rng=rng)

    exact = shares(covariance[:, :, None])[:, 0]
    assert np.all(abs(drawn.shares - exact) < 4 * drawn.errors)
    assert drawn.shares.sum() == pytest.approx(r2(covariance), abs=1e-12)


def test_thirty_drivers_are_drawn_to_two_thousandths_of_r2():
    rng = np.random.default_rng(6)
    covariance = factor_covariance(30, rng)

    drawn = drawn_shares(covariance, rng=rng)

    assert drawn.errors.max() < 0.0025 * drawn.shares.sum()


def test_resamples_of_parts_spread_as_resamples_of_forms_do():
    rng = np.random.default_rng(7)
    values = rng.standard_normal((6000, 2)) @ np.array([[1, 0.5], [0, 1]])
    parts = part_sums(values, rng=rng)

    spread = weighed(parts, resampled(len(parts.n), 400, rng)).means[0].std()

    assert spread == pytest.approx(1 / np.sqrt(6000), rel=0.12)
    assert whole(parts).covariances[:, :, 0] == pytest.approx(np.cov(values.T, ddof=0), abs=1e-12)
