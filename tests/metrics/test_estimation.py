"""Estimates and differences, against published figures and by hand."""

import csv
import gzip
from collections import defaultdict

import pytest
from tests.airport import SCORES, export_of

from luister.errors import LuisterError, NotEnoughError
from luister.estimates.counts import Cell, unweighted
from luister.events.answer import Scale
from luister.metrics.catalogue import metric
from luister.metrics.estimation import difference, estimate

NPS, NPS_SCALE = metric("nps"), Scale("nps", 0, 10)
CSAT, CSAT_SCALE = metric("csat"), Scale("csat", 1, 5)
MEAN, RATING = metric("mean"), Scale("rating", 1, 5)


def test_the_nps_interval_is_the_adjusted_wald_interval_of_the_formula():
    found = estimate(NPS, unweighted({10: 10}), NPS_SCALE)
    promoters, detractors = 10.75 / 13, 0.75 / 13
    balance = promoters - detractors
    error = ((promoters + detractors - balance**2) / 13) ** 0.5
    assert found.value == 100
    assert found.low == pytest.approx(100 * (balance - 1.959964 * error), abs=1e-4)
    assert found.high == 100


def test_the_airport_survey_of_2017_gives_the_published_nps_and_errors():
    reference = SCORES["2017"]
    counts = _airport_counts("NETPRO", range(11))
    for weighted, name in ((False, "nps_unweighted"), (True, "nps_weighted")):
        found = estimate(NPS, counts, NPS_SCALE, weighted=weighted)
        assert found.n == reference[name]["n"]
        assert found.value == pytest.approx(reference[name]["nps"], abs=1e-9)
        error = (found.high - found.low) / 2 / 1.959964
        assert error == pytest.approx(reference[name]["se_points"], rel=2e-3)


def test_the_airport_survey_of_2017_gives_the_published_top_two_box_and_mean():
    reference = SCORES["2017"]
    counts = _airport_counts("Q7ALL", range(1, 6))
    box = estimate(metric("top2box"), counts, RATING)
    weighted = estimate(metric("top2box"), counts, RATING, weighted=True)
    assert (box.value, box.n) == (pytest.approx(reference["top2box"]), reference["n_valid"])
    assert weighted.value == pytest.approx(reference["weighted_top2box"])
    assert weighted.effective_n == pytest.approx(reference["n_eff_kish"])
    mean = estimate(MEAN, counts, RATING)
    assert mean.value == pytest.approx(reference["mean"])
    error = reference["sd"] / reference["n_valid"] ** 0.5
    assert (mean.high - mean.low) / 2 == pytest.approx(1.96 * error, rel=2e-3)


def _airport_counts(column, values):
    weights = defaultdict(list)
    with gzip.open(export_of(2017), "rt", encoding="latin-1", newline="") as file:
        for row in csv.DictReader(file):
            answer = row[column].strip()
            if answer.isdigit() and int(answer) in values:
                weights[float(answer)].append(float(row["WEIGHT"]))
    return {
        value: Cell(len(found), sum(found), sum(weight * weight for weight in found))
        for value, found in weights.items()
    }


def test_a_sample_in_which_all_agree_still_shows_doubt():
    for asked, counts, scale in (
        (NPS, {10: 10}, NPS_SCALE),
        (NPS, {8: 10}, NPS_SCALE),
        (CSAT, {1: 10}, CSAT_SCALE),
        (MEAN, {5: 10}, RATING),
        (MEAN, {3: 10}, RATING),
        (MEAN, {4: 10}, Scale("number")),
    ):
        found = estimate(asked, unweighted(counts), scale)
        assert found.low < found.high
        assert found.low <= found.value <= found.high


def test_a_single_answer_on_a_scale_with_ends_says_almost_nothing():
    found = estimate(MEAN, unweighted({4: 1}), RATING)
    assert (found.value, found.low, found.high) == (4, 1, 5)


def test_nobody_and_weightless_answers_are_refused():
    with pytest.raises(NotEnoughError, match="Nobody answered"):
        estimate(NPS, {}, NPS_SCALE)
    with pytest.raises(NotEnoughError, match="weigh nothing"):
        estimate(NPS, {10: Cell(3, 0.0, 0.0)}, NPS_SCALE, weighted=True)
    with pytest.raises(NotEnoughError, match="One answer"):
        estimate(MEAN, unweighted({4: 1}), Scale("number"))


def test_an_answer_outside_its_scale_is_refused_and_not_counted():
    with pytest.raises(LuisterError, match="11 lies outside the scale nps:0-10"):
        estimate(NPS, unweighted({10: 5, 11: 1}), NPS_SCALE)


def test_a_count_is_exact():
    found = estimate(metric("responses"), unweighted({0: 2, 1: 9}), Scale("response"))
    assert (found.value, found.low, found.high, found.unit) == (11, 11, 11, "count")
    gained = difference(
        metric("responses"), unweighted({1: 9}), unweighted({1: 4}), Scale("response")
    )
    assert (gained.value, gained.low, gained.high, gained.verdict) == (5, 5, 5, "higher")


def test_unequal_weights_make_the_interval_wider_and_the_effective_n_smaller():
    even = {10: Cell(50, 50.0, 50.0), 3: Cell(50, 50.0, 50.0)}
    uneven = {10: Cell(50, 50.0, 150.0), 3: Cell(50, 50.0, 150.0)}
    one, other = (estimate(NPS, counts, NPS_SCALE, weighted=True) for counts in (even, uneven))
    assert other.effective_n == pytest.approx(100 / 3)
    assert other.high - other.low > 1.5 * (one.high - one.low)


def test_without_asking_for_weights_they_are_not_used():
    counts = {10: Cell(5, 50.0, 500.0), 3: Cell(5, 5.0, 5.0)}
    assert estimate(NPS, counts, NPS_SCALE).value == 0
    assert estimate(NPS, counts, NPS_SCALE, weighted=True).value == pytest.approx(900 / 11)


@pytest.mark.parametrize(
    ("now", "before", "verdict"),
    [
        ({10: 60, 3: 40}, {10: 40, 3: 60}, "higher"),
        ({10: 40, 3: 60}, {10: 60, 3: 40}, "lower"),
        ({10: 55, 3: 45}, {10: 45, 3: 55}, "probably higher"),
        ({10: 45, 3: 55}, {10: 55, 3: 45}, "probably lower"),
        ({10: 52, 3: 48}, {10: 48, 3: 52}, "no difference shown"),
    ],
)
def test_a_difference_is_told_in_words(now, before, verdict):
    found = difference(NPS, unweighted(now), unweighted(before), NPS_SCALE)
    assert found.verdict == verdict
    assert found.low <= found.value <= found.high


def test_a_difference_can_be_sure_although_the_intervals_overlap():
    now, before = unweighted({10: 60, 3: 40}), unweighted({10: 43, 3: 57})
    assert estimate(NPS, now, NPS_SCALE).low < estimate(NPS, before, NPS_SCALE).high
    assert difference(NPS, now, before, NPS_SCALE).verdict == "higher"


def test_a_difference_stays_within_what_is_possible():
    found = difference(NPS, unweighted({10: 3}), unweighted({0: 3}), NPS_SCALE)
    assert (found.value, found.high) == (200, 200)
