"""The chances that a server works out are those of SciPy."""

import numpy as np
import pytest
from scipy import special

from luister.estimates.distributions import (
    beta_below,
    log_gamma,
    normal_below,
    normal_quantile,
    poisson_below,
    student_quantile,
)

CHANCES = [1e-6, 0.001, 0.025, 0.1, 0.3, 0.5, 0.6, 0.9, 0.975, 0.995, 1 - 1e-6]


def test_normal_chances_and_quantiles():
    values = np.linspace(-37, 8, 400)
    np.testing.assert_allclose(normal_below(values), special.ndtr(values), rtol=1e-13)
    for chance in CHANCES:
        assert normal_quantile(chance) == pytest.approx(special.ndtri(chance), rel=1e-13)


@pytest.mark.parametrize(
    "freedom", [0.3, 1, 1.7, 2, 3.5, 9, 30, 187.3, 999.5, 1000.5, 2746, 10_001, 1e6, 1e12]
)
def test_quantiles_of_student(freedom):
    for chance in CHANCES:
        expected = special.stdtrit(freedom, chance)
        close = 1e-9 if 0.001 < chance < 0.999 else 1e-7  # Far out SciPy itself is no nearer.
        assert student_quantile(freedom, chance) == pytest.approx(expected, rel=close, abs=1e-12)


def test_the_beta_function():
    rng = np.random.default_rng(7)
    a, b = np.exp(rng.uniform(-3, 9, (2, 2000)))
    x = rng.beta(a, b)
    np.testing.assert_allclose(
        beta_below(a, b, x), special.betainc(a, b, x), rtol=1e-9, atol=1e-14
    )
    assert beta_below(2, 3, [0.0, 1.0]).tolist() == [0, 1]
    assert beta_below([0, 1], 3, 0.5) == pytest.approx(special.betainc([0, 1], 3, 0.5))


def test_the_chance_of_so_few():
    rng = np.random.default_rng(8)
    mean = np.exp(rng.uniform(-4, 9, 2000))
    count = rng.poisson(mean)
    np.testing.assert_allclose(
        poisson_below(count, mean), special.pdtr(count, mean), rtol=1e-9, atol=1e-14
    )
    assert poisson_below([0, 5], [0.0, 0.0]).tolist() == [1, 1]


def test_the_logarithm_of_gamma():
    values = np.exp(np.linspace(-3, 20, 300))
    np.testing.assert_allclose(log_gamma(values), special.gammaln(values), rtol=1e-13, atol=1e-14)
