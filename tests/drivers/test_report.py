"""The whole report: what the airport's passengers told relaimpo, what was planted, and what is refused."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from drivers.airport_answers import airport
from drivers.worlds import correlated, graded, rated, request
from luister.drivers.report import driver_report
from luister.errors import LuisterError, NotEnoughError
from luister.estimates.driver_request import DriverRequest
from luister.events.rated_answers import GroupColumn, RatedAnswers, RatedColumn

REFERENCE = json.loads((Path(__file__).parent / "sfo_drivers.json").read_text("utf-8"))


@pytest.mark.parametrize("told", REFERENCE, ids=lambda told: f"{told['year']} {told['target']}")
def test_shares_and_slopes_of_the_airport_are_those_of_relaimpo(told):
    names = (*told["items"], told["target"])

    found = driver_report(
        airport(told["year"], names),
        DriverRequest(
            survey="sfo", outcome=told["target"], drivers=names[:-1], missing="listwise"
        ),
    )

    assert found.n == told["n_listwise"]
    assert found.r2 == pytest.approx(told["r2"], abs=1e-10)
    for line in found.lines:
        item = told["items"][line.name]
        assert line.share.value == pytest.approx(item["lmg_share"], abs=1e-10)
        assert line.slope.value == pytest.approx(item["b"], abs=1e-10)
        assert line.share.low < line.share.value < line.share.high
    assert sum(line.share.value for line in found.lines) == pytest.approx(1, abs=1e-12)


def planted(rows=1200, seed=1):
    """a is basic, b works both ways, c excites, d does nothing but goes along."""
    rng = np.random.default_rng(seed)
    ratings = graded(correlated(rows, 4, rng))
    away = ratings - 4
    below, above = np.minimum(away, 0), np.maximum(away, 0)
    outcome = below @ [0.6, 0.4, 0, 0] + above @ [0, 0.4, 0.6, 0] + rng.standard_normal(rows)
    return np.column_stack((ratings, outcome))


def test_planted_causes_are_told_apart_and_a_bystander_has_a_share_without_an_effect():
    found = {one.name: one for one in driver_report(rated(planted()), request("abcd")).lines}

    assert [found[name].kind for name in "abcd"] == ["basic", "performance", "excitement", "none"]
    assert found["d"].share.value > 0.03
    assert found["d"].effect.low < 0 < found["d"].effect.high
    assert found["d"].reading == "leave"
    assert found["d"].robustness_shown == 0.0
    assert found["b"].robustness > found["d"].robustness


def test_effect_times_the_share_with_room_is_the_gain():
    for line in driver_report(rated(planted()), request("abcd")).lines:
        assert line.effect.value * line.room == pytest.approx(line.gain.value, abs=1e-9)


def test_drivers_that_the_sample_cannot_rank_are_tied():
    rng = np.random.default_rng(3)
    drivers = correlated(300, 3, rng)
    outcome = drivers @ [0.3, 0.3, 0.0] + 0.5 * rng.standard_normal(300)

    found = driver_report(
        rated(np.column_stack((drivers, outcome)), low=None, high=None), request("abc")
    )

    by_name = {line.name: line for line in found.lines}
    assert "b" in by_name["a"].tied_with
    assert "c" not in by_name["a"].tied_with
    assert "few_for_ranks" in found.notes


def test_near_copies_are_one_driver():
    rng = np.random.default_rng(4)
    drivers = correlated(600, 3, rng)
    drivers[:, 1] = drivers[:, 0] + 0.2 * rng.standard_normal(600)
    outcome = drivers @ [0.5, 0.0, 0.5] + rng.standard_normal(600)

    found = driver_report(rated(np.column_stack((drivers, outcome))), request("abc"))

    assert sorted(line.members for line in found.lines) == [("a", "b"), ("c",)]
    assert "near_copies" in found.notes


def test_what_a_region_does_is_taken_out_by_a_control():
    rng = np.random.default_rng(5)
    region = rng.integers(0, 2, 800)
    driver = rng.standard_normal(800) + 2 * region
    other = rng.standard_normal(800)
    outcome = 3 * region + other + rng.standard_normal(800)
    answers = replace(
        rated(np.column_stack((driver, other, outcome)), low=None, high=None),
        groups={"region": GroupColumn(("North", "South"), region)},
    )

    plain = driver_report(answers, request("ab"))
    netted = driver_report(answers, request("ab", controls=("region",)))

    assert {one.name: one for one in plain.lines}["a"].kind != "none"
    assert {one.name: one for one in netted.lines}["a"].kind == "none"
    assert netted.r2_controls > 0.5


def test_a_knob_that_works_in_one_region_only_is_said_to_have_moved():
    rng = np.random.default_rng(6)
    region = np.repeat([0, 1, 2], [500, 500, 20])
    drivers = correlated(1020, 2, rng, r=0.2)
    slope = np.where(region == 0, 0.8, 0.1)
    outcome = drivers[:, 0] * slope + 0.4 * drivers[:, 1] + rng.standard_normal(1020)
    answers = replace(
        rated(np.column_stack((drivers, outcome)), low=None, high=None),
        groups={"region": GroupColumn(("East", "North", "West"), region)},
    )

    east, north, west = driver_report(answers, request("ab", by="region")).groups

    assert "a" in east.moved
    assert north.n == 500
    assert (west.n, west.needed, west.lines) == (20, 66, ())


def test_the_same_answers_and_seed_give_the_same_report():
    answers = rated(planted(300))

    first, second = (driver_report(answers, request("abcd")) for _ in range(2))

    assert first.lines == second.lines
    assert np.array_equal(first.model.draws, second.model.draws)


def test_more_than_twenty_four_drivers_are_drawn_and_say_their_error():
    rng = np.random.default_rng(8)
    names = tuple(f"q{place}" for place in range(26))
    drivers = correlated(700, 26, rng, r=0.3)
    values = np.column_stack((drivers, drivers[:, :5].sum(axis=1) + rng.standard_normal(700)))
    columns = tuple(RatedColumn(name, name) for name in (*names, "y"))
    answers = RatedAnswers(columns, values, np.zeros(values.shape, np.int8))

    found = driver_report(answers, request(names))

    assert found.method == "drawn"
    assert 0 < found.draw_error < 0.005
    assert sum(line.share.value for line in found.lines) == pytest.approx(1, abs=1e-12)


def test_five_answers_are_refused_with_the_number_it_takes():
    with pytest.raises(NotEnoughError, match=r"5 forms .* 4 drivers need 82"):
        driver_report(rated(planted(5)), request("abcd"))


def test_one_driver_alone_has_no_effect_to_tell():
    with pytest.raises(LuisterError, match="One driver alone"):
        driver_report(rated(planted(200)), request("a"))


def test_a_rating_that_never_varies_is_refused_by_name():
    values = planted(200)
    values[:, 1] = 4.0

    with pytest.raises(LuisterError, match="All answers to 'b' are 4"):
        driver_report(rated(values), request("abcd"))


def test_ratings_that_tell_one_another_are_refused_by_name():
    values = planted(200)
    values[:, 2] = 8 - values[:, 0]

    with pytest.raises(LuisterError, match="'a', 'c' tell one another"):
        driver_report(rated(values), request("abcd"))
