"""Answers weighted to known totals: exact for one margin, raked for more, and honest about who answers."""

from datetime import date

import numpy as np
import pytest

from luister.estimates.count_table import CountedCell
from luister.estimates.counts import Cell
from luister.estimates.frame import Frame, Margin
from luister.events.answer import Scale
from luister.metrics.estimation import difference, estimate
from luister.metrics.frame_weights import frame_weights, weighted_to
from luister.metrics.nps import NPS

CHANNEL = Margin(("channel",), {("mail",): 600.0, ("telephone",): 400.0})
AGE = Margin(("age",), {("young",): 300.0, ("old",): 700.0})
DAY = date(2026, 5, 1)


def weighed(weights, counts, place, value):
    return sum(n * weights[group] for group, n in counts.items() if group[place] == value)


def test_answers_of_each_group_weigh_its_share_of_the_frame():
    counts = {("mail",): 20, ("telephone",): 80}
    weights = frame_weights(counts, Frame("s", "register", (CHANNEL,))).weights
    assert weighed(weights, counts, 0, "mail") == pytest.approx(60)
    assert weighed(weights, counts, 0, "telephone") == pytest.approx(40)


def test_raking_meets_every_margin():
    counts = {
        ("mail", "young"): 10,
        ("mail", "old"): 40,
        ("telephone", "young"): 30,
        ("telephone", "old"): 20,
    }
    frame = Frame("s", "register", (CHANNEL, AGE))
    assert frame.method == "raked"
    weights = frame_weights(counts, frame).weights
    assert weighed(weights, counts, 0, "mail") == pytest.approx(60)
    assert weighed(weights, counts, 1, "young") == pytest.approx(30)
    # Raking keeps the odds ratio of the answers themselves.
    filled = {group: n * weights[group] for group, n in counts.items()}
    ratio = (filled["mail", "young"] * filled["telephone", "old"]) / (
        filled["mail", "old"] * filled["telephone", "young"]
    )
    assert ratio == pytest.approx((10 * 20) / (40 * 30))


def test_a_group_from_which_nobody_answered_is_told():
    found = frame_weights({("mail",): 50}, Frame("s", "register", (CHANNEL,)))
    assert found.uncovered == pytest.approx(0.4)
    assert found.weights[("mail",)] == pytest.approx(1)


def test_a_value_that_the_frame_does_not_know_keeps_its_weight():
    counts = {("mail",): 20, ("telephone",): 80, ("",): 10}
    weights = frame_weights(counts, Frame("s", "register", (CHANNEL,))).weights
    assert weights[("",)] == 1


def counted(channel, values, counts, *, bucket=None):
    return CountedCell(
        group=(channel,),
        bucket=bucket,
        survey="s",
        question="nps",
        scale="nps:0-10",
        values=values,
        n=counts,
        first=DAY,
        last=DAY,
    )


def counts_by_value(row):
    return {value: Cell(n, weight, squared) for value, n, weight, squared in row.cells() if n}


def rows_of(happy, n, *, bucket=None):
    """Answers by channel: the share of promoters of each, and how many answered; all others are detractors."""
    rows = []
    for channel, share in happy.items():
        promoters = round(share * n[channel])
        counts = [promoters, n[channel] - promoters]
        rows.append(counted(channel, [10.0, 0.0], counts, bucket=bucket))
    return rows


def test_each_period_is_weighted_by_itself_so_a_shift_of_who_answers_is_no_change():
    happy = {"mail": 0.8, "telephone": 0.3}
    rows = [
        *rows_of(happy, {"mail": 100, "telephone": 900}, bucket=date(2026, 1, 1)),
        *rows_of(happy, {"mail": 900, "telephone": 100}, bucket=date(2026, 2, 1)),
    ]
    found = weighted_to(rows, ("channel",), {"s": Frame("s", "register", (CHANNEL,))}, keep=0)
    scale = Scale("nps", 0, 10)
    values = [estimate(NPS, counts_by_value(row), scale, weighted=True).value for row in found]
    assert values == pytest.approx([20.0, 20.0])


TRUE = {"mail": (0.55, 0.25), "telephone": (0.25, 0.45)}  # promoters, detractors
PERIODS = ({"mail": 0.8, "telephone": 0.2}, {"mail": 0.4, "telephone": 0.6})


def simulated(rng, n, shares):
    rows = []
    sizes = rng.multinomial(n, list(shares.values()))
    for channel, size in zip(shares, sizes, strict=True):
        promoters, detractors = TRUE[channel]
        counts = rng.multinomial(size, [promoters, 1 - promoters - detractors, detractors])
        rows.append(counted(channel, [10.0, 8.0, 3.0], counts.tolist()))
    return rows


def counts_of(rows, frames):
    (found,) = weighted_to(rows, ("channel",), frames, keep=0)
    return counts_by_value(found)


@pytest.mark.parametrize("n", [100, 300, 1000])
def test_a_change_of_who_answers_is_no_false_change_of_the_score(n):
    rng = np.random.default_rng(20261126)
    scale, runs = Scale("nps", 0, 10), 1500
    frame = {"s": Frame("s", "register", (CHANNEL,))}
    truth = 0.6 * (55 - 25) + 0.4 * (25 - 45)
    raw = wrong = covered = 0
    for _ in range(runs):
        first, second = (simulated(rng, n, shares) for shares in PERIODS)
        plain = difference(NPS, counts_of(second, {}), counts_of(first, {}), scale)
        raw += not plain.low <= 0 <= plain.high
        now, before = counts_of(second, frame), counts_of(first, frame)
        found = difference(NPS, now, before, scale, weighted=True)
        wrong += not found.low <= 0 <= found.high
        known = estimate(NPS, now, scale, weighted=True)
        covered += known.low <= truth <= known.high
    assert raw / runs > (0.2 if n == 100 else 0.6)
    assert 0.02 <= wrong / runs <= 0.07
    assert 0.93 <= covered / runs <= 0.98
