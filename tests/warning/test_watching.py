"""False alarms come at the stated rate, and falls are noticed as soon as was promised."""

import numpy as np
import pytest
from scipy.stats import poisson
from tests.warning.worlds import moved, world

from luister.warning.delay import delays
from luister.warning.mixture import LONGEST, SHORTEST, evidence, memory_of, prior_of, ready
from luister.warning.moments import moments

SERIES, YEAR = 150, 365
_RATE = 60.0


@pytest.mark.parametrize("history", [56, 182])
def test_quiet_series_alarm_within_the_stated_rate_and_not_far_below_it(history):
    rng = np.random.default_rng(20261127)
    a_day = np.exp(rng.uniform(np.log(0.3), np.log(100), SERIES))
    sums = world(rng, series=SERIES, days=history + YEAR, a_day=a_day)
    raised, _ = moved(sums, history=history, alarms_per_year=_RATE)
    assert len(raised) <= poisson.ppf(0.975, _RATE)
    assert len(raised) >= poisson.ppf(0.025, _RATE / 3)


def test_both_directions_share_the_rate():
    rng = np.random.default_rng(5)
    sums = world(rng, series=SERIES, days=56 + YEAR, a_day=5.0)
    raised, _ = moved(sums, history=56, alarms_per_year=_RATE)
    down = sum(one.direction == "down" for one in raised)
    assert poisson.ppf(0.005, len(raised) / 2) <= down <= poisson.ppf(0.995, len(raised) / 2)


def test_a_lower_rate_raises_thresholds_and_alarms_less():
    rng = np.random.default_rng(6)
    sums = world(rng, series=60, days=56 + YEAR, a_day=5.0)
    many, loose = moved(sums, history=56, alarms_per_year=48.0)
    few, tight = moved(sums, history=56, alarms_per_year=2.0)
    assert len(few) < len(many)
    assert (tight.threshold > loose.threshold).all()


@pytest.mark.parametrize(("a_day", "drop", "most"), [(10, 1.0, 8.0), (50, 0.5, 7.0)])
def test_a_fall_is_noticed_about_as_soon_as_is_promised(a_day, drop, most):
    rng, since = np.random.default_rng(7), 182
    sums = world(rng, series=100, days=since + 90, a_day=a_day, drop=drop, since=since)
    raised, standing = moved(sums, history=182, alarms_per_year=12.0)
    first = {}
    for one in raised:
        if one.direction == "down":
            first.setdefault(one.series, one.place - since + 1)
    assert len(first) == sums.series
    found = float(np.mean(list(first.values())))
    told = delays(
        np.array([[drop / 1.65]]),
        np.array([float(a_day)]),
        thresholds=standing.threshold[:1],
        baseline=np.array([a_day * 182.0]),
        shared_by_day=np.zeros(1),
        tolerance=0.02,
    )[0, 0]
    assert found <= most
    assert told == pytest.approx(found, rel=0.35)


def test_the_interval_of_the_change_holds_its_day():
    rng, since = np.random.default_rng(8), 120
    sums = world(rng, series=120, days=since + 60, a_day=8.0, drop=0.9, since=since)
    raised, _ = moved(sums, history=since, alarms_per_year=12.0)
    first = {}
    for one in raised:
        first.setdefault(one.series, one.change)
    held = [change.low <= since <= change.high for change in first.values()]
    assert len(held) > 100
    assert np.mean(held) > 0.88


def test_a_series_that_fell_is_learned_anew_and_alarms_once():
    rng, since = np.random.default_rng(9), 100
    sums = world(rng, series=60, days=since + 150, a_day=10.0, drop=1.0, since=since)
    raised, _ = moved(sums, history=since, alarms_per_year=12.0)
    assert {one.series for one in raised} == set(range(60))
    assert len(raised) <= 60 + 12


def test_rough_evidence_is_the_evidence_to_six_digits():
    rng = np.random.default_rng(12)
    sums = world(rng, series=40, days=120, a_day=np.geomspace(0.3, 100, 40), drop=0.5, since=100)
    zeros = np.zeros(40, np.int64)
    seen, floor = np.ones(sums.n.shape, bool), np.full(40, 0.05)
    known = moments(sums, seen, floor=floor, pools=zeros)
    now = ready(sums, known, zeros, np.full(40, 60), tolerance=0.02)
    for close, rough in zip(
        evidence(now, 110, np.arange(40)),
        evidence(now, 110, np.arange(40), is_rough=True),
        strict=True,
    ):
        assert rough.sum(axis=1) == pytest.approx(close.sum(axis=1), rel=1e-5)
        assert close.sum() > 40


def test_where_answers_are_few_small_changes_count_less_and_baselines_are_longer():
    volumes = np.array([0.3, 2.0, 10.0, 50.0, 200.0])
    prior = prior_of(volumes)
    assert prior.sum(axis=1) == pytest.approx(np.ones(5))
    assert (np.diff(prior[:, 0]) > 0).all()
    assert (np.diff(memory_of(volumes)) <= 0).all()
    assert memory_of(volumes)[0] == LONGEST > memory_of(volumes)[-1] > SHORTEST


def test_series_with_too_few_answers_are_not_watched_and_take_no_part_of_the_rate():
    rng = np.random.default_rng(10)
    a_day = np.where(np.arange(100) < 50, 0.01, 5.0)
    sums = world(rng, series=100, days=100, a_day=a_day)
    _, standing = moved(sums, history=98)
    assert standing.is_watched.tolist() == [False] * 50 + [True] * 50
    busy = world(rng, series=50, days=100, a_day=5.0)
    _, alone = moved(busy, history=98)
    assert standing.threshold[50:] == pytest.approx(alone.threshold, rel=0.15)


@pytest.mark.filterwarnings("error")
def test_a_series_without_answers_promises_nothing_and_divides_by_nothing():
    told = delays(
        np.array([[0.3, 0.5], [0.3, 0.5]]),
        np.array([0.0, 50.0]),
        thresholds=np.full(2, 1e4),
        baseline=np.zeros(2),
        shared_by_day=np.zeros(2),
        tolerance=0.02,
    )
    assert np.isnan(told[0]).all()
    assert (told[1] > 0).all()
