"""Periods by their words, for answers of today and of long ago, in waves and without."""

from datetime import date

import pytest

from luister.estimates.report import Period
from luister_web.dashboard.periods import (
    WORDS,
    Known,
    comparison_of,
    default_word,
    fitting_every,
    period_of,
    trend_start,
)

TODAY = date(2026, 11, 24)
RECENT = Known(date(2024, 1, 1), date(2026, 11, 23))
WAVES = tuple(
    Period(date(year, 5, 1), date(year, 5, 28), str(year)) for year in (2015, 2016, 2017)
)
AIRPORT = Known(date(2015, 5, 1), date(2017, 5, 28), WAVES)


@pytest.mark.parametrize(
    ("word", "first", "last"),
    [
        ("last-90-days", "2026-08-27", "2026-11-24"),
        ("last-month", "2026-10-01", "2026-10-31"),
        ("last-quarter", "2026-07-01", "2026-09-30"),
        ("last-year", "2025-01-01", "2025-12-31"),
        ("this-month", "2026-11-01", "2026-11-30"),
        ("this-quarter", "2026-10-01", "2026-12-31"),
        ("this-year", "2026-01-01", "2026-12-31"),
        ("last-12-months", "2025-11-25", "2026-11-24"),
        ("all", "2024-01-01", "2026-11-23"),
    ],
)
def test_each_word_means_days_seen_from_today(word, first, last):
    found = period_of(word, RECENT, TODAY)
    assert (str(found.first), str(found.last)) == (first, last)


def test_every_word_offered_is_understood():
    assert all(period_of(word, RECENT, TODAY) for word in WORDS)


def test_old_answers_are_looked_back_upon_from_their_end():
    assert period_of("last-month", AIRPORT, TODAY).first == date(2017, 5, 1)
    assert period_of("last-year", AIRPORT, TODAY).first == date(2017, 1, 1)


def test_a_survey_in_waves_opens_with_its_latest_wave():
    word = default_word(AIRPORT, TODAY)
    assert period_of(word, AIRPORT, TODAY) == WAVES[-1]
    assert default_word(RECENT, TODAY) == "last-90-days"


def test_a_wave_is_set_against_the_wave_before():
    assert comparison_of("previous", WAVES[2], AIRPORT) == "2016-05-01..2016-05-28"
    assert comparison_of("last-year", WAVES[2], AIRPORT) == "2016-05-01..2016-05-28"


def test_the_first_wave_is_set_against_nothing():
    assert comparison_of("previous", WAVES[0], AIRPORT) is None


def test_days_that_are_no_wave_keep_their_word():
    assert comparison_of("previous", Period(TODAY, TODAY), RECENT) == "previous"


def test_a_word_or_wave_nobody_knows_is_none():
    assert period_of("someday", RECENT, TODAY) is None
    assert period_of("wave:2031", AIRPORT, TODAY) is None


def test_a_trend_begins_earlier_than_its_period_but_never_before_the_answers():
    quarter = Period(date(2026, 7, 1), date(2026, 9, 30))
    assert trend_start("month", quarter, RECENT) == date(2024, 9, 1)
    assert trend_start("quarter", quarter, RECENT) == RECENT.first


def test_a_trend_is_cut_so_that_it_has_points_enough():
    assert fitting_every(AIRPORT) == "wave"
    assert fitting_every(RECENT) == "month"
    assert fitting_every(Known(date(2026, 9, 1), date(2026, 11, 1))) == "week"
    assert fitting_every(Known(date(2026, 11, 1), date(2026, 11, 9))) == "day"
