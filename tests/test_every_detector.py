"""What every detector promises; a new one is covered by standing in the list."""

from dataclasses import replace

import numpy as np
import pytest
from tests.warning.worlds import moved, world

from luister.warning.silence import silent

DAYS, FALL = 150, 130


def moves(sums, *, alarms_per_year=12.0):
    """The series whose mean moved."""
    found, _ = moved(sums, history=100, alarms_per_year=alarms_per_year)
    return [one.series for one in found]


def silences(sums, *, alarms_per_year=12.0):
    """The series that went silent, on any day."""
    since = np.zeros(sums.series, np.int64)
    found = [
        one.series
        for place in range(100, sums.days)
        for one in silent(sums, place, since, false_a_year=alarms_per_year / 12)
    ]
    return sorted(set(found))


def fallen(rng):
    """Marks that fall by two points."""
    return world(rng, series=20, days=DAYS, a_day=8.0, drop=2.0, since=FALL)


def quiet_since(rng):
    """Answers that stop coming."""
    sums = world(rng, series=20, days=DAYS, a_day=8.0)
    parts = (sums.n, sums.total, sums.squares, sums.cubes, sums.fourths)
    for part in parts:
        part[:, FALL:] = 0
    return sums


DETECTORS = {"moves": (moves, fallen), "silence": (silences, quiet_since)}
every_detector = pytest.mark.parametrize("name", DETECTORS)


def test_every_detector_is_covered():
    assert len(DETECTORS) == 2


@every_detector
def test_what_is_plain_is_noticed_in_every_series(name):
    detector, broken = DETECTORS[name]
    assert set(detector(broken(np.random.default_rng(1)))) == set(range(20))


@every_detector
def test_a_quiet_world_hardly_alarms(name):
    detector, _ = DETECTORS[name]
    quiet = world(np.random.default_rng(2), series=100, days=DAYS, a_day=3.0)
    assert len(detector(quiet)) <= 5


@every_detector
def test_series_without_answers_are_never_named(name):
    detector, _ = DETECTORS[name]
    quiet = world(np.random.default_rng(3), series=5, days=DAYS, a_day=5.0)
    nothing = replace(quiet, n=quiet.n * 0, total=quiet.total * 0, squares=quiet.squares * 0)
    assert detector(nothing) == []


@every_detector
def test_equal_answers_day_after_day_are_no_move(name):
    detector, _ = DETECTORS[name]
    sums = world(np.random.default_rng(4), series=5, days=DAYS, a_day=5.0)
    same = replace(
        sums, total=sums.n * 8, squares=sums.n * 64, cubes=sums.n * 512, fourths=sums.n * 4096
    )
    assert detector(same) == []


@every_detector
def test_the_same_answers_give_the_same_alarms(name):
    detector, broken = DETECTORS[name]
    assert detector(broken(np.random.default_rng(5))) == detector(broken(np.random.default_rng(5)))


@every_detector
def test_a_lower_rate_never_names_more(name):
    detector, _ = DETECTORS[name]
    sums = world(np.random.default_rng(6), series=60, days=DAYS, a_day=1.0)
    assert len(detector(sums, alarms_per_year=1.0)) <= len(detector(sums, alarms_per_year=200.0))
