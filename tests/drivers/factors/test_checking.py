"""Reliability and factors are those of R, and what they cannot tell is said."""

import json
from pathlib import Path

import numpy as np
import pytest

from drivers.components.reference import answers
from luister.drivers.components.resampling import correlations_of, resampled_covariances
from luister.drivers.factors.checking import checked
from luister.drivers.factors.maximum_likelihood import extracted
from luister.drivers.factors.parallel import parallel_analysis
from luister.drivers.factors.reliability import (
    alpha,
    alpha_without,
    item_rest,
    omega,
    one_factor,
)
from luister.drivers.factors.rotation import rotated
from luister.drivers.factors.scales import scale_line
from luister.errors import LuisterError, NotEnoughError, UnknownNameError
from luister.estimates.factor_request import FactorRequest

FACTANAL = json.loads((Path(__file__).parent / "factanal.json").read_text())
HS = tuple(f"x{place}" for place in range(1, 10))


def looked(questions, rows, **how):
    return checked(FactorRequest(questions=tuple(questions), **{"replicates": 50, **how}), rows)


def simple(n: int, loadings=(0.8, 0.7, 0.6), factors: int = 2, apart: float = 0.3, seed: int = 1):
    """Answers to three questions of each factor; factors correlate."""
    rng = np.random.default_rng(seed)
    between = np.full((factors, factors), apart) + (1 - apart) * np.eye(factors)
    score = rng.standard_normal((n, factors)) @ np.linalg.cholesky(between).T
    own = np.tile(loadings, factors)
    noise = rng.standard_normal((n, len(own))) * np.sqrt(1 - own**2)
    return np.repeat(score, len(loadings), axis=1) * own + noise


def names(rows) -> list[str]:
    return [f"q{place}" for place in range(rows.shape[1])]


def test_factors_are_those_of_factanal(models: Path):
    correlations = correlations_of(answers(models / "HolzingerSwineford1939.csv", HS))
    found = extracted(correlations, 3)
    assert found.has_converged[0]
    assert np.allclose(found.unique[0], FACTANAL["hs_unique"], atol=1e-6)
    for rotation in ("varimax", "promax"):
        expected = np.reshape(FACTANAL[f"hs_{rotation}_by_row"], (9, 3))
        expected = expected[:, np.argsort(-(expected**2).sum(axis=0))]
        turned = rotated(found.loadings[0], rotation)
        assert np.allclose(turned.loadings, expected * np.sign(expected.sum(axis=0)), atol=1e-6)
    between = np.reshape(FACTANAL["hs_promax_correlations_by_row"], (3, 3))
    assert np.allclose(np.sort(turned.correlations[0]), np.sort(between[0]), atol=1e-6)


def test_the_test_of_factors_is_that_of_factanal(models: Path):
    rows = answers(models / "HolzingerSwineford1939.csv", HS)
    report = looked(HS, rows, factors=3, replicates=10)
    assert report.statistic == pytest.approx(FACTANAL["hs_statistic"], abs=1e-6)
    assert (report.freedom, report.p) == (12, pytest.approx(FACTANAL["hs_p"], abs=1e-8))
    one = looked(HS[:6], rows[:, :6], factors=1, replicates=10)
    assert one.statistic == pytest.approx(FACTANAL["hs_one_factor_statistic"], abs=1e-6)


def test_one_factor_of_seven_questions_is_that_of_factanal(models: Path):
    items = tuple(f"PERQ{place}" for place in range(1, 8))
    found = extracted(correlations_of(answers(models / "mobi.csv", items)), 1)
    assert np.allclose(found.loadings[0, :, 0], FACTANAL["mobi_quality_loadings"], atol=1e-6)
    assert np.allclose(found.unique[0], FACTANAL["mobi_quality_unique"], atol=1e-6)


def test_the_three_abilities_of_holzinger_and_swineford_are_found(models: Path):
    report = looked(HS, answers(models / "HolzingerSwineford1939.csv", HS))
    assert (report.suggested, report.factors, report.reading) == (3, 3, "several")
    groups = {line.questions for line in report.scales}
    assert groups == {HS[:3], HS[3:6], HS[6:]}
    assert next(one for one in report.questions if one.question == "x9").reading == "split"


def test_many_matrices_at_once_give_what_each_gives_alone():
    stack = np.concatenate([correlations_of(simple(200, seed=seed)) for seed in range(5)])
    together = extracted(stack, 2)
    for place, one in enumerate(stack):
        alone = extracted(one[None], 2)
        assert np.allclose(alone.unique[0], together.unique[place], atol=1e-7)


def test_omega_is_the_share_that_one_factor_accounts_for():
    own = np.array([0.9, 0.6, 0.4, 0.3])
    covariance = np.outer(own, own) + np.diag(1 - own**2)
    common = own.sum() ** 2
    assert omega(covariance[None])[0] == pytest.approx(common / covariance.sum(), abs=1e-8)
    assert alpha(covariance[None])[0] < omega(covariance[None])[0]
    alike = np.full((4, 4), 0.5) + 0.5 * np.eye(4)
    assert alpha(alike[None])[0] == pytest.approx(omega(alike[None])[0], abs=1e-8)


def test_what_a_question_adds_is_told():
    rows = simple(500, factors=1)
    covariance = np.cov(rows, rowvar=False)
    rest = np.corrcoef(rows[:, 0], rows[:, 1:].sum(axis=1))[0, 1]
    assert item_rest(covariance)[0] == pytest.approx(rest)
    without = alpha(np.cov(rows[:, 1:], rowvar=False)[None])[0]
    assert alpha_without(covariance)[0] == pytest.approx(without)


def test_a_question_asked_the_other_way_round_is_named():
    rows = simple(300, factors=1)
    rows[:, 2] *= -1
    report = looked(names(rows), rows)
    assert [line.reading for line in report.questions][2] == "against"


def test_questions_without_anything_in_common_have_no_factor():
    rows = np.random.default_rng(3).standard_normal((400, 6))
    report = looked(names(rows), rows)
    assert (report.suggested, report.reading, report.scales) == (0, "none", ())
    assert report.scale.reading == "too_low"
    assert {line.reading for line in report.questions} == {"weak"}


def test_parallel_analysis_counts_the_factors_that_are_there():
    right = sum(
        parallel_analysis(
            correlations_of(simple(200, factors=3, apart=0.5, seed=seed))[0],
            200,
            np.random.default_rng(1),
        ).factors
        == 3
        for seed in range(20)
    )
    assert right >= 19


def test_intervals_of_alpha_hold_the_truth():
    truth = alpha(np.cov(simple(200_000, factors=1), rowvar=False)[None])[0]
    held = 0
    for seed in range(30):
        rows = simple(150, factors=1, seed=seed)
        drawn = resampled_covariances(rows, np.random.default_rng(1), 200)
        line = scale_line(names(rows), np.cov(rows, rowvar=False), drawn, n=150)
        held += line.alpha.low <= truth <= line.alpha.high
    assert 25 <= held <= 30


def test_a_heywood_case_is_said_and_no_loading_is_told():
    rows = simple(60, loadings=(0.99, 0.5, 0.4), factors=1, seed=2)
    report = looked(names(rows), rows, factors=1, replicates=20)
    assert not report.is_proper
    assert report.heywood == ("q0",)
    assert report.scale.omega is None
    assert all(line.loadings == () for line in report.questions)


def test_the_same_seed_gives_the_same_report():
    rows = simple(100)
    assert looked(names(rows), rows) == looked(names(rows), rows)


def test_what_cannot_be_answered_is_refused_with_the_cure():
    rows = simple(100)
    with pytest.raises(NotEnoughError, match="5 complete rows are too few"):
        looked(names(rows), rows[:5])
    with pytest.raises(NotEnoughError, match="One question is no scale"):
        looked(["q"], rows[:, :1])
    with pytest.raises(UnknownNameError, match="6 questions hold 3 factors at most, not 4"):
        looked(names(rows), rows, factors=4)
    with pytest.raises(UnknownNameError, match="no rotation"):
        looked(names(rows), rows, rotation="equamax")
    doubled = np.column_stack([rows, rows[:, 0]])
    with pytest.raises(LuisterError, match="q0, q6 tell one another"):
        looked(names(doubled), doubled)
    rows[:, 1] = 4
    with pytest.raises(NotEnoughError, match="the same answer to q1") as refused:
        looked(names(rows), rows)
    assert refused.value.hint


def test_the_search_comes_to_rest_whatever_the_questions():
    rng = np.random.default_rng(1)
    for _ in range(30):
        items, factors = int(rng.integers(5, 10)), int(rng.integers(1, 3))
        own = rng.uniform(0, 1, (items, factors)) * (rng.random((items, factors)) < 0.6)
        rows = rng.standard_normal((80, factors)) @ own.T + rng.standard_normal((80, items))
        assert extracted(correlations_of(rows), factors).has_converged[0]


def test_samples_in_which_a_question_never_varies_are_left_out():
    rows = simple(60, factors=1)
    rows[:, 0] = 1.0
    rows[0, 0] = 5.0
    report = looked(names(rows), rows, factors=0, replicates=100)
    assert report.scale.alpha.low <= report.scale.alpha.high


def test_the_variance_extracted_is_the_mean_square_of_the_loadings(models: Path):
    rows = answers(models / "HolzingerSwineford1939.csv", HS[:3])
    covariance = np.cov(rows, rowvar=False)
    found = extracted(correlations_of(rows), 1)
    _, average = one_factor(covariance[None])
    assert average[0] == pytest.approx((found.loadings[0] ** 2).mean(), abs=1e-6)
    line = scale_line(HS[:3], covariance, np.repeat(covariance[None], 5, axis=0), n=len(rows))
    assert line.extracted is not None
    assert line.extracted.low == pytest.approx(average[0])


def test_two_questions_share_what_they_correlate():
    rows = simple(2000, factors=1)[:, :2]
    _, average = one_factor(np.cov(rows, rowvar=False)[None])
    assert average[0] == pytest.approx(np.corrcoef(rows, rowvar=False)[0, 1])
