"""Forms that stand for many people or for few: drivers by weight, against least squares and against the world."""

from dataclasses import replace

import numpy as np
import pytest

from drivers.worlds import correlated, graded, rated, request
from luister.drivers.design import design
from luister.drivers.effects import outcome_model
from luister.drivers.em_covariance import em_moments
from luister.drivers.importance import importance
from luister.drivers.report import driver_report
from luister.drivers.slopes import sloped
from luister.errors import NotEnoughError
from luister.estimates.driver_record import report_from, report_text


def weighted_answers(rows=500, seed=1, *, missing=False):
    """Three ratings and an outcome; whole weights from 1 to 4, so that a form may as well be written down so often."""
    rng = np.random.default_rng(seed)
    ratings = graded(correlated(rows, 3, rng))
    outcome = ratings @ [0.6, 0.3, 0.0] + rng.standard_normal(rows)
    if missing:
        ratings[rng.random(ratings.shape) < 0.15] = np.nan
    weights = rng.integers(1, 5, rows).astype(float)
    return rated(np.column_stack((ratings, outcome))).weighed(weights), weights


def test_slopes_and_r2_are_those_of_weighted_least_squares():
    answers, weights = weighted_answers()

    found = driver_report(answers, request("abc", weighted=True))

    design_matrix = np.column_stack((np.ones(500), answers.values[:, :3]))
    root = np.sqrt(weights)[:, None]
    outcome = answers.values[:, 3]
    slopes = np.linalg.lstsq(design_matrix * root, outcome * root[:, 0], rcond=None)[0]
    left = outcome - design_matrix @ slopes
    apart = outcome - np.average(outcome, weights=weights)
    by_name = {line.name: line for line in found.lines}
    assert [by_name[name].slope.value for name in "abc"] == pytest.approx(slopes[1:], abs=1e-12)
    assert found.r2 == pytest.approx(1 - weights @ left**2 / (weights @ apart**2), abs=1e-12)
    assert by_name["a"].performance.value == pytest.approx(
        np.average(answers.values[:, 0], weights=weights), abs=1e-12
    )


@pytest.mark.parametrize("missing", [False, True])
def test_a_form_of_weight_three_counts_as_three_forms(missing):
    answers, weights = weighted_answers(missing=missing)
    often = answers.only(np.repeat(np.arange(500), weights.astype(int)))
    rng = np.random.default_rng(1)

    one = importance(design(answers, request("abc", weighted=True)), replicates=2, rng=rng)
    many = importance(design(replace(often, weights=None), request("abc")), replicates=2, rng=rng)

    assert one.shares[:, 0] == pytest.approx(many.shares[:, 0], abs=1e-6)
    assert one.slopes[:, 0] == pytest.approx(many.slopes[:, 0], abs=1e-6)


def test_the_model_of_a_graded_outcome_counts_forms_by_their_weight_too():
    answers, weights = weighted_answers()
    values = answers.values.copy()
    values[:, 3] = np.clip(np.rint(values[:, 3]), 2, 5)
    answers = replace(answers, values=values)
    often = replace(answers.only(np.repeat(np.arange(500), weights.astype(int))), weights=None)

    def coefficients(told):
        rng = np.random.default_rng(1)
        moments = importance(told, replicates=2, rng=rng).moments
        columns = sloped(told, moments, most_rows=10_000, rng=rng)
        return outcome_model(told, columns, unit="scale", rng=rng)

    one = coefficients(design(answers, request("abc", weighted=True)))
    many = coefficients(design(often, request("abc")))
    assert one.draws[0] == pytest.approx(many.draws[0], abs=1e-6)
    assert one.scores == pytest.approx(many.scores)


def test_likely_moments_of_weighted_forms_are_those_of_forms_written_down_so_often():
    answers, weights = weighted_answers(missing=True)
    one = em_moments(answers.values, own=weights)
    many = em_moments(np.repeat(answers.values, weights.astype(int), axis=0))
    assert one.covariances == pytest.approx(many.covariances, abs=1e-6)
    assert one.n == many.n


def selected(seed):
    """Of all, half have a slope of .8 and half of .2; the first half was asked four times as often."""
    rng = np.random.default_rng(seed)
    is_asked_often = rng.random(400) < 0.8
    drivers = correlated(400, 2, rng, r=0.3)
    slope = np.where(is_asked_often, 0.8, 0.2)
    outcome = drivers[:, 0] * slope + 0.3 * drivers[:, 1] + rng.standard_normal(400)
    answers = rated(np.column_stack((drivers, outcome)), low=None, high=None)
    return answers.weighed(np.where(is_asked_often, 1.0, 4.0))


def test_weights_undo_who_was_asked_and_their_intervals_hold_the_truth():
    held, plain = [], []
    for seed in range(60):
        answers = selected(seed)
        for weighted, kept in ((True, held), (False, plain)):
            told = design(answers, request("ab", weighted=weighted))
            found = importance(told, replicates=200, rng=np.random.default_rng(seed)).slopes[0]
            kept.append(abs(found[0] - 0.5) < 1.96 * found[1:].std())
    assert 0.88 <= np.mean(held) <= 1
    assert np.mean(plain) < 0.5


def test_a_report_says_what_the_weights_cost_and_keeps_it():
    answers, weights = weighted_answers()
    cost = 500 * (weights @ weights) / weights.sum() ** 2

    found = driver_report(answers, request("abc", weighted=True))

    assert found.weights == "used"
    assert found.design_effect == pytest.approx(cost)
    assert found.effective_n == pytest.approx(500 / cost)
    assert report_from(report_text(found)).design_effect == pytest.approx(cost)


def test_weights_that_are_there_and_not_used_are_told():
    answers, _ = weighted_answers()

    found = driver_report(answers, request("abc"))
    plain = driver_report(replace(answers, weights=None), request("abc"))

    assert (found.weights, "weights_unused" in found.notes) == ("unused", True)
    assert found.design_effect > 1
    assert (plain.weights, plain.design_effect) == ("none", 1.0)
    assert found.lines == plain.lines
    same = driver_report(answers.weighed(np.ones(500)), request("abc", weighted=True))
    assert (same.weights, "no_weights" in same.notes) == ("none", True)


def test_forms_that_tell_as_little_as_too_few_are_refused_though_they_are_many():
    answers, _ = weighted_answers()
    few_heavy = np.where(np.arange(500) < 25, 100.0, 1.0)

    with pytest.raises(NotEnoughError, match=r"500 forms .* tell as much as 3\d, and 3 drivers"):
        driver_report(answers.weighed(few_heavy), request("abc", weighted=True))


def test_a_form_without_weight_does_not_count():
    answers, weights = weighted_answers()
    weights = np.where(np.arange(500) < 100, 0.0, weights)

    found = driver_report(answers.weighed(weights), request("abc", weighted=True))

    assert found.n == 400
