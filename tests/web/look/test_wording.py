"""Numbers, changes and days as each language writes them."""

from datetime import date

import pytest
from django.utils import translation

from luister.estimates.estimate import Difference, Estimate
from luister.estimates.report import Period
from luister_web.look import wording


@pytest.fixture
def dutch():
    with translation.override("nl"):
        yield


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


NPS = Estimate(39.8, 37.2, 42.4, 2746, "points")


def test_an_estimate_is_told_with_interval_and_n():
    assert wording.estimate_words(NPS) == "39.8 (37.2 to 42.4), n 2,746"


def test_dutch_writes_a_comma_and_groups_with_a_dot(dutch):
    assert wording.estimate_words(NPS) == "39,8 (37,2 tot 42,4), n 2.746"


def test_a_percentage_a_mean_and_a_count_have_their_own_decimals():
    assert wording.value_words(82.07, "percent") == "82.1%"
    assert wording.value_words(4.064, "scale") == "4.06"
    assert wording.value_words(61641, "count") == "61,641"


def test_a_change_has_a_sign_and_a_true_minus():
    assert wording.change_words(1.52, "points") == "+1.5"
    assert wording.change_words(-0.034, "scale") == "\N{MINUS SIGN}0.03"


def test_a_change_that_rounds_to_nought_has_no_sign():
    assert wording.change_words(-0.001, "points") == "0.0"
    assert wording.change_words(0.001, "points") == "0.0"


def test_a_change_of_shares_is_in_points_not_percent():
    found = Difference(-4.2, -7.1, -1.3, "lower")
    minus = "\N{MINUS SIGN}"
    assert wording.difference_words(found, "percent") == f"{minus}4.2 ({minus}7.1 to {minus}1.3)"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2017, 1, 1), date(2017, 12, 31), "2017"),
        (date(2016, 1, 1), date(2017, 12, 31), "2016\N{EN DASH}2017"),
        (date(2017, 5, 1), date(2017, 5, 31), "May 2017"),
        (date(2017, 4, 1), date(2017, 6, 30), "Q2 2017"),
        (date(2017, 5, 8), date(2017, 5, 8), "8 May 2017"),
        (date(2017, 5, 8), date(2017, 6, 9), "8 May to 9 June 2017"),
        (date(2016, 12, 8), date(2017, 1, 9), "8 December 2016 to 9 January 2017"),
    ],
)
def test_a_period_is_told_as_short_as_it_can_be(first, last, words):
    assert wording.period_words(Period(first, last)) == words


def test_a_wave_keeps_its_own_name():
    assert wording.period_words(Period(date(2017, 5, 8), date(2017, 5, 28), "Spring")) == "Spring"


def test_a_day_is_told_in_dutch(dutch):
    assert wording.day_words(date(2026, 11, 22)) == "22 november 2026"
