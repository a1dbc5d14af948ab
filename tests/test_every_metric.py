"""What every metric promises; a new one is covered by standing in the catalogue."""

import random

import pytest

from luister.estimates.counts import Cell, merged, unweighted
from luister.events.answer import Scale
from luister.metrics.catalogue import BUILT_IN, top_box
from luister.metrics.estimation import difference, estimate
from luister.metrics.own import own_metric_from

_SCALES = [
    Scale.from_code(code)
    for code in (
        "nps:0-10",
        "ces:1-7",
        "ces:1-5",
        "cas:1-5",
        "csat:1-5",
        "rating:1-5",
        "rating:0-100",
        "mark:1-10",
        "number",
        "response",
    )
]
_OWN = own_metric_from(
    "half_points", {"scale": "rating:1-5", "points": {"1-2": 0, 3: 50, "4-5": 100}}
)
_METRICS = (*BUILT_IN, top_box(4), _OWN)
_CASES = [(metric, scale) for metric in _METRICS for scale in _SCALES if metric.fits(scale)]

every_metric = pytest.mark.parametrize(
    ("metric", "scale"), _CASES, ids=[f"{metric.id}-{scale.code}" for metric, scale in _CASES]
)


def some_answers(scale, seed, many=40):
    """Answers that anybody may give: whole numbers on the scale, more high than low."""
    rng = random.Random(seed)
    low, high = (
        (0, 1) if scale.kind == "response" else (int(scale.low or 0), int(scale.high or 60))
    )
    return [round(low + (high - low) * rng.betavariate(2, 1)) for _ in range(many)]


def counted(answers, weight=1.0):
    counts = {}
    for answer in answers:
        counts = merged(counts, {float(answer): Cell(1, weight, weight * weight)})
    return counts


def test_every_metric_of_the_catalogue_is_covered():
    assert len(BUILT_IN) == 16
    assert {metric.id for metric, _ in _CASES} == {metric.id for metric in _METRICS}
    assert len(_CASES) == 65


@every_metric
def test_the_value_lies_in_its_interval_and_that_within_the_bounds(metric, scale):
    low, high = metric.bounds(scale)
    for seed in range(20):
        found = estimate(metric, counted(some_answers(scale, seed, 2 + seed)), scale)
        assert low <= found.low <= found.value <= found.high <= high
        assert found.unit == metric.unit


@every_metric
def test_more_answers_narrow_the_interval(metric, scale):
    counts = counted(some_answers(scale, 1))
    more = counts
    for _ in range(3):
        more = merged(more, counts)
    one, other = estimate(metric, counts, scale), estimate(metric, more, scale)
    if metric.shape == "count":
        assert (one.low, one.high) == (one.value, one.value)
    else:
        assert other.high - other.low < 0.7 * (one.high - one.low)
        assert other.value == pytest.approx(one.value)


@every_metric
def test_the_order_of_the_answers_makes_no_difference(metric, scale):
    answers = some_answers(scale, 2)
    assert estimate(metric, counted(answers), scale) == estimate(
        metric, counted(reversed(answers)), scale
    )


@every_metric
def test_counts_that_are_merged_equal_answers_counted_together(metric, scale):
    first, second = some_answers(scale, 3), some_answers(scale, 4)
    apart = merged(counted(first), counted(second))
    assert estimate(metric, apart, scale) == estimate(metric, counted(first + second), scale)


@every_metric
def test_weights_that_are_all_alike_change_nothing(metric, scale):
    answers = some_answers(scale, 5)
    plain = estimate(metric, counted(answers), scale)
    for weight in (1.0, 2.0, 0.37):
        found = estimate(metric, counted(answers, weight), scale, weighted=True)
        assert found.value == pytest.approx(plain.value)
        assert (found.low, found.high) == pytest.approx((plain.low, plain.high))
        assert (found.n, found.effective_n) == (plain.n, pytest.approx(plain.effective_n))


@every_metric
def test_unequal_weights_never_raise_the_effective_n(metric, scale):
    answers = some_answers(scale, 6)
    counts = merged(counted(answers[:20], 0.5), counted(answers[20:], 3.0))
    found = estimate(metric, counts, scale, weighted=True)
    assert found.effective_n is not None
    assert metric.shape == "count" or found.effective_n < found.n


@every_metric
def test_a_group_does_not_differ_from_itself(metric, scale):
    counts = counted(some_answers(scale, 7))
    found = difference(metric, counts, counts, scale)
    assert found.value == 0
    assert found.low <= 0 <= found.high
    assert found.verdict == "no difference shown"


@every_metric
def test_a_difference_the_other_way_round_is_its_mirror(metric, scale):
    now, before = counted(some_answers(scale, 8)), counted(some_answers(scale, 9, 25))
    one, other = difference(metric, now, before, scale), difference(metric, before, now, scale)
    assert (one.value, one.low, one.high) == pytest.approx((-other.value, -other.high, -other.low))
    mirrored = {"higher": "lower", "lower": "higher"}
    words = one.verdict.split(" ")
    assert " ".join(mirrored.get(word, word) for word in words) == other.verdict


@every_metric
def test_all_who_agree_leave_doubt(metric, scale):
    if metric.shape != "count":
        value = float(some_answers(scale, 10)[0])
        found = estimate(metric, unweighted({value: 12}), scale)
        assert found.low < found.high
