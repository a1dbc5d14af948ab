"""A move is put where it is: in a group, in the mix, everywhere or nowhere."""

import numpy as np
import pytest
from tests.warning.moving_groups import SHARES, rows_of, world

from luister.warning.segment_table import segment_table
from luister.warning.where import where


def found_in(table):
    return where(table, unit="points")


def named(found):
    return [dict(one.group) for one in found.groups]


def mark_rows(of_group):
    """300 answers before and 100 after in each of twelve groups; `of_group` gives the fall."""
    spread = [5, 6, 7, 8, 9] * 20
    before = {(team, region): spread * 3 for team in "ABC" for region in "NSWE"}
    after = {
        (team, region): [mark - of_group(team, region) for mark in spread]
        for team in "ABC"
        for region in "NSWE"
    }
    return segment_table(["team", "region"], rows_of(before), rows_of(after))


def test_a_fall_in_one_team_of_one_region_is_found_as_that():
    found = found_in(mark_rows(lambda team, region: 2.0 * (team == "B" and region == "W")))

    assert found.verdict == "groups"
    assert named(found) == [{"team": "B", "region": "W"}]
    assert found.groups[0].change.value == pytest.approx(-2)
    assert found.groups[0].contribution.value == pytest.approx(found.change.value)
    assert not found.rest_moved


def test_a_fall_of_a_whole_team_is_told_of_the_team_and_not_of_its_regions():
    found = found_in(mark_rows(lambda team, region: 1.0 * (team == "B")))

    assert named(found) == [{"team": "B"}]
    assert found.rest.value == pytest.approx(0)


def test_two_places_are_both_found_and_nothing_else():
    def fall(team, region):
        return 2.0 * (team == "A") + 1.5 * (team == "C" and region == "N")

    found = found_in(mark_rows(fall))

    assert named(found) == [{"team": "A"}, {"team": "C", "region": "N"}]
    assert sum(one.contribution.value for one in found.groups) == pytest.approx(
        found.change.value, rel=0.02
    )


def test_a_fall_of_all_alike_is_everywhere():
    found = found_in(mark_rows(lambda team, region: 0.5))

    assert found.verdict == "everywhere"
    assert found.groups == ()


def test_who_rose_does_not_explain_a_fall():
    found = found_in(mark_rows(lambda team, region: 1.5 * (team == "A") - 0.9 * (team == "B")))

    assert named(found) == [{"team": "A"}]


def test_other_people_with_the_same_scores_are_named_as_mix():
    before = {("app",): [8, 9, 10] * 200, ("phone",): [5, 6, 7] * 50}
    after = {("app",): [8, 9, 10] * 40, ("phone",): [5, 6, 7] * 60}

    found = found_in(segment_table(["channel"], rows_of(before), rows_of(after)))

    assert found.verdict == "mix"
    assert found.mix.dimension == "channel"
    assert found.mix.mix.value == pytest.approx(found.change.value)


def test_a_fall_in_a_group_is_found_beside_a_change_of_mix():
    rng = np.random.default_rng(11)
    shares = {**SHARES, "channel": (0.1, 0.5, 0.4)}

    found = found_in(
        world(rng, before=6000, after=3000, fallen={"team": 2}, by=0.7, shares=shares)
    )

    assert found.mix.dimension == "channel"
    assert named(found) == [{"team": "2"}]


def test_a_team_that_got_another_name_is_no_change_of_mix():
    before = {("Old name",): [7, 8, 9] * 100, ("Other",): [7, 8, 9] * 20}
    after = {("New name",): [4, 5, 6] * 50, ("Other",): [7, 8, 9] * 10}

    found = found_in(segment_table(["team"], rows_of(before), rows_of(after)))

    assert found.mix is None


def test_periods_without_answers_explain_nothing():
    found = found_in(segment_table(["team"], rows_of({("A",): [7] * 20}), []))

    assert found.verdict == "none"
    assert found.groups == ()


def test_in_a_quiet_world_hardly_a_group_is_named():
    rng = np.random.default_rng(3)
    finds = [found_in(world(rng)) for _ in range(120)]

    groups = sum(bool(found.groups) for found in finds)
    mixes = sum(found.mix is not None for found in finds)

    # One in twenty is stated: of 120 worlds 6, give or take twice the chance (2.4).
    assert groups <= 11
    assert mixes <= 11


def test_where_all_fell_alike_hardly_a_group_is_named():
    rng = np.random.default_rng(4)
    finds = [found_in(world(rng, fallen={}, by=0.5)) for _ in range(80)]

    assert sum(bool(found.groups) for found in finds) <= 8
    assert sum(found.verdict == "everywhere" for found in finds) >= 72


def test_a_planted_fall_is_found_in_its_place():
    rng = np.random.default_rng(5)
    place = {"team": "1", "region": "2"}
    finds = [
        named(found_in(world(rng, before=4000, after=800, fallen=place, by=1.5)))
        for _ in range(40)
    ]

    assert sum(found[:1] == [place] for found in finds) >= 38
