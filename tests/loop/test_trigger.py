import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.store.streamed import NOW, append, event, shop

from luister.errors import UnknownNameError
from luister.loop.trigger import Outcome, trigger_asks_due
from luister.store import triggers
from luister.store.home import Store
from luister.store.trigger import (
    AT_LEAST,
    AT_MOST,
    IS,
    IS_KNOWN,
    IS_NOT,
    Condition,
    Trigger,
    Unless,
    in_share,
    is_met,
)

DAY = timedelta(days=1)
AFTER_ORDER = Trigger("After an order", "tracked", "Order delivered", "order", wait=2 * DAY)


@pytest.fixture
def store(tmp_path):
    opened = Store(tmp_path / "home")
    shop(opened)
    yield opened
    opened.close()


class Asked:
    """Takes down who was asked, in place of the invitations."""

    def __init__(self, rule=""):
        self.rule, self.who = rule, []

    def __call__(self, _store, due, _now):
        self.who.append((due.customer_key, due.trigger.survey))
        return Outcome(not self.rule, self.rule)


def work(store, ask, *, at=NOW + 2 * DAY):
    return trigger_asks_due(store, now=at, ask=ask)


def states(store):
    return triggers.triggers(store)[0].asks


def test_an_ask_falls_due_after_the_wait_and_is_made_once(store):
    triggers.add(store, AFTER_ORDER, now=NOW)
    append(store, event("1", user="u1"))
    append(store, event("1", user="u1"), event("2", user="u2", name="Page"))
    ask = Asked()
    assert work(store, ask, at=NOW + 2 * DAY - timedelta(seconds=1)) == 0
    assert (work(store, ask), work(store, ask)) == (1, 0)
    assert ask.who == [("u1", "order")]
    assert states(store) == {"asked": 1}


def test_the_rule_that_held_an_ask_back_is_kept(store):
    triggers.add(store, AFTER_ORDER, now=NOW)
    append(store, event("1", user="u1"))
    work(store, Asked("any survey at most once in 30 days"))
    rows = store.truth.execute("SELECT state, told FROM store_trigger_ask")
    assert rows == [("held_back", "any survey at most once in 30 days")]


def test_another_event_of_the_same_customer_stops_the_ask(store):
    unless = (Unless("contact", "complaint", days=7),)
    triggers.add(store, replace(AFTER_ORDER, unless=unless), now=NOW)
    append(
        store,
        *(event(str(n), user=f"u{n}") for n in range(5)),
        event("long ago", user="u0", kind="contact", name="complaint", at=NOW - 8 * DAY),
        event("last week", user="u1", kind="contact", name="Complaint", at=NOW - 6 * DAY),
        event("since", user="u2", kind="contact", name="complaint", at=NOW + DAY),
        event("later", user="u3", kind="contact", name="complaint", at=NOW + 3 * DAY),
        event("other", user="u4", name="complaint", at=NOW + DAY),
    )
    ask = Asked()
    work(store, ask)
    assert [who for who, _ in ask.who] == ["u0", "u3", "u4"]
    assert states(store) == {"asked": 3, "stopped": 2}


def test_unless_it_happens_again_does_not_stop_itself(store):
    again = (Unless("tracked", "Order delivered"),)
    triggers.add(store, replace(AFTER_ORDER, unless=again), now=NOW)
    append(
        store, event("1", user="u1"), event("2", user="u2"), event("3", user="u2", at=NOW + DAY)
    )
    ask = Asked()
    work(store, ask, at=NOW + 5 * DAY)
    assert ask.who == [("u1", "order"), ("u2", "order")]


def test_a_trigger_that_is_off_asks_nobody_and_its_waiting_asks_are_stopped(store):
    number = triggers.add(store, AFTER_ORDER, now=NOW)
    append(store, event("1", user="u1"))
    triggers.switch(store, number, False, now=NOW)
    append(store, event("2", user="u2"))
    ask = Asked()
    work(store, ask)
    assert (ask.who, states(store)) == ([], {"stopped": 1})
    triggers.switch(store, number, True, now=NOW)
    append(store, event("3", user="u3"))
    work(store, ask)
    assert ask.who == [("u3", "order")]


def test_who_nobody_knows_is_not_asked(store):
    triggers.add(store, AFTER_ORDER, now=NOW)
    append(store, event("1"))
    assert states(store) == {}


def test_a_share_is_always_the_same_people(store):
    chosen = [number for number in range(20_000) if in_share(3, number, 0.1)]
    # 20,000 draws of 0.1 lie within four standard errors of 2,000.
    assert abs(len(chosen) - 2000) < 170
    assert chosen == [number for number in range(20_000) if in_share(3, number, 0.1)]
    assert chosen != [number for number in range(20_000) if in_share(4, number, 0.1)]
    assert set(chosen) < {number for number in range(20_000) if in_share(3, number, 0.2)}
    triggers.add(store, replace(AFTER_ORDER, share=0.0), now=NOW)
    append(store, event("1", user="u1"))
    assert states(store) == {}


@pytest.mark.parametrize(
    ("attribute", "comparison", "value", "holds"),
    [
        ("property.paid", IS, "TRUE", True),
        ("property.town", IS, " ede ", True),
        ("property.town", IS_NOT, "Ede", False),
        ("property.nothing", IS_NOT, "Ede", True),
        ("property.total", AT_LEAST, "100", True),
        ("property.total", AT_LEAST, "100,5", False),
        ("property.total", AT_MOST, "100", True),
        ("property.town", AT_MOST, "100", False),
        ("property.nothing", AT_LEAST, "1", False),
        ("property.total", IS, "100", True),
        ("property.town", IS_KNOWN, "", True),
        ("property.nothing", IS_KNOWN, "", False),
    ],
)
def test_a_condition_looks_at_what_the_event_tells(attribute, comparison, value, holds):
    told = {
        "property.paid": True,
        "property.town": "Ede",
        "property.total": 100.0,
        "property.nothing": None,
    }
    trigger = replace(AFTER_ORDER, conditions=(Condition(attribute, comparison, value),))
    assert is_met(trigger, event("1", user="u1", told=told)) is holds


def test_a_changed_trigger_is_followed_and_an_unknown_one_told(store):
    number = triggers.add(store, AFTER_ORDER, now=NOW)
    append(store, event("1", user="u1"))
    triggers.change(store, number, replace(AFTER_ORDER, survey="other"), now=NOW)
    ask = Asked()
    work(store, ask)
    assert ask.who == [("u1", "other")]
    for call in (
        lambda: triggers.change(store, 99, AFTER_ORDER, now=NOW),
        lambda: triggers.switch(store, 99, True, now=NOW),
        lambda: triggers.trigger_of(store, 99),
    ):
        with pytest.raises(UnknownNameError, match="no trigger 99"):
            call()


def test_two_workers_share_the_asks(store):
    triggers.add(store, AFTER_ORDER, now=NOW)
    append(store, *(event(str(n), user=f"u{n}") for n in range(60)))
    ask = Asked()
    threads = [
        threading.Thread(target=lambda: [work(store, ask) for _ in range(3)]) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ask.who) == len(set(ask.who)) == 60


def test_an_ask_whose_worker_died_is_taken_up_again(store):
    triggers.add(store, AFTER_ORDER, now=NOW)
    append(store, event("1", user="u1"))
    later = NOW + 2 * DAY
    assert len(triggers.lease_due(store, now=later, limit=10)) == 1
    ask = Asked()
    assert work(store, ask, at=later + timedelta(minutes=4)) == 0
    assert work(store, ask, at=later + timedelta(minutes=6)) == 1
