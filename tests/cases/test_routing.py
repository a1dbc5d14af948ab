"""Who gets a case, and who hears of it when it is late."""

from datetime import UTC, datetime, timedelta

import pytest

from luister.cases.actor import Actor
from luister.cases.assignment import Member, least_loaded, member_named
from luister.cases.escalation import DEFAULTS, EscalationLevel, reached
from luister.cases.routing import CaseFacts, Route, RoutingRule, RuleCondition, route
from luister.cases.service_level import DEFAULTS as LEVELS
from luister.cases.service_level import Deadlines, ServiceLevel, after_waiting, deadlines, due_at
from luister.cases.working_hours import WorkingCalendar
from luister.errors import MappingError, UnknownNameError

OFFICE = WorkingCalendar(time_zone="Europe/Amsterdam")
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)

BUSINESS = RoutingRule(
    name="Business first",
    conditions=(
        RuleCondition("segment", "is", "Business"),
        RuleCondition("score", "at_most", "6"),
    ),
    queue="business",
    priority="high",
)
BILLS = RoutingRule(
    name="Bills", conditions=(RuleCondition("process", "is", "billing"),), team="Bills"
)


def test_the_first_rule_that_fits_decides_and_leaves_the_rest_as_it_was():
    facts = CaseFacts(
        about="complaint", process="billing", team="Noord", score=3,
        dimensions={"segment": "business"},
    )  # fmt: skip
    assert route([BUSINESS, BILLS], facts) == Route("business", "Noord", "high", "Business first")
    assert route([BILLS, BUSINESS], facts) == Route("general", "Bills", "normal", "Bills")


def test_a_score_that_nobody_gave_is_not_low():
    facts = CaseFacts(about="complaint", dimensions={"segment": "business"})
    assert route([BUSINESS], facts).rule == ""


def test_a_rule_that_cannot_be_meant_is_refused():
    for part in (("score", "at_most", "low"), ("score", "about", "3")):
        with pytest.raises(MappingError):
            RuleCondition(*part)
    with pytest.raises(MappingError, match="no priority 'soon'"):
        RoutingRule(name="x", priority="soon")


def test_ten_cases_are_shared_by_presence():
    members = [Member(name="an", presence=0.5), Member(name="bo"), Member(name="cor", presence=0)]
    load = {"an": 0, "bo": 0}
    for turn in range(9):
        load[least_loaded(members, load, turn=turn).name] += 1
    assert load == {"an": 3, "bo": 6}


def test_the_own_team_goes_first_and_nobody_there_is_nobody():
    members = [Member(name="an", team="Zuid"), Member(name="bo", team="Noord")]
    assert least_loaded(members, {"bo": 9}, team="Noord").name == "bo"
    assert least_loaded(members, {}, team="Oost", turn=1).name == "bo"
    assert least_loaded([Member(name="an", presence=0)], {}) is None


def test_a_leader_gives_cases_within_the_own_teams_and_an_employee_to_nobody_else():
    members = [Member(name="an", team="Zuid"), Member(name="bo", team="Noord")]
    leader = Actor(name="lea", scope={"team": ("Noord",)}, team="Noord")
    assert member_named(members, "bo", leader).team == "Noord"
    assert member_named(members, "lea", leader).name == "lea"
    with pytest.raises(UnknownNameError):
        member_named(members, "an", leader)
    with pytest.raises(UnknownNameError):
        member_named(members, "bo", Actor(name="an", scope={"employee": ("An",)}))


def test_levels_are_told_in_working_time_and_each_once():
    def told_by(hours, told=0):
        now = MONDAY + timedelta(hours=hours)
        found = reached(DEFAULTS, OFFICE, due_at=MONDAY, told=told, now=now)
        return [(number, level.who) for number, level in found]

    assert told_by(0) == []
    assert told_by(1) == [(1, "owner")]
    assert told_by(1, told=1) == []
    assert told_by(5, told=1) == [(2, "leaders")]
    # 16 working hours later is Wednesday morning, not Monday night.
    assert told_by(20, told=2) == []
    assert told_by(48, told=0) == [(1, "owner"), (2, "leaders"), (3, "managers")]
    with pytest.raises(MappingError):
        EscalationLevel(0, "everybody")


def test_the_first_deadline_is_contact_and_waiting_for_the_customer_stops_the_clock():
    times = deadlines(LEVELS["normal"], OFFICE, MONDAY)
    assert times == Deadlines(MONDAY + timedelta(days=1), MONDAY + timedelta(days=7))
    assert due_at("accepted", times) == times.contact
    assert due_at("contacted", times) == times.solve
    assert due_at("waiting", times) is due_at("solved", times) is due_at("closed", times) is None
    later = after_waiting(OFFICE, times.solve, MONDAY, MONDAY + timedelta(days=2))
    assert later == times.solve + timedelta(days=2)
    with pytest.raises(MappingError):
        ServiceLevel(60, 30)
