"""Own metrics by definition: what they compute, and what is refused."""

import pytest

from luister.estimates.counts import unweighted
from luister.events.answer import Scale
from luister.metrics.catalogue import metric
from luister.metrics.estimation import estimate
from luister.metrics.own import DefinitionError, own_metric, own_metric_from

KEPT = """
label = "Promise kept"
scale = ["rating:1-5", "csat:1-5"]
[points]
"1-2" = 0
3 = 0
"4-5" = 100
"""


def test_a_definition_is_a_metric_like_any_other():
    kept = own_metric("promise_kept", KEPT)
    assert (kept.label, kept.unit, kept.higher_is_better) == ("Promise kept", "percent", True)
    assert kept.fits(Scale("csat", 1, 5))
    assert not kept.fits(Scale("rating", 1, 7))
    found = estimate(kept, unweighted({5: 30, 3: 10}), Scale("rating", 1, 5))
    assert (found.value, found.n) == (75, 40)
    assert metric("promise-kept", own=[kept]) is kept


def test_an_own_share_and_an_own_balance_have_the_intervals_of_the_built_in_ones():
    scale = Scale("csat", 1, 5)
    share = own_metric_from("own", {"scale": "csat:1-5", "points": {"1-3": 0, "4-5": 100}})
    counts = unweighted({5: 7, 2: 4})
    assert estimate(share, counts, scale) == estimate(metric("csat"), counts, scale)
    balance = own_metric_from(
        "balance",
        {"scale": "nps:0-10", "unit": "points", "points": {"0-6": -100, "7-8": 0, "9..10": 100}},
    )
    scale, counts = Scale("nps", 0, 10), unweighted({10: 7, 8: 2, 2: 4})
    assert estimate(balance, counts, scale) == estimate(metric("nps"), counts, scale)


def test_points_in_between_make_a_mean():
    half = own_metric_from("half", {"scale": "csat:1-3", "points": {1: 0, 2: 50, 3: 100}})
    found = estimate(half, unweighted({2: 20}), Scale("csat", 1, 3))
    assert found.value == 50
    assert 30 < found.low < 50 < found.high < 70


@pytest.mark.parametrize(
    ("name", "definition", "problem"),
    [
        ("NPS 2", {}, "name that cannot be used"),
        ("nps", {}, "name of a built-in metric"),
        ("top7box", {}, "name of a built-in metric"),
        ("own", {"points": {}}, "does not say its scale"),
        ("own", {"scale": "csat:1-3"}, "does not say its points"),
        ("own", {"scale": "csat:1-3", "points": {}, "colour": 1}, "says colour"),
        ("own", {"scale": "text", "points": {}}, "has the scale 'text'"),
        ("own", {"scale": "csat:5-1", "points": {}}, "has the scale 'csat:5-1'"),
        ("own", {"scale": ["csat:1-3", "csat:1-5"], "points": {}}, "scales with other values"),
        ("own", {"scale": "csat:1-3", "unit": "euro", "points": {}}, "has the unit 'euro'"),
        ("own", {"scale": "csat:1-3", "points": 3}, "no table of points"),
        ("own", {"scale": "csat:1-3", "points": {1: 0, 2: 0}}, "the values 3"),
        ("own", {"scale": "csat:1-3", "points": {"1-4": 0}}, "the values 4"),
        ("own", {"scale": "csat:1-3", "points": {"1-2": 0, "2-3": 1}}, "points to 2 twice"),
        ("own", {"scale": "csat:1-3", "points": {"3-1": 0}}, "gives points to '3-1'"),
        ("own", {"scale": "csat:1-3", "points": {"good": 0}}, "gives points to 'good'"),
        ("own", {"scale": "csat:1-3", "points": {"1-3": "a"}}, "gives 'a' points"),
        ("own", {"scale": "csat:1-3", "points": {"1-2": 0, 3: 200}}, "percent cannot have"),
        ("own", {"scale": "csat:1-3", "points": {"1-2": 0, 3: float("nan")}}, "cannot have"),
        ("own", {"scale": "csat:1-3", "points": {"1-3": 50}}, "the same points"),
        (
            "own",
            {"scale": "csat:1-3", "higher_is_better": "yes", "points": {"1-2": 0, 3: 100}},
            "higher_is_better = 'yes'",
        ),
    ],
)
def test_a_faulty_definition_is_refused_with_the_fault(name, definition, problem):
    with pytest.raises(DefinitionError, match=problem) as raised:
        own_metric_from(name, definition)
    assert raised.value.hint


def test_text_that_is_not_toml_is_refused():
    with pytest.raises(DefinitionError, match="is not TOML"):
        own_metric("own", "points: many")


def test_a_broken_answer_is_refused_by_an_own_metric():
    kept = own_metric("promise_kept", KEPT)
    with pytest.raises(DefinitionError, match=r"no points to the answer 3\.5"):
        estimate(kept, unweighted({3.5: 1}), Scale("rating", 1, 5))
