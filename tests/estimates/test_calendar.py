from datetime import date

import pytest

from luister.errors import UnknownNameError
from luister.estimates.calendar import (
    compared_period,
    start_of,
    stretch,
    stretch_before,
    stretch_year_earlier,
)
from luister.estimates.report import Period


@pytest.mark.parametrize(
    ("every", "first", "last", "label"),
    [
        ("day", date(2024, 2, 29), date(2024, 2, 29), "2024-02-29"),
        ("week", date(2024, 2, 26), date(2024, 3, 3), "2024-W09"),
        ("month", date(2024, 2, 1), date(2024, 2, 29), "2024-02"),
        ("quarter", date(2024, 1, 1), date(2024, 3, 31), "2024-Q1"),
        ("year", date(2024, 1, 1), date(2024, 12, 31), "2024"),
    ],
)
def test_a_leap_day_falls_in_its_day_week_month_quarter_and_year(every, first, last, label):
    assert stretch(every, start_of(every, date(2024, 2, 29))) == Period(first, last, label)


def test_the_month_before_january_is_december():
    assert stretch_before("month", date(2024, 1, 1)) == date(2023, 12, 1)


def test_the_same_week_a_year_ago_begins_on_a_monday_too():
    assert stretch_year_earlier("week", date(2024, 2, 26)) == date(2023, 2, 27)


@pytest.mark.parametrize(
    ("first", "last", "before"),
    [
        (date(2026, 4, 1), date(2026, 6, 30), Period(date(2026, 1, 1), date(2026, 3, 31))),
        (date(2026, 1, 1), date(2026, 12, 31), Period(date(2025, 1, 1), date(2025, 12, 31))),
        (date(2026, 3, 10), date(2026, 3, 16), Period(date(2026, 3, 3), date(2026, 3, 9))),
    ],
)
def test_the_previous_of_months_is_months_and_of_days_is_days(first, last, before):
    assert compared_period("previous", Period(first, last)) == before


def test_last_year_from_a_leap_day_is_the_28th():
    year_before = compared_period("last-year", Period(date(2024, 2, 29), date(2024, 3, 1)))
    assert year_before == Period(date(2023, 2, 28), date(2023, 3, 1))


@pytest.mark.parametrize("text", ["yesterday", "2026-01-01", "2026-02-01..2026-01-01", "a..b"])
def test_a_comparison_that_is_no_period_is_refused(text):
    with pytest.raises(UnknownNameError, match="no period to compare with"):
        compared_period(text, Period(date(2026, 1, 1), date(2026, 1, 31)))
