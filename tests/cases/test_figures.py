"""The figures of cases against other programs, published data and the world."""

from datetime import UTC, datetime, timedelta
from math import inf

import numpy as np
import pytest
from scipy import stats

from luister.cases.next_answer import AnswerPair, next_answers
from luister.cases.waiting_time import Wait, median_wait, still_waiting
from luister.cases.within_time import Promise, share_of, share_within

# Weeks in remission of Freireich et al. (1963), the textbook data of censored times.
MERCAPTOPURINE = [
    *(Wait(h, True) for h in (6, 6, 6, 7, 10, 13, 16, 22, 23)),
    *(Wait(h, False) for h in (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)),
]
PLACEBO = [
    Wait(h, True) for h in (1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)
]


def test_the_median_and_its_interval_are_those_published_for_the_leukaemia_data():
    treated, placebo = median_wait(MERCAPTOPURINE), median_wait(PLACEBO)
    assert (treated.value, treated.low, treated.high, treated.n) == (23.0, 13.0, inf, 21)
    assert (placebo.value, placebo.low, placebo.high) == (8.0, 4.0, 11.0)


def test_the_curve_is_that_of_scipy():
    ours = still_waiting(MERCAPTOPURINE)
    theirs = stats.ecdf(
        stats.CensoredData(
            uncensored=[one.hours for one in MERCAPTOPURINE if one.is_over],
            right=[one.hours for one in MERCAPTOPURINE if not one.is_over],
        )
    ).sf
    between = theirs.confidence_interval(method="log-log")
    for step in ours:
        place = list(theirs.quantiles).index(step.hours)
        assert step.share == pytest.approx(theirs.probabilities[place])
        assert step.low == pytest.approx(between.low.probabilities[place])
        assert step.high == pytest.approx(between.high.probabilities[place])


def test_hard_cases_left_lying_do_not_make_a_desk_look_fast():
    answered = [Wait(1.0, True)] * 10
    assert median_wait([*answered, *[Wait(500.0, False)] * 9]).value == 1.0
    assert median_wait([*answered, *[Wait(500.0, False)] * 11]) is None
    assert median_wait([]) is None


def test_the_median_holds_the_truth_as_often_as_it_says():
    rng = np.random.default_rng(4)
    held, rounds, truth = 0, 400, np.log(2) * 10
    for _ in range(rounds):
        over, broken_off = rng.exponential(10, 60), rng.exponential(25, 60)
        waits = [Wait(min(a, b), bool(a <= b)) for a, b in zip(over, broken_off, strict=True)]
        found = median_wait(waits)
        held += found is not None and found.low <= truth <= found.high
    assert 0.92 <= held / rounds <= 0.98


def test_what_is_not_due_yet_is_not_counted():
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    hour = timedelta(hours=1)
    promises = [
        Promise(now - hour, now - 2 * hour),
        Promise(now - hour, now),
        Promise(now - hour, None),
        Promise(now + hour, None),
        Promise(now + hour, now),
    ]
    found = share_within(promises, now=now)
    assert (found.value, found.n) == (50.0, 4)
    assert share_within([Promise(now + hour, None)], now=now) is None


def test_a_share_has_wilsons_interval():
    # Newcombe (1998), table I: 81 of 263, and 0 of 20.
    found = share_of(81, 263)
    assert (round(found.low, 2), round(found.high, 2)) == (25.53, 36.62)
    none = share_of(0, 20)
    assert (none.low, round(none.high, 2)) == (0.0, 16.11)


def pairs_of(rng, effect, count=400):
    """Customers whose mark is their own level and chance; the low ones are followed up, not by lot."""
    for _ in range(count):
        level = rng.normal(7, 1)
        first, following = (float(np.clip(round(level + rng.normal(0, 1)), 1, 10)) for _ in "ab")
        followed = rng.random() < (0.7 if first <= 6 else 0.1)
        yield AnswerPair(first, following + (effect if followed else 0.0), followed)


def test_regression_to_the_mean_alone_is_no_effect():
    rng = np.random.default_rng(7)
    wrong = sum(
        next_answers(list(pairs_of(rng, 0.0))).difference.verdict != "no difference shown"
        for _ in range(200)
    )
    assert wrong / 200 <= 0.09


def test_a_real_effect_is_shown_and_measured():
    rng = np.random.default_rng(8)
    found = next_answers(list(pairs_of(rng, 1.0, count=1500)))
    assert found.difference.verdict == "higher"
    assert found.difference.low <= 1.0 <= found.difference.high
    assert found.followed_up.n + found.left_alone.n == 1500
    assert 0 < found.compared <= 1500


def test_nothing_to_compare_is_said():
    found = next_answers([AnswerPair(2, 8, True), AnswerPair(9, 9, False)])
    assert (found.difference, found.compared, found.followed_up) == (None, 0, None)
