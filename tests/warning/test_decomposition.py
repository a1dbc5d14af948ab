"""A change splits into what scores did and what the mix did, with nothing left over."""

import numpy as np
import pytest
from tests.warning.moving_groups import SHARES, answers, rows_of

from luister.warning.decomposition import split
from luister.warning.segment_table import segment_table


def of(before, after, dimension="channel"):
    table = segment_table([dimension], rows_of(before), rows_of(after))
    return split(table, dimension, unit="scale")


def test_the_same_scores_with_other_people_are_all_mix():
    before = {("app",): [8] * 90, ("phone",): [6] * 10}
    after = {("app",): [8] * 50, ("phone",): [6] * 50}

    found = of(before, after)

    assert found.score.value == pytest.approx(0)
    assert found.mix.value == pytest.approx(-0.8)
    # Against the middle of 7.8 and 7: -.4 * (8 - 7.4) and .4 * (6 - 7.4).
    assert [round(part.mix, 2) for part in found.parts] == [-0.24, -0.56]


def test_the_same_people_with_other_scores_are_all_score():
    before = {("app",): [8] * 50, ("phone",): [6] * 50}
    after = {("app",): [8] * 50, ("phone",): [4] * 50}

    found = of(before, after)

    assert found.mix.value == pytest.approx(0)
    assert found.score.value == pytest.approx(-1)
    assert [part.score for part in found.parts] == pytest.approx([0, -1])


def test_kitagawas_parts_are_those_worked_out_by_hand():
    # Shares .6 -> .3 and means 7 -> 6 for the app; .4 -> .7 and 5 -> 6 for the telephone.
    before = {("app",): [7] * 60, ("phone",): [5] * 40}
    after = {("app",): [6] * 30, ("phone",): [6] * 70}

    found = of(before, after)

    # Score: .45 * -1 + .55 * 1; mix: -.3 * 6.5 + .3 * 5.5; together 6 - 6.2.
    assert found.score.value == pytest.approx(0.1)
    assert found.mix.value == pytest.approx(-0.3)


def test_score_and_mix_add_up_whatever_the_answers():
    rng = np.random.default_rng(5)
    before, after = answers(rng, 500), answers(rng, 80)

    table = segment_table(tuple(SHARES), before, after)
    change = sum(row[2] for row in after) / 80 - sum(row[2] for row in before) / 500

    for dimension in SHARES:
        found = split(table, dimension, unit="points")
        assert found.score.value + found.mix.value == pytest.approx(change)
        assert sum(part.score + part.mix for part in found.parts) == pytest.approx(change)


def test_turning_time_round_turns_the_signs():
    before = {("app",): [7, 8, 9] * 10, ("phone",): [5, 6] * 10}
    after = {("app",): [6, 7] * 10, ("phone",): [5, 6, 4] * 30}

    there, back = of(before, after), of(after, before)

    assert there.score.value == pytest.approx(-back.score.value)
    assert there.mix.value == pytest.approx(-back.mix.value)
    assert there.p_mix == pytest.approx(back.p_mix)


def test_who_was_there_in_one_period_only_is_mix():
    before = {("app",): [8] * 50}
    after = {("app",): [8] * 50, ("chat",): [4] * 50}

    found = of(before, after)

    assert found.score.value == pytest.approx(0)
    assert found.mix.value == pytest.approx(-2)


def test_the_intervals_hold_the_truth_95_times_in_100():
    # Channel 0 gives more and is asked less; nobody's feeling moves, so the true score part is 0.
    other = {**SHARES, "channel": (0.2, 0.5, 0.3)}
    big = np.random.default_rng(1)
    truth = split(_pair(big, 200_000, 200_000, other), "channel", unit="points").mix.value
    rng = np.random.default_rng(2)
    splits = [split(_pair(rng, 300, 200, other), "channel", unit="points") for _ in range(200)]

    score = np.mean([one.score.low <= 0 <= one.score.high for one in splits])
    mix = np.mean([one.mix.low <= truth <= one.mix.high for one in splits])

    assert 0.90 <= score <= 0.985
    assert 0.90 <= mix <= 0.985


def _pair(rng, before, after, shares):
    return segment_table(tuple(SHARES), answers(rng, before), answers(rng, after, shares=shares))
