"""Results of employees lean on the team: as published examples have it, and as simulation confirms."""

import numpy as np
import pytest
from scipy.stats import chi2

from luister.errors import NotEnoughError
from luister.estimates.counts import unweighted
from luister.events.answer import Scale
from luister.metrics.mark import MARK
from luister.metrics.nps import NPS
from luister.metrics.shrinkage import (
    Known,
    known_of,
    shrunk,
    shrunk_changes,
    shrunk_estimates,
)

# Efron & Morris (1975), table 1: 18 players, hits in their first 45 at bats, and their batting average
# in the rest of the season, which is taken for the truth.
HITS = (18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7)
REST = (
    0.346, 0.298, 0.276, 0.222, 0.273, 0.270, 0.263, 0.210, 0.269, 0.230, 0.264, 0.256, 0.303,
    0.264, 0.226, 0.285, 0.316, 0.200,
)  # fmt: skip


def stabilised(averages):
    """Averages of 45 at bats on the scale on which each has variance 1, as in the paper."""
    return np.sqrt(45) * np.arcsin(2 * np.array(averages) - 1)


BASEBALL = stabilised(np.array(HITS) / 45)


def team(level, n, seed=1):
    rng = np.random.default_rng(seed)
    marks = np.clip(np.round(rng.normal(level, 1.5, n)), 1, 10)
    values, counts = np.unique(marks, return_counts=True)
    return unweighted(dict(zip(values.tolist(), counts.tolist(), strict=True)))


def test_batters_are_told_as_well_as_efron_and_morris_published():
    found = shrunk([Known(float(mean), 1.0, 45) for mean in BASEBALL], unit="scale")
    truth = stabilised(REST)
    plain = float(((BASEBALL - truth) ** 2).sum())
    leaned = sum((one.estimate.value - true) ** 2 for one, true in zip(found, truth, strict=True))
    # The paper: 17.56 for the plain averages, 5.01 for its estimator.
    assert plain == pytest.approx(17.56, abs=0.05)
    assert leaned < 5.01 + 1.0
    inside = [
        one.estimate.low <= t <= one.estimate.high for one, t in zip(found, truth, strict=True)
    ]
    assert sum(inside) >= 17


def test_equal_groups_lean_as_far_as_the_exact_formula_says():
    # Morris (1983): with equal variances and this prior the share taken from the team is (k - 3)/S,
    # times a ratio of chi-squared probabilities.
    means = BASEBALL
    total, k = float(((means - means.mean()) ** 2).sum()), len(means)
    exact = (k - 3) / total * chi2.cdf(total, k - 1) / chi2.cdf(total, k - 3)
    found = shrunk([Known(float(mean), 1.0, 45) for mean in means], unit="scale")
    assert 1 - found[0].share == pytest.approx(exact, abs=2e-4)


@pytest.mark.parametrize("spread", [0.0, 0.4, 1.0, 2.0])
@pytest.mark.parametrize("people", [4, 8])
def test_the_interval_holds_the_truth_in_simulated_teams(spread, people):
    rng = np.random.default_rng(int(spread * 10) + people)
    held = total = 0
    for _ in range(120):
        n = rng.integers(10, 60, people)
        levels = 7 + spread * rng.standard_normal(people)
        variances = 2.25 / n
        means = levels + np.sqrt(variances) * rng.standard_normal(people)
        found = shrunk(
            [Known(*one) for one in zip(means, variances, n.tolist(), strict=True)], unit="scale"
        )
        held += sum(
            one.estimate.low <= level <= one.estimate.high
            for one, level in zip(found, levels, strict=True)
        )
        total += people
    assert 0.93 <= held / total <= 1.0


def test_leaning_comes_nearer_the_truth_than_the_plain_mean():
    rng = np.random.default_rng(5)
    plain = leaned = 0.0
    for _ in range(200):
        levels = 7 + 0.4 * rng.standard_normal(6)
        means = levels + np.sqrt(2.25 / 15) * rng.standard_normal(6)
        found = shrunk([Known(float(mean), 2.25 / 15, 15) for mean in means], unit="scale")
        plain += float(((means - levels) ** 2).sum())
        leaned += sum(
            (one.estimate.value - level) ** 2 for one, level in zip(found, levels, strict=True)
        )
    assert leaned < 0.75 * plain


def test_more_answers_mean_more_of_ones_own():
    counts = {"few": team(8.5, 10), "a": team(7, 50), "b": team(7.2, 50, 2), "c": team(6.8, 50, 3)}
    few = shrunk_estimates(MARK, counts, Scale("mark", 1, 10))["few"]
    many = shrunk_estimates(MARK, {**counts, "few": team(8.5, 500)}, Scale("mark", 1, 10))["few"]
    assert few.share < many.share
    assert (
        few.team.value
        < few.estimate.value
        < known_of(MARK, counts, Scale("mark", 1, 10))["few"].mean
    )
    assert many.estimate.high - many.estimate.low < few.estimate.high - few.estimate.low


def test_a_team_that_agrees_in_all_still_has_doubt():
    counts = {name: unweighted({10.0: 12}) for name in "abcd"}
    found = shrunk_estimates(NPS, counts, Scale("nps", 0, 10))["a"]
    assert found.estimate.low < found.estimate.high <= 100


def test_a_change_is_told_of_those_in_both_periods():
    before = {name: team(7, 80, seed) for seed, name in enumerate("abcde")}
    now = {name: team(7, 80, seed + 9) for seed, name in enumerate("bcde")} | {"a": team(5, 80)}
    now["new"] = team(9, 80)
    found = shrunk_changes(MARK, now, before, Scale("mark", 1, 10))
    assert sorted(found) == list("abcde")
    assert found["a"].estimate.high < 0


def test_three_people_are_too_few():
    with pytest.raises(NotEnoughError, match="A team of 3"):
        shrunk([Known(1.0, 1.0, 10)] * 3, unit="scale")
