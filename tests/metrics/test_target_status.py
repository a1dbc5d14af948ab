"""The five words for how a number stands to its target."""

import pytest

from luister.estimates.estimate import Estimate
from luister.estimates.report import Target
from luister.metrics.target_status import status


def told(value, low, high, target, bound=None, *, higher=True):
    return status(
        Estimate(value, low, high, 100, "points"), Target(target, bound), higher_is_better=higher
    )


@pytest.mark.parametrize(
    ("low", "value", "high", "word"),
    [
        (41, 45, 49, "on target"),
        (40, 44, 48, "on target"),
        (36, 40, 44, "probably on target"),
        (34, 38, 42, "near target"),
        (26, 30, 34, "near target"),
        (25, 29, 33, "probably under"),
        (26, 28, 30, "probably under"),
        (22, 25, 29.9, "surely under"),
    ],
)
def test_with_a_lower_bound_of_30_and_a_target_of_40(low, value, high, word):
    assert told(value, low, high, 40, 30) == word


@pytest.mark.parametrize(
    ("low", "value", "high", "word"),
    [
        (40, 44, 48, "on target"),
        (36, 40, 44, "probably on target"),
        (36, 39, 42, "probably under"),
        (32, 35, 38, "surely under"),
    ],
)
def test_without_a_lower_bound_there_is_no_near(low, value, high, word):
    assert told(value, low, high, 40) == word


@pytest.mark.parametrize(
    ("low", "value", "high", "word"),
    [
        (1, 2, 3, "on target"),
        (2, 3, 4, "probably on target"),
        (3, 4, 6, "near target"),
        (4, 5, 6, "near target"),
        (4, 6, 8, "probably under"),
        (5.1, 7, 9, "surely under"),
    ],
)
def test_where_lower_is_better_the_words_are_mirrored(low, value, high, word):
    assert told(value, low, high, 3, 5, higher=False) == word


def test_negative_targets_are_ordinary_targets():
    assert told(-5, -9, -1, -10, -20) == "on target"
    assert told(-25, -29, -21, -10, -20) == "surely under"
