"""The computed days are those that another program lists for 27 years."""

import csv
from datetime import date
from pathlib import Path

import pytest

from luister.cases.dutch_holidays import dutch_holidays, easter_sunday, kings_day

LISTED = Path(__file__).with_name("dutch_holidays.csv")


def listed(year):
    """The days of a year in the list; Good Friday is no day off by custom, as our docstring says."""
    lines = LISTED.read_text(encoding="utf-8").splitlines()[1:]
    return {
        date.fromisoformat(day)
        for day, name in csv.reader(lines)
        if name != "Good Friday" and day.startswith(str(year))
    }


@pytest.mark.parametrize("year", range(2014, 2041))
def test_every_year_is_as_listed(year):
    assert dutch_holidays(year) == listed(year)


def test_kings_day_moves_to_saturday_when_it_would_be_a_sunday():
    assert kings_day(2025) == date(2025, 4, 26)
    assert kings_day(2026) == date(2026, 4, 27)


def test_easter_is_right_at_both_ends_of_its_range():
    # The earliest and the latest Easter of two centuries.
    assert easter_sunday(1818) == date(1818, 3, 22)
    assert easter_sunday(2038) == date(2038, 4, 25)
