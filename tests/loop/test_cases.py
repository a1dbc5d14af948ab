"""Cases from the first word to the last, on both databases."""

import json
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.loop.invited import PLAN, add_contacts, plan_for
from tests.store.forms import batch, form

from luister.cases.actor import Actor
from luister.cases.assignment import Member
from luister.cases.routing import RoutingRule, RuleCondition
from luister.errors import MappingError, UnknownNameError
from luister.events.signal import NewSignal
from luister.loop import annotate_case, escalate, follow_up, keep, open_case, show_cases
from luister.loop.arrange_cases import Queue, keep_queue, set_rules
from luister.loop.follow_up import End
from luister.loop.open_case import Wanted
from luister.loop.show import ResponsesRequest, shown_responses
from luister.loop.show_cases import CaseFilter
from luister.loop.trigger_ask import work_due
from luister.store import triggers
from luister.store.case_history import entries_after
from luister.store.home import Store
from luister.store.signals import raise_signal
from luister.store.staging import Origin, Staging
from luister.store.trigger import Trigger
from luister.store.webhooks import add as add_webhook

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)  # A Tuesday, ten o'clock in Amsterdam.
DAY = timedelta(days=1)
DESK = Actor(name="desk")
LEADER = Actor(name="lea", scope={"team": ("Noord",)}, team="Noord")
OTHER_LEADER = Actor(name="leo", scope={"team": ("Zuid",)}, team="Zuid")
ANNA = Actor(name="anna", scope={"employee": ("Anna",)}, employee="Anna", team="Noord")
STRANGER = Actor(name="nobody", scope={"team": ()})
HELPED = End("helped", "waiting.reply")


def opened(store, subject="No reply", *, by=DESK, now=NOW, **wanted):
    return open_case.by_hand(store, Wanted(subject=subject, **wanted), by=by, now=now)


def case(store, number, by=DESK):
    return show_cases.case(store, number, by=by).case


def moved(store, number, *states, by=DESK, now=NOW):
    for state in states:
        end = HELPED if state == "closed" else None
        follow_up.move(store, number, state, by=by, now=now, end=end)


def answers(store, *forms):
    staging = Staging(store, Origin("moving", "file", "f", "a", ""), now=NOW)
    staging.add(batch(*forms), (), read=len(forms))
    staging.commit(now=NOW)
    found = shown_responses(store, ResponsesRequest(survey="moving", microdata=True)).responses
    return [int(one.id) for one in sorted(found, key=lambda one: one.answers[0].value)]


def told(store):
    rows = store.truth.execute("SELECT type, body FROM store_webhook_delivery ORDER BY id")
    return [(kind, json.loads(body)["data"]) for kind, body in rows]


def test_a_case_goes_its_way_and_every_step_is_kept(store):
    add_webhook(store, "https://x.example", name="x", types=(), nonce="n", digest="d", now=NOW)
    number = opened(store, customer_key="klant-1", words="By phone")
    assert case(store, number).due_at == NOW + DAY
    moved(store, number, "accepted", "contacted", "waiting")
    assert case(store, number).due_at is None
    moved(store, number, "contacted", now=NOW + DAY)
    found = case(store, number)
    assert (found.owner, found.contacted_at) == ("desk", NOW)
    # Waiting took one working day, so that solving may take one more: Tuesday a week on, and a day.
    assert found.due_at == found.solve_due_at == NOW + 8 * DAY
    moved(store, number, "solved", "closed", now=NOW + 2 * DAY)
    found = show_cases.case(store, number, by=DESK)
    assert (found.case.outcome, found.case.root_cause) == ("helped", "waiting.reply")
    steps = ["opened", "accepted", "contacted", "waiting", "contacted", "solved", "closed"]
    assert [one.what for one in found.history] == steps
    events = store.truth.execute("SELECT kind, name, customer FROM store_event ORDER BY position")
    assert [(kind, name) for kind, name, _ in events] == [("case", step) for step in steps]
    assert len({customer for _, _, customer in events}) == 1
    assert [kind for kind, _ in told(store)] == ["case.opened", "case.closed"]
    assert "klant-1" not in str(told(store))


def test_a_closed_case_stays_closed_and_the_next_one_names_it(store):
    first = opened(store, customer_key="klant-1")
    with pytest.raises(MappingError, match="not closed yet"):
        opened(store, before_case=first)
    moved(store, first, "closed")
    for change in (
        lambda: moved(store, first, "accepted"),
        lambda: follow_up.hand_over(store, first, queue="general", by=DESK, now=NOW),
        lambda: follow_up.set_priority(store, first, "high", by=DESK, now=NOW),
    ):
        with pytest.raises(MappingError, match="stays closed"):
            change()
    second = opened(store, "Again", before_case=first)
    assert case(store, second).customer_key == "klant-1"
    assert show_cases.case(store, first, by=DESK).came_back == (second,)


def test_an_answer_opens_one_case_with_what_it_says(store):
    low, high = answers(
        store,
        form("a", 2, customer="klant-1", comment="Nobody called back", team="Noord"),
        form("b", 10, customer="klant-2", team="Zuid"),
    )
    number = open_case.from_answer(store, low, by=LEADER, now=NOW)
    assert open_case.from_answer(store, low, by=LEADER, now=NOW) == number
    found = show_cases.case(store, number, by=LEADER)
    assert (found.case.subject, found.case.about, found.case.team) == (
        "Nobody called back", "complaint", "Noord",
    )  # fmt: skip
    assert found.answer.answers[0].value == 2
    assert case(store, open_case.from_answer(store, high, by=DESK, now=NOW)).about == "praise"
    for by in (OTHER_LEADER, STRANGER, ANNA):
        with pytest.raises(UnknownNameError):
            open_case.from_answer(store, low, by=by, now=NOW)
    moved(store, number, "closed")
    assert open_case.from_answer(store, low, by=LEADER, now=NOW) == number


def test_a_new_answer_after_a_closed_case_is_a_new_case_that_names_it(store):
    first, second = answers(
        store, form("a", 2, customer="klant-1"), form("b", 3, customer="klant-1")
    )
    before = open_case.from_answer(store, first, by=DESK, now=NOW)
    moved(store, before, "closed")
    after = open_case.from_answer(store, second, by=DESK, now=NOW)
    assert case(store, after).before_case == before


def test_everybody_sees_and_changes_exactly_their_own(store):
    keep_queue(store, Queue(name="general", members=(
        Member(name="anna", employee="Anna", team="Noord"), Member(name="zoe", team="Zuid"),
    )))  # fmt: skip
    north = opened(store, team="Noord", owner="anna")
    south = opened(store, team="Zuid", owner="zoe")
    nobodys = opened(store, team="Oost", queue="general", owner="desk")
    seen = {
        by.name: {one.id for one in show_cases.cases(store, CaseFilter(scope=by.scope))[1]}
        for by in (DESK, LEADER, OTHER_LEADER, ANNA, STRANGER)
    }
    assert seen == {
        "desk": {north, south, nobodys},
        "lea": {north},
        "leo": {south},
        "anna": {north},
        "nobody": set(),
    }
    for by, number in ((LEADER, south), (OTHER_LEADER, north), (ANNA, south), (STRANGER, north)):
        for touch in (
            lambda: case(store, number, by),  # noqa: B023 - called at once
            lambda: moved(store, number, "contacted", by=by),  # noqa: B023
            lambda: annotate_case.add_note(store, number, "x", by=by, now=NOW),  # noqa: B023
            lambda: annotate_case.attach(store, number, "a.txt", b"x", by=by, now=NOW),  # noqa: B023
            lambda: follow_up.hand_over(store, number, owner=by.name, by=by, now=NOW),  # noqa: B023
            lambda: follow_up.set_priority(store, number, "high", by=by, now=NOW),  # noqa: B023
            lambda: show_cases.file(store, number, 1, by=by),  # noqa: B023
        ):
            with pytest.raises(UnknownNameError, match=f"no case {number}"):
                touch()
    assert show_cases.counts(store, by=ANNA, now=NOW)["mine"] == 1


def test_an_employee_opens_a_case_that_is_theirs_and_a_leader_in_the_own_team(store):
    mine = case(store, opened(store, by=ANNA))
    assert (mine.owner, mine.employee, mine.team) == ("anna", "Anna", "Noord")
    assert case(store, opened(store, by=LEADER)).team == "Noord"
    with pytest.raises(UnknownNameError):
        opened(store, team="Zuid", by=LEADER)


def test_a_leader_names_only_customers_who_answered_about_the_own_team(store):
    answers(store, form("a", 2, customer="klant-1", team="Noord"))
    assert case(store, opened(store, customer_key="klant-1", by=LEADER)).customer_key == "klant-1"
    for key, by in (("klant-1", OTHER_LEADER), ("klant-2", LEADER)):
        with pytest.raises(UnknownNameError, match="gave no answer"):
            opened(store, customer_key=key, by=by)


def test_rules_and_load_say_whose_it_is(store):
    keep_queue(store, Queue(name="bills", members=(
        Member(name="an", presence=0.5), Member(name="bo"),
    )))  # fmt: skip
    rule = RoutingRule(
        name="Bills",
        conditions=(RuleCondition("process", "is", "billing"),),
        queue="bills",
        priority="urgent",
    )
    set_rules(store, [rule])
    owners = [case(store, opened(store, process="billing")).owner for _ in range(6)]
    assert sorted(owners) == ["an", "an", "bo", "bo", "bo", "bo"]
    found = case(store, opened(store, process="billing"))
    assert (found.queue, found.priority, found.state) == ("bills", "urgent", "open")
    assert found.due_at == NOW + timedelta(hours=2)
    with pytest.raises(MappingError, match="names the queue"):
        set_rules(store, [replace(rule, queue="elsewhere")])


def test_handing_over_goes_to_a_member_or_to_who_has_the_fewest(store):
    keep_queue(
        store, Queue(name="bills", members=(Member(name="bo", employee="Bo", team="Noord"),))
    )
    number = opened(store)
    follow_up.hand_over(store, number, queue="bills", by=DESK, now=NOW)
    found = case(store, number)
    assert (found.owner, found.employee, found.team, found.queue) == ("bo", "Bo", "Noord", "bills")
    with pytest.raises(UnknownNameError, match="nobody called 'zoe'"):
        follow_up.hand_over(store, number, owner="zoe", by=DESK, now=NOW)
    follow_up.set_priority(store, number, "urgent", by=DESK, now=NOW)
    assert case(store, number).due_at == NOW + timedelta(hours=2)


def test_of_two_who_accept_at_once_one_has_it(store, home_folder):
    number = opened(store)
    outcomes, ready = [], threading.Barrier(2)

    def accept(name):
        mine = Store(home_folder)
        ready.wait()
        try:
            follow_up.move(mine, number, "accepted", by=Actor(name=name), now=NOW)
            outcomes.append(name)
        except MappingError:
            outcomes.append("")
        mine.close()

    threads = [threading.Thread(target=accept, args=(name,)) for name in ("an", "bo")]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(outcomes)[0] == ""
    assert case(store, number).owner == sorted(outcomes)[1]


def test_who_should_hear_of_an_overdue_case_hears_it_once_a_level(store):
    add_webhook(store, "https://x.example", name="x", types=("case.overdue",), nonce="n",
                digest="d", now=NOW)  # fmt: skip
    keep_queue(store, Queue(name="general", members=(Member(name="an"),), leaders=("lea",)))
    number = opened(store)

    def heard(now):
        escalate.tell_overdue(store, now=now)
        escalate.tell_overdue(store, now=now)
        lines = [one for one in show_cases.case(store, number, by=DESK).history
                 if one.what == "overdue"]  # fmt: skip
        return [(one.details["level"], one.details["people"]) for one in lines]

    assert heard(NOW + DAY) == []
    assert heard(NOW + DAY + timedelta(minutes=1)) == [(1, ["an"])]
    both = [(1, ["an"]), (2, ["lea"])]
    assert heard(NOW + DAY + timedelta(hours=4)) == both
    moved(store, number, "contacted", now=NOW + 2 * DAY)
    assert heard(NOW + 6 * DAY) == both
    assert heard(NOW + 8 * DAY)[2] == (1, ["an"])  # The next deadline is told anew.
    assert [data["level"] for _, data in told(store)][:2] == [1, 2]
    news = entries_after(store.truth, 0)
    assert {one.case for one in news} == {number}


def test_a_note_calls_people_and_a_file_hangs_on_the_case(store):
    number = opened(store)
    assert annotate_case.add_note(store, number, "@bo, look", by=DESK, now=NOW) == ("bo",)
    file = annotate_case.attach(store, number, "a.txt", b"words", by=DESK, now=NOW)
    assert show_cases.file(store, number, file, by=DESK).content == b"words"
    annotate_case.detach(store, number, file, by=DESK, now=NOW)
    assert show_cases.case(store, number, by=DESK).files == ()
    with pytest.raises(UnknownNameError):
        show_cases.file(store, number, file, by=DESK)
    for words in ("  ", "x" * 20_001):
        with pytest.raises(MappingError):
            annotate_case.add_note(store, number, words, by=DESK, now=NOW)


def test_an_erased_customer_takes_the_cases_and_their_files_along(store, home_folder):
    secrets = ("klant-778812345", "never-written-elsewhere", "bytes-of-a-file")
    first = opened(store, secrets[1], customer_key=secrets[0])
    annotate_case.attach(store, first, "a.txt", secrets[2].encode() * 50, by=DESK, now=NOW)
    annotate_case.add_note(store, first, secrets[1], by=DESK, now=NOW)
    moved(store, first, "closed")
    second = opened(store, "Again", before_case=first)
    opened(store, "Somebody else's", customer_key="klant-1")
    found = keep.export_customer(store, secrets[0])
    assert [one["id"] for one in found["cases"]] == [first, second]
    assert found["cases"][0]["files"][0]["name"] == "a.txt"
    assert keep.erase_customer(store, secrets[0], now=NOW)["cases"] == 2
    assert show_cases.cases(store, CaseFilter(scope={}))[0] == 1
    store.close()
    for path in home_folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert not [one for one in secrets if one.encode() in content], path


def test_a_closed_case_asks_whether_it_helped_and_a_complaint_gives_rest(store):
    add_contacts(store, 1)
    plan_for(store, "helped", replace(PLAN, kind="transaction"))
    after = Trigger("Did it help?", "case", "closed", "helped", wait=8 * DAY)
    triggers.add(store, after, now=NOW)
    triggers.add(store, replace(after, name="Too soon", survey="other", wait=DAY), now=NOW)
    plan_for(store, "other")
    number = opened(store, customer_key="klant-0")
    moved(store, number, "accepted", "contacted", "closed")
    assert work_due(store, now=NOW + DAY) == 1
    assert work_due(store, now=NOW + 8 * DAY) == 1
    rows = store.truth.execute("SELECT state, told FROM store_trigger_ask ORDER BY due_at")
    assert rows == [("held_back", "complaint-7"), ("asked", "")]
    invited = store.truth.execute("SELECT survey FROM store_invitation")
    assert invited == [("helped",)]


def test_a_signal_becomes_one_case_and_its_history_names_it(store):
    with store.truth.transaction():
        number = raise_signal(
            store.truth,
            NewSignal(
                kind="alarm",
                key="alarm:1",
                raised_at=NOW,
                process="moving",
                metric="nps",
                team="Noord",
                group={"team": "Noord"},
                customers=40,
            ),
        )
    for by in (OTHER_LEADER, STRANGER, ANNA):
        with pytest.raises(UnknownNameError, match="no signal"):
            open_case.from_signal(store, number, by=by, now=NOW)
    opened_one = open_case.from_signal(store, number, by=LEADER, now=NOW)
    assert open_case.from_signal(store, number, by=DESK, now=NOW) == opened_one
    found = case(store, opened_one, LEADER)
    assert (found.subject, found.about, found.signal) == ("nps · moving · Noord", "change", number)
    lines = store.truth.execute("SELECT what, facts FROM store_signal_entry WHERE what = 'case'")
    assert lines == [("case", json.dumps({"case": opened_one}))]


def test_a_signal_of_one_answer_is_the_case_of_that_answer(store):
    (low,) = answers(store, form("a", 2, customer="klant-1", team="Noord"))
    with store.truth.transaction():
        number = raise_signal(
            store.truth,
            NewSignal(
                kind="answer",
                key="answer:1",
                raised_at=NOW,
                team="Noord",
                response=str(low),
                customer_key="klant-1",
            ),
        )
    opened_one = open_case.from_signal(store, number, by=LEADER, now=NOW)
    assert open_case.from_answer(store, low, by=DESK, now=NOW) == opened_one
    assert case(store, opened_one).customer_key == "klant-1"
