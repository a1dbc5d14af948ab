"""Who may be asked and who is invited, on both databases."""

import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.loop.invited import NOW, PLAN, add_contacts, plan_for

from luister.errors import MappingError
from luister.invitations.rest_rules import RestRule
from luister.invitations.sample import Sample
from luister.loop import ask, bounce, contacts, reach
from luister.loop.ask import AskedPerson, Selection
from luister.loop.standing import Wish, plan_of, rest_rules, set_plan, set_rest_rules
from luister.store.invitations import invitation_of

RELATION = Wish(survey="relation", wave="2026-11")
EVERYBODY = Selection()
API = Wish(survey="elsewhere", kind="transaction", asker="their tool")


def invited(store, wish=RELATION, selection=EVERYBODY, **more):
    return ask.invite(store, wish, selection, now=NOW, rng=random.Random(1), **more)


def test_all_contacts_are_invited_with_a_link_each(store):
    plan_for(store, "relation")
    add_contacts(store, 300)
    result = invited(store)
    assert (result.drawn, result.invited, result.held_back) == (300, 300, {})
    tokens = [t for (t,) in store.truth.execute("SELECT token FROM store_invitation")]
    assert len(set(tokens)) == 300
    one = invitation_of(store, tokens[0])
    assert one.expires_at == NOW + timedelta(days=30)
    assert one.dimensions == {"region": "Fryslân"}
    assert one.segment in {"home", "business"}


def test_each_ask_that_is_held_back_names_its_rule(store):
    plan_for(store, "relation")
    people = [
        {"key": "fine", "email": "fine@example.org"},
        {"key": "out", "email": "out@example.org"},
        {"key": "bounced", "email": "bounced@example.org"},
        {"key": "spam", "email": "spam@example.org"},
        {"key": "no mail", "phone": "+31612345678"},
        {"key": "asked", "email": "asked@example.org"},
        {"key": "complains", "email": "complains@example.org"},
    ]
    contacts.keep(store, people, now=NOW)
    bounce.opt_out(store, "out", now=NOW)
    bounce.told(store, "hard", email="bounced@example.org", now=NOW)
    bounce.told(store, "complaint", email="spam@example.org", now=NOW)
    ask.may_contact(
        store, AskedPerson(key="asked"), API, reserve=True, now=NOW - timedelta(days=29)
    )
    add_event(store, "complains", "complaint", NOW - timedelta(days=6))
    result = invited(store)
    assert result.invited == 1
    assert result.held_back == {
        "opted-out": 1, "bounced": 1, "complained": 1, "no-address": 1, "any-30": 1,
        "complaint-7": 1,
    }  # fmt: skip
    found = reach.reach(store, survey="relation")
    assert (found.asks, found.invited, dict(found.held_back)) == (7, 1, result.held_back)


def test_the_rules_let_go_when_their_time_has_passed(store):
    plan_for(store, "relation")
    contacts.keep(store, [{"key": "an", "email": "an@example.org"}], now=NOW)
    person = AskedPerson(key="an")
    relation = Wish(survey="relation")
    assert ask.may_contact(store, person, relation, reserve=True, now=NOW).allowed
    for days, wish, rule in (
        (29, API, "any-30"), (30, API, None), (179, relation, "relation-180"), (180, relation, None),
    ):  # fmt: skip
        found = ask.may_contact(store, person, wish, reserve=False, now=NOW + timedelta(days=days))
        assert (found.rule, found.allowed) == (rule, rule is None), days
    found = ask.may_contact(store, person, API, reserve=False, now=NOW)
    assert found.until == NOW + timedelta(days=30)


def test_looking_takes_nothing_and_leaves_no_trace(store):
    person = AskedPerson(email="An@Example.org")
    for _ in range(3):
        assert ask.may_contact(store, person, API, reserve=False, now=NOW).allowed
    for table in ("store_ask", "store_held_back", "store_customer"):
        assert store.truth.execute(f"SELECT count(*) FROM {table}") == [(0,)]


def test_a_reservation_that_is_given_back_frees_the_person(store):
    person = AskedPerson(email="an@example.org")
    first = ask.may_contact(store, person, API, reserve=True, now=NOW)
    assert not ask.may_contact(store, person, API, reserve=True, now=NOW).allowed
    assert ask.release(store, first.reservation)
    assert not ask.release(store, first.reservation)
    assert ask.may_contact(store, person, API, reserve=True, now=NOW).allowed


def test_of_two_hundred_that_ask_at_once_one_gets_a_yes(store):
    plan_for(store, "relation")
    contacts.keep(store, [{"key": "an", "email": "an@example.org"}], now=NOW)
    # A PostgreSQL server takes a hundred connections by default; on SQLite all ask at the same moment.
    at_once = 60 if store.truth.is_postgres else 200
    gate = threading.Barrier(at_once)

    def asked(place):
        if place < at_once:
            gate.wait()
        return ask.may_contact(
            store, AskedPerson(key="an"), API, reserve=True, now=datetime.now(UTC)
        ).allowed

    with ThreadPoolExecutor(at_once) as pool:
        answers = list(pool.map(asked, range(200)))
    assert len(answers) == 200
    assert answers.count(True) == 1
    assert store.truth.execute("SELECT count(*) FROM store_ask") == [(1,)]


def test_a_survey_of_higher_priority_pushes_out_what_has_not_left(store):
    plan_for(store, "low")
    set_plan(store, "high", replace(PLAN, kind="complaint handling", priority=5))
    add_contacts(store, 10)
    low = invited(store, Wish(survey="low", wave="w"))
    high = invited(store, Wish(survey="high", wave="w"))
    assert (low.invited, high.invited, high.gave_way) == (10, 10, 10)
    assert reach.reach(store, survey="low").held_back == {"gave-way": 10}
    assert [row.invited for row in reach.funnel(store, by=("survey",))] == [10]
    assert invited(store, Wish(survey="low", wave="w2")).held_back == {"any-30": 10}


def test_a_survey_of_equal_priority_does_not(store):
    plan_for(store, "low")
    plan_for(store, "high")
    add_contacts(store, 5)
    invited(store, Wish(survey="low"))
    assert invited(store, Wish(survey="high")).held_back == {"relation-180": 5}


def test_a_wave_invites_nobody_twice_whatever_the_rules(store):
    plan_for(store, "relation")
    add_contacts(store, 5)
    set_rest_rules(store, [])
    assert rest_rules(store) == ()
    assert invited(store).invited == 5
    assert invited(store).held_back == {"already-invited": 5}
    assert invited(store, Wish(survey="relation", wave="2027-05")).invited == 5


def test_a_quota_counts_by_segment(store):
    plan_for(store, "relation")
    add_contacts(store, 100)
    sample = Sample(quota={"home": 7, "business": 3})
    assert invited(store, selection=Selection(sample=sample)).invited == 10
    rows = reach.funnel(store, by=("segment",), survey="relation")
    assert {row.group["segment"]: row.invited for row in rows} == {"business": 3, "home": 7}


def test_a_rule_may_hold_for_some_people_only(store):
    plan_for(store, "relation")
    add_contacts(store, 10)
    rule = RestRule(name="business-90", days=90, where={"segment": ("business",)})
    set_rest_rules(store, [rule])
    assert rest_rules(store) == (rule,)
    invited(store)
    assert invited(store, Wish(survey="relation", wave="next")).held_back == {"business-90": 5}


def test_one_person_is_invited_by_a_trigger(store):
    plan_for(store, "relation")
    add_contacts(store, 1)
    due = NOW + timedelta(days=2)
    result = ask.invite_one(store, "relation", "klant-0", now=NOW, reason="moved", due_at=due)
    assert result.invited == 1
    assert store.truth.execute(
        "SELECT due_at, reason FROM store_letter JOIN store_invitation USING (token)"
    ) == [(due.isoformat(timespec="microseconds"), "moved")]
    assert ask.invite_one(store, "relation", "klant-0", now=NOW).held_back == {"relation-180": 1}
    assert ask.invite_one(store, "relation", "stranger", now=NOW).held_back == {"no-address": 1}


def test_letters_wait_for_the_hours_of_the_place_where_somebody_lives(store):
    plan_for(store, "relation")
    zones = ("Europe/Amsterdam", "America/New_York", "Asia/Tokyo")
    contacts.keep(
        store,
        [{"key": z, "email": f"a{n}@example.org", "time_zone": z} for n, z in enumerate(zones)],
        now=NOW,
    )
    invited(store)
    due = dict(
        store.truth.execute(
            "SELECT c.customer_key, l.due_at FROM store_letter l JOIN store_invitation i USING (token) "
            "JOIN store_contact c ON c.customer = i.customer"
        )
    )
    # NOW is noon in UTC: 13:00 in Amsterdam, 7:00 in New York, 21:00 in Tokyo.
    assert datetime.fromisoformat(due["Europe/Amsterdam"]) == NOW
    assert datetime.fromisoformat(due["America/New_York"]) == NOW.replace(hour=14)
    assert datetime.fromisoformat(due["Asia/Tokyo"]) == NOW.replace(day=25, hour=0)


def test_a_survey_without_words_invites_nobody(store):
    add_contacts(store, 1)
    with pytest.raises(MappingError, match="no text to send"):
        invited(store)
    assert plan_of(store, "relation").messages == {}


def test_the_same_chance_draws_the_same_people(store):
    plan_for(store, "relation")
    add_contacts(store, 50)
    invited(store, selection=Selection(sample=Sample(share=0.2)))
    drawn = store.truth.execute(
        "SELECT segment, count(*) FROM store_invitation GROUP BY segment ORDER BY segment"
    )
    assert sum(Counter(dict(drawn)).values()) == 10


def add_event(store, key, kind, at):
    customer = store.truth.execute("SELECT id FROM store_customer WHERE customer_key = ?", (key,))
    store.truth.execute(
        "INSERT INTO store_event (id, source, position, kind, occurred_at, customer, body) "
        "VALUES ('e1', 'test', 1, ?, ?, ?, '{}')",
        (kind, at.isoformat(), customer[0][0]),
    )
