"""Each kind of missing answer in its own way: bias as the statistics guide allows it."""

import numpy as np
import pytest

from drivers.worlds import correlated, rated, request
from luister.drivers.design import design
from luister.drivers.em_covariance import em_moments, filled
from luister.drivers.importance import importance

SLOPES = np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6])


def answers(rng, rows=1500):
    drivers = correlated(rows, 6, rng)
    return drivers, drivers @ SLOPES + rng.standard_normal(rows)


def slopes_of(covariance):
    return np.linalg.solve(covariance[:-1, :-1], covariance[:-1, -1])


def test_answers_left_out_by_what_was_answered_do_not_bias_slopes():
    found = []
    for seed in range(15):
        rng = np.random.default_rng(seed)
        drivers, outcome = answers(rng)
        values = np.column_stack((drivers, outcome))
        for place in range(4):
            chance = 1 / (1 + np.exp(1.3 - outcome / outcome.std()))
            values[rng.random(len(values)) < chance, place] = np.nan
        found.append(slopes_of(em_moments(values).covariances[:, :, 0]))

    assert np.mean(found, axis=0) == pytest.approx(SLOPES, abs=0.03)


def test_em_of_complete_answers_is_the_plain_covariance():
    rng = np.random.default_rng(1)
    values = correlated(200, 4, rng)

    found = em_moments(values)

    assert found.covariances[:, :, 0] == pytest.approx(np.cov(values.T, ddof=0), abs=1e-8)
    assert found.means[:, 0] == pytest.approx(values.mean(axis=0), abs=1e-12)


def test_a_gap_is_filled_by_what_the_form_did_answer():
    rng = np.random.default_rng(2)
    values = correlated(500, 3, rng, r=0.8)
    holed = values.copy()
    holed[:50, 0] = np.nan

    found = filled(holed, em_moments(holed), given=(0, 1, 2))

    assert np.corrcoef(found[:50, 0], values[:50, 0])[0, 1] > 0.7
    assert np.array_equal(found[50:], values[50:])


def test_a_question_that_did_not_apply_biases_nobodys_slope():
    found, wrong = [], []
    for seed in range(12):
        rng = np.random.default_rng(seed)
        drivers, _ = answers(rng)
        used = rng.random((len(drivers), 6)) < np.array([0.5, 0.6, 0.7, 1, 1, 1])
        experienced = np.where(used, drivers, 0.0)
        outcome = experienced @ SLOPES + 0.4 * used[:, 0] + rng.standard_normal(len(drivers))
        values = np.column_stack((np.where(used, drivers, np.nan), outcome))
        status = np.where(np.isnan(values), 2, 0).astype(np.int8)
        told = rated(values, status=status, low=None, high=None)
        for method, kept in (("auto", found), ("em", wrong)):
            columns = design(told, request("abcdef", missing=method))
            kept.append(importance(columns, replicates=10, rng=rng).slopes[:, 0])

    assert np.mean(found, axis=0) == pytest.approx(SLOPES, abs=0.035)
    assert abs(np.mean(wrong, axis=0) - SLOPES).max() > 0.035
