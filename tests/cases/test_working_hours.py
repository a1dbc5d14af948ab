"""Deadlines fall in working hours, over weekends, holidays and a clock that is changed."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luister.cases.working_hours import WorkingCalendar, due_after, is_open_on, working_minutes
from luister.errors import MappingError

OFFICE = WorkingCalendar(time_zone="Europe/Amsterdam")


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_day_promised_on_friday_afternoon_ends_on_monday_afternoon():
    assert due_after(OFFICE, at("2026-11-20T15:00"), 480) == at("2026-11-23T15:00")


def test_what_comes_in_at_night_counts_from_nine():
    assert due_after(OFFICE, at("2026-11-24T02:00"), 60) == at("2026-11-24T09:00")


def test_a_promise_before_kings_day_skips_it():
    assert not is_open_on(OFFICE, date(2026, 4, 27))
    assert due_after(OFFICE, at("2026-04-24T14:30"), 60) == at("2026-04-28T07:30")


def test_an_organisations_own_closed_day_is_skipped_too():
    closed = WorkingCalendar(time_zone="Europe/Amsterdam", closed=frozenset({date(2026, 11, 24)}))
    assert due_after(closed, at("2026-11-23T15:30"), 60) == at("2026-11-25T08:30")


def test_the_hours_stay_the_same_on_the_wall_when_the_clock_changes():
    # Summer time ends on 25 October 2026: nine o'clock is 7:00 UTC before and 8:00 UTC after.
    assert due_after(OFFICE, at("2026-10-23T14:00"), 120) == at("2026-10-26T09:00")


def test_a_desk_that_works_through_the_change_of_the_clock_has_an_hour_more():
    sundays = WorkingCalendar(
        time_zone="Europe/Amsterdam", days={6: (time(0), time(12))}, holidays=""
    )
    start, end = at("2026-10-24T00:00"), at("2026-10-26T00:00")
    assert working_minutes(sundays, start, end) == 13 * 60


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 5 * 525_600).map(
        lambda minute: at("2024-01-01T00:00") + timedelta(minutes=minute)
    ),
    st.integers(1, 6000),
)
def test_as_many_minutes_pass_as_were_promised(moment, minutes):
    due = due_after(OFFICE, moment, minutes)
    assert working_minutes(OFFICE, moment, due) == pytest.approx(minutes)


def test_a_week_without_hours_is_refused():
    with pytest.raises(MappingError, match="working days"):
        WorkingCalendar(time_zone="Europe/Amsterdam", days={})
    with pytest.raises(MappingError, match="17:00 to 09:00"):
        WorkingCalendar(time_zone="Europe/Amsterdam", days={0: (time(17), time(9))})
