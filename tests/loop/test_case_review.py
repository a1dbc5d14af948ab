"""The review of cases, and actions on four levels."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.loop.test_cases import ANNA, DESK, LEADER, OTHER_LEADER, STRANGER, moved, opened
from tests.store.forms import batch, form

from luister.cases.next_answer import MINIMUM
from luister.errors import MappingError, UnknownNameError
from luister.loop import keep, open_case, review_cases, show_cases, take_action
from luister.loop.show import ResponsesRequest, shown_responses
from luister.loop.take_action import ActionFilter, Plan
from luister.store.staging import Origin, Staging

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_the_review_counts_those_who_still_wait(sqlite_store):
    fast, slow, _open = (opened(sqlite_store) for _ in range(3))
    moved(sqlite_store, fast, "contacted", now=NOW + HOUR)
    moved(sqlite_store, slow, "contacted", now=NOW + 2 * DAY)
    moved(sqlite_store, slow, "closed", now=NOW + 2 * DAY)
    found = review_cases.review(sqlite_store, by=DESK, since=NOW - DAY, now=NOW + 3 * DAY)
    figures = found.figures
    assert (figures.opened, figures.closed, figures.overdue, figures.not_contacted) == (3, 1, 1, 1)
    assert figures.first_contact.value == 48.0
    # One of three was in time; the one that was never contacted is late by now.
    assert (round(figures.contacted_in_time.value, 1), figures.contacted_in_time.n) == (33.3, 3)
    assert figures.causes == (("waiting.reply", 1),)
    plain = review_cases.as_plain(found)
    assert plain["first_contact"]["high"] is None
    assert plain["causes"] == [{"id": "waiting.reply", "cases": 1}]
    assert (
        review_cases.review(sqlite_store, by=LEADER, since=NOW - DAY, now=NOW).figures.opened == 0
    )


def test_what_came_back_counts_on_the_case_that_was_closed(sqlite_store):
    first, other = opened(sqlite_store), opened(sqlite_store)
    for number in (first, other):
        moved(sqlite_store, number, "closed")
    opened(sqlite_store, before_case=first)
    figures = review_cases.review(sqlite_store, by=DESK, since=NOW - DAY, now=NOW).figures
    assert (figures.came_back.value, figures.came_back.n) == (50.0, 2)


@pytest.fixture
def twice_asked(sqlite_store):
    """Forty customers of Noord who gave a low mark and answered again; half were followed up."""
    staging = Staging(sqlite_store, Origin("moving", "file", "f", "a", ""), now=NOW)
    forms = []
    for n in range(40):
        key = f"klant-{n}"
        following = (8 if n % 2 else 5) + n % 3
        forms.append(form(f"a{n}", 3, day="2026-05-01", customer=key, team="Noord"))
        forms.append(form(f"b{n}", following, day="2026-07-01", customer=key, team="Noord"))
    staging.add(batch(*forms), (), read=len(forms))
    staging.commit(now=NOW)
    request = ResponsesRequest(survey="moving", microdata=True, limit=200)
    lows = [
        one
        for one in shown_responses(sqlite_store, request).responses
        if one.answers[0].value == 3
    ]
    opened_at = datetime(2026, 5, 2, 9, tzinfo=UTC)
    for one in lows:
        if int(one.customer.removeprefix("klant-")) % 2:
            number = open_case.from_answer(sqlite_store, int(one.id), by=DESK, now=opened_at)
            moved(sqlite_store, number, "contacted", now=opened_at + HOUR)
    return sqlite_store


def test_the_next_answers_of_followed_up_customers_are_compared(twice_asked):
    since = datetime(2026, 1, 1, tzinfo=UTC)
    (found,) = review_cases.review(twice_asked, by=LEADER, since=since, now=NOW).helped
    assert (found.survey, found.question) == ("moving", "nps")
    assert (found.answers.followed_up.n, found.answers.left_alone.n) == (20, 20)
    assert found.answers.difference.low < 3.0 < found.answers.difference.high + 0.2
    assert found.answers.difference.verdict == "higher"
    assert review_cases.review(twice_asked, by=OTHER_LEADER, since=since, now=NOW).helped == ()


def test_too_few_next_answers_are_told_nothing_of(twice_asked):
    assert MINIMUM == 10
    since = datetime(2026, 6, 1, tzinfo=UTC)  # The first answers lie before.
    for one in review_cases.review(twice_asked, by=DESK, since=since, now=NOW).helped:
        assert one.answers.followed_up is None


def planned(store, *, by=LEADER, level="employee", kind="coach", **more):
    wanted = {"title": "Listen in on a call", "level": level, "kind": kind, **more}
    return take_action.plan(store, Plan(**wanted), by=by, now=NOW)


def test_an_action_goes_its_way_and_tells_its_result(store):
    case = opened(store, customer_key="klant-1", team="Noord")
    number = planned(store, by=LEADER, level="customer", kind="mend", case=case,
                     due_on=date(2026, 12, 1), expected="A new bill")  # fmt: skip
    take_action.progress(store, number, "Asked the bills", by=LEADER, now=NOW)
    found = take_action.action(store, number, by=LEADER).action
    assert (found.state, found.owner, found.team, found.case_id) == ("busy", "lea", "Noord", case)
    with pytest.raises(MappingError, match="What came of it"):
        take_action.move(store, number, "done", by=LEADER, now=NOW)
    take_action.move(store, number, "done", result="Bill sent", by=LEADER, now=NOW)
    with pytest.raises(MappingError, match="new action"):
        take_action.move(store, number, "busy", by=LEADER, now=NOW)
    view = take_action.action(store, number, by=LEADER)
    assert [one.what for one in view.history] == ["planned", "progress", "done"]
    assert view.action.result == "Bill sent"
    lines = [one.what for one in show_cases.case(store, case, by=LEADER).history]
    assert lines == ["opened", "action"]
    assert keep.export_customer(store, "klant-1")["actions"][0]["title"] == "Listen in on a call"
    assert keep.erase_customer(store, "klant-1", now=NOW)["actions"] == 1
    assert take_action.actions(store, ActionFilter(scope={}))[0] == 0


def test_an_employee_sees_the_own_coaching_and_a_leader_the_teams(store):
    coaching = planned(store, employee="Anna")
    own = planned(store, by=ANNA, level="customer", kind="call_back")
    south = planned(store, by=OTHER_LEADER, employee="Zoe")
    house = planned(store, by=DESK, level="organisation", kind="change_policy")
    seen = {
        by.name: {one.id for one in take_action.actions(store, ActionFilter(scope=by.scope))[1]}
        for by in (DESK, LEADER, OTHER_LEADER, ANNA, STRANGER)
    }
    assert seen == {
        "desk": {coaching, own, south, house},
        "lea": {coaching, own},
        "leo": {south},
        "anna": {coaching, own},
        "nobody": set(),
    }
    for by, number in ((ANNA, south), (OTHER_LEADER, coaching), (LEADER, house), (STRANGER, own)):
        for touch in (
            lambda: take_action.action(store, number, by=by),  # noqa: B023 - called at once
            lambda: take_action.progress(store, number, "x", by=by, now=NOW),  # noqa: B023
            lambda: take_action.move(store, number, "dropped", by=by, now=NOW),  # noqa: B023
        ):
            with pytest.raises(UnknownNameError, match=f"no action {number}"):
                touch()


def test_nobody_plans_outside_the_own_part_of_the_organisation(store):
    case = opened(store, team="Zuid")
    for by, wanted in (
        (LEADER, {"team": "Zuid", "employee": "Zoe"}),
        (LEADER, {"case": case, "level": "customer", "kind": "mend"}),
        (ANNA, {"employee": "Zoe"}),
        (ANNA, {"employee": "Anna", "owner": "lea"}),
        (STRANGER, {"employee": "Anna"}),
    ):
        with pytest.raises(UnknownNameError):
            planned(store, by=by, **wanted)
    for wanted in ({"level": "employee", "kind": "coach"}, {"title": " ", "employee": "x"}):
        with pytest.raises(MappingError):
            planned(store, **wanted)
