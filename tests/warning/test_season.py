"""A yearly season neither alarms each time it turns nor hides a fall; a fall is no season."""

import numpy as np
from scipy.stats import poisson
from tests.warning.worlds import MARKS, MONDAY, SHARES, moved

from luister.estimates.day_sums import day_sums
from luister.warning.moments import moments
from luister.warning.season import NEVER, seasons, waves

HISTORY, YEAR, SERIES = 757, 365, 40
STATED = 24.0


def counted(rng, *, size, days=HISTORY + YEAR, fall=0.0, since=0, drift=0.0):
    """How often each mark is given: 10 answers a day that go up and down by `size` over the year, drift and fall."""
    turns = 2 * np.pi * (MONDAY.toordinal() + np.arange(days)) / 365.25
    mean = size * np.cos(turns) - fall * (np.arange(days) >= since)
    mean = mean - drift * np.arange(days) / YEAR
    tilts = np.linspace(-2, 2, 401)
    tilted = SHARES * np.exp(tilts[:, None] * MARKS)
    means = tilted @ MARKS / tilted.sum(axis=1)
    own = SHARES * np.exp(np.interp(SHARES @ MARKS + mean, means, tilts)[..., None] * MARKS)
    n = rng.poisson(10.0, (SERIES, days))
    return rng.multinomial(n, own / own.sum(axis=-1, keepdims=True)).astype(float)


def seasonal(rng, **world):
    """The day sums of such marks."""
    return day_sums(MONDAY, counted(rng, **world), MARKS)


def known_of(sums, pools):
    floor = np.full(sums.series, 0.05)
    return moments(sums, np.ones(sums.n.shape, bool), floor=floor, pools=pools)


def learned(sums, *, known=None, changed=NEVER, pools=None):
    """What is learned of the season, by day."""
    pools = np.zeros(sums.series, np.int64) if pools is None else pools
    steps = np.full((sums.series, 3), NEVER)
    steps[:, 0] = changed
    return seasons(sums, known or known_of(sums, pools), steps, pools) @ waves(sums).T


def wave(days=HISTORY):
    return np.cos(2 * np.pi * (MONDAY.toordinal() + np.arange(days)) / 365.25)


def test_a_season_of_two_years_is_learned():
    sums = seasonal(np.random.default_rng(1), size=0.3, days=HISTORY)
    assert np.abs(learned(sums) - 0.3 * wave()).max() < 0.12


def test_each_series_has_a_season_of_its_own_beside_the_shared_one():
    sizes = np.where(np.arange(SERIES) % 2, 0.4, -0.4)[:, None]
    found = learned(seasonal(np.random.default_rng(6), size=sizes, days=HISTORY))
    assert np.abs(found - sizes * wave()).max() < 0.3
    assert (np.sign(found @ wave()) == np.sign(sizes[:, 0])).all()


def test_series_of_another_pool_share_no_season():
    pools = np.arange(SERIES) % 2
    sizes = np.where(pools, 0.3, 0.0)[:, None]
    found = learned(seasonal(np.random.default_rng(7), size=sizes, days=HISTORY), pools=pools)
    assert not found[pools == 0].any()
    assert np.abs(found[pools == 1] - 0.3 * wave()).max() < 0.2


def test_what_was_there_in_one_year_alone_is_no_season():
    there = np.where(np.arange(HISTORY) < HISTORY - YEAR, 0.4, -0.4)
    turned = learned(seasonal(np.random.default_rng(8), size=there, days=HISTORY))
    assert np.abs(turned).max() < 0.1


def test_a_drift_and_a_change_that_was_noticed_are_no_season():
    drifted = seasonal(np.random.default_rng(9), size=0.0, days=HISTORY, drift=0.3)
    assert learned(drifted).any(axis=1).sum() <= 1
    fallen = seasonal(np.random.default_rng(10), size=0.0, days=HISTORY, fall=1.0, since=400)
    assert learned(fallen, changed=400).any(axis=1).sum() <= 1


def test_beside_a_change_that_was_noticed_the_season_is_still_learned():
    world = {"size": 0.3, "days": HISTORY, "fall": 1.0, "since": 400}
    found = learned(seasonal(np.random.default_rng(11), **world), changed=400)
    assert np.abs(found - 0.3 * wave()).max() < 0.15


def test_the_last_four_weeks_take_no_part():
    counts = counted(np.random.default_rng(12), size=0.2, days=HISTORY)
    sums = day_sums(MONDAY, counts, MARKS)
    known = known_of(sums, np.zeros(SERIES, np.int64))
    counts[:, -28:] = counts[:, -28:, ::-1]
    later = day_sums(MONDAY, counts, MARKS)
    assert np.array_equal(learned(sums, known=known), learned(later, known=known))


def test_a_series_without_answers_with_a_gap_or_with_one_mark_alone_divides_by_nothing():
    counts = counted(np.random.default_rng(13), size=0.3, days=HISTORY)
    counts[0] = 0
    counts[2, 200:300] = 0
    counts[1] = 9.0 * (MARKS[3] == MARKS)
    apart = np.zeros(SERIES, np.int64)
    apart[:2] = 1, 2
    sums = day_sums(MONDAY, counts, MARKS)
    with np.errstate(divide="raise", invalid="raise"):
        for pools in (np.zeros(SERIES, np.int64), apart):
            found = learned(sums, pools=pools)
            assert np.isfinite(found).all()
    assert not found[:2].any()


def test_nothing_is_learned_of_less_than_two_years_or_where_there_is_none():
    short = seasonal(np.random.default_rng(2), size=0.3, days=700)
    assert not learned(short).any()
    quiet = seasonal(np.random.default_rng(3), size=0.0, days=HISTORY)
    assert not learned(quiet).any()


def test_one_fall_is_hardly_ever_taken_for_a_season():
    fallen = seasonal(np.random.default_rng(4), size=0.0, days=HISTORY, fall=0.5, since=500)
    assert learned(fallen).any(axis=1).sum() <= 3


def test_a_season_does_not_alarm_and_hides_no_fall():
    rng, since = np.random.default_rng(5), HISTORY + 60
    raised, _ = moved(seasonal(rng, size=0.3), history=HISTORY, alarms_per_year=STATED)
    assert len(raised) <= poisson.ppf(0.975, STATED)
    fallen = seasonal(rng, size=0.3, days=HISTORY + 120, fall=0.6, since=since)
    raised, _ = moved(fallen, history=HISTORY, alarms_per_year=STATED)
    down = {one.series for one in raised if one.direction == "down" and one.place >= since}
    assert len(down) == SERIES
    assert len(raised) - SERIES <= poisson.ppf(0.975, STATED / 3)
