"""Do 95 % intervals hold the truth 95 times in 100? By exact enumeration, or with a fixed seed."""

from functools import cache

import numpy as np
import pytest
from scipy.stats import multinomial

from luister.estimates.counts import Cell, unweighted
from luister.events.answer import Scale
from luister.metrics.catalogue import metric
from luister.metrics.estimation import difference, estimate

NPS, NPS_SCALE = metric("nps"), Scale("nps", 0, 10)

# Shares of promoters, passives and detractors. Where nobody at all is passive, small samples have
# few possible scores and the interval holds less often: 0.89 at n = 10 for half against half.
TRUTHS = (
    (0.25, 0.50, 0.25),
    (0.33, 0.34, 0.33),
    (0.50, 0.30, 0.20),
    (0.52, 0.35, 0.13),
    (0.70, 0.20, 0.10),
    (0.80, 0.15, 0.05),
    (0.95, 0.03, 0.02),
    (0.10, 0.30, 0.60),
    (0.45, 0.10, 0.45),
    (0.30, 0.20, 0.50),
)


@cache
def every_sample(n):
    found = [(p, n - p - d, d) for p in range(n + 1) for d in range(n + 1 - p)]
    return np.array(found)


def counts_of(sample):
    promoters, passives, detractors = (int(count) for count in sample)
    return unweighted({10: promoters, 8: passives, 2: detractors})


@cache
def every_interval(n):
    found = [estimate(NPS, counts_of(sample), NPS_SCALE) for sample in every_sample(n)]
    return np.array([(one.low, one.high) for one in found])


def coverage(n, truth):
    nps = 100 * (truth[0] - truth[2])
    low, high = every_interval(n).T
    holds = (low <= nps + 1e-9) & (nps - 1e-9 <= high)
    return float(multinomial.pmf(every_sample(n), n, truth)[holds].sum())


@pytest.mark.parametrize(("n", "least"), [(10, 0.93), (20, 0.94), (30, 0.94), (50, 0.94)])
def test_the_nps_interval_holds_the_truth_as_often_as_it_says(n, least):
    found = [coverage(n, truth) for truth in TRUTHS]
    assert len(found) == 10
    assert min(found) >= least
    assert float(np.mean(found)) <= 0.965
    assert max(found) <= 0.981


def test_the_nps_interval_never_leaves_the_scale_nor_loses_its_value():
    for sample, (low, high) in zip(every_sample(20), every_interval(20), strict=True):
        assert -100 <= low <= 5 * (sample[0] - sample[2]) <= high <= 100
        assert low < high


@pytest.mark.parametrize("n", [10, 15])
def test_equal_groups_are_seldom_called_different(n):
    samples = every_sample(n)
    alarm = np.array([[is_alarm(one, other) for other in samples] for one in samples])
    for truth in TRUTHS:
        chance = multinomial.pmf(samples, n, truth)
        assert float(chance @ alarm @ chance) <= 0.055


@pytest.mark.parametrize(("first", "second"), [(10, 100), (30, 30), (100, 100), (500, 500)])
def test_equal_groups_of_other_sizes_are_seldom_called_different(first, second):
    rng = np.random.default_rng(20 + first + second)
    for truth in TRUTHS[::3]:
        one, other = rng.multinomial(first, truth, 2500), rng.multinomial(second, truth, 2500)
        alarms = [is_alarm(now, before) for now, before in zip(one, other, strict=True)]
        # Two standard errors of 2500 draws are 0.9 %.
        assert float(np.mean(alarms)) <= 0.055 + 0.009


def is_alarm(now, before):
    found = difference(NPS, counts_of(now), counts_of(before), NPS_SCALE)
    return found.verdict in {"higher", "lower"}


SHARES = (0.02, 0.05, 0.10, 0.25, 0.40, 0.50, 0.65, 0.80, 0.95)


@pytest.mark.parametrize("n", [10, 20, 50, 200])
def test_the_interval_of_a_share_holds_the_truth(n):
    csat, scale = metric("csat"), Scale("csat", 1, 5)
    found = [estimate(csat, unweighted({5: yes, 1: n - yes}), scale) for yes in range(n + 1)]
    for share in SHARES:
        chance = multinomial.pmf([(yes, n - yes) for yes in range(n + 1)], n, (share, 1 - share))
        holds = [one.low <= 100 * share + 1e-9 and 100 * share <= one.high + 1e-9 for one in found]
        assert 0.92 <= float(chance[holds].sum()) <= 0.995


def ratings(kind):
    """Chances of the answers 1 to 5: three that surveys show, three that are hard."""
    return {
        "mostly content": (0.02, 0.05, 0.13, 0.45, 0.35),
        "divided": (0.30, 0.15, 0.10, 0.15, 0.30),
        "lukewarm": (0.02, 0.13, 0.70, 0.13, 0.02),
        "one in ten furious": (0.10, 0.00, 0.00, 0.00, 0.90),
        "one in twenty furious": (0.05, 0.00, 0.00, 0.00, 0.95),
        "all but agreed": (0.00, 0.00, 0.00, 0.10, 0.90),
    }[kind]


@pytest.mark.parametrize("n", [5, 10, 30, 100])
@pytest.mark.parametrize(
    "kind",
    [
        "mostly content",
        "divided",
        "lukewarm",
        "one in ten furious",
        "one in twenty furious",
        "all but agreed",
    ],
)
def test_the_interval_of_a_mean_holds_the_truth(kind, n):
    mean, scale = metric("mean"), Scale("rating", 1, 5)
    chances = ratings(kind)
    truth = float(np.arange(1, 6) @ chances)
    drawn = np.random.default_rng(4).multinomial(n, chances, 1500)
    held = 0
    for sample in drawn:
        counts = unweighted({value: int(k) for value, k in enumerate(sample, 1) if k})
        found = estimate(mean, counts, scale)
        held += found.low <= truth <= found.high
    assert held / len(drawn) >= 0.92


def test_the_interval_of_a_difference_of_means_holds_the_truth():
    mean, scale = metric("mean"), Scale("rating", 1, 5)
    rng = np.random.default_rng(5)
    high, low = ratings("mostly content"), ratings("divided")
    truth = float(np.arange(1, 6) @ (np.array(high) - np.array(low)))
    held = 0
    for now, before in zip(
        rng.multinomial(12, high, 2000), rng.multinomial(40, low, 2000), strict=True
    ):
        one, other = (
            unweighted({value: int(k) for value, k in enumerate(sample, 1) if k})
            for sample in (now, before)
        )
        found = difference(mean, one, other, scale)
        held += found.low <= truth <= found.high
    assert 0.935 <= held / 2000 <= 0.985


def test_the_weighted_interval_holds_the_truth():
    rng = np.random.default_rng(6)
    truth, held = 100 * (0.52 - 0.13), 0
    for _ in range(1500):
        values = rng.choice([10, 8, 2], 60, p=(0.52, 0.35, 0.13))
        weights = rng.choice([0.4, 1.0, 2.5], 60)
        held += _holds(values, weights, truth)
    assert 0.935 <= held / 1500 <= 0.975


def _holds(values, weights, truth):
    counts = {}
    for value in (10, 8, 2):
        mine = weights[values == value]
        counts[value] = Cell(len(mine), float(mine.sum()), float((mine**2).sum()))
    found = estimate(NPS, counts, NPS_SCALE, weighted=True)
    return found.low <= truth <= found.high
