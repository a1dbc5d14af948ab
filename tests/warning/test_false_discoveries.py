"""Of many p-values only those are believed that are small for how many there are."""

import numpy as np
import pytest

from luister.warning.false_discoveries import adjusted

# The p-values of Benjamini & Hochberg (1995), section 3.2.
THROMBOLYSIS = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
    0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
]  # fmt: skip


def test_the_first_four_of_the_published_example_are_believed():
    found = adjusted(THROMBOLYSIS, is_dependent=False)

    assert (found < 0.05).sum() == 4


def test_any_dependence_costs_the_harmonic_sum():
    plain, dear = (adjusted(THROMBOLYSIS, is_dependent=flag) for flag in (False, True))

    assert dear[:4] == pytest.approx(plain[:4] * np.sum(1 / np.arange(1, 16)))


def test_the_order_given_does_not_matter():
    turned = adjusted(THROMBOLYSIS[::-1], is_dependent=False)[::-1]

    assert turned == pytest.approx(adjusted(THROMBOLYSIS, is_dependent=False))
