"""A yearly season neither alarms each time it turns nor hides a fall; a fall is no season."""

import numpy as np
from scipy.stats import poisson
from tests.warning.worlds import MARKS, MONDAY, SHARES, moved

from luister.estimates.day_sums import day_sums
from luister.warning.moments import moments
from luister.warning.season import NEVER, seasons, waves

HISTORY, YEAR, SERIES = 757, 365, 40
STATED = 24.0


def seasonal(rng, *, size, days=HISTORY + YEAR, fall=0.0, since=0):
    """Marks at 10 a day that go up and down by `size` over the year, and fall."""
    turns = 2 * np.pi * (MONDAY.toordinal() + np.arange(days)) / 365.25
    mean = size * np.cos(turns) - fall * (np.arange(days) >= since)
    tilts = np.linspace(-2, 2, 401)
    tilted = SHARES * np.exp(tilts[:, None] * MARKS)
    means = tilted @ MARKS / tilted.sum(axis=1)
    own = SHARES * np.exp(np.interp(SHARES @ MARKS + mean, means, tilts)[:, None] * MARKS)
    n = rng.poisson(10.0, (SERIES, days))
    counts = rng.multinomial(n, own / own.sum(axis=1, keepdims=True))
    return day_sums(MONDAY, counts.astype(float), MARKS)


def learned(sums):
    """What is learned of the season, by day."""
    zeros = np.zeros(sums.series, np.int64)
    known = moments(
        sums, np.ones(sums.n.shape, bool), floor=np.full(sums.series, 0.05), pools=zeros
    )
    return seasons(sums, known, np.full((sums.series, 3), NEVER), zeros) @ waves(sums).T


def test_a_season_of_two_years_is_learned():
    sums = seasonal(np.random.default_rng(1), size=0.3, days=HISTORY)
    truth = 0.3 * np.cos(2 * np.pi * (MONDAY.toordinal() + np.arange(HISTORY)) / 365.25)
    assert np.abs(learned(sums) - truth).max() < 0.12


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
