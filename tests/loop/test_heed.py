"""Single customers: an answer that a rule is about is a signal at once, and only once."""

from datetime import timedelta

import pytest
from tests.store.forms import NOW, batch, form
from tests.store.test_forms import filled, kept

from luister.loop import act, heed
from luister.store import answer_rules, customers
from luister.store.home import Store
from luister.store.staging import Origin, Staging

DETRACTOR = {"name": "Detractor", "conditions": [{"kind": "detractor"}]}


def signals(store, now=NOW):
    return act.signals(store, act.Filter(states=()), now=now).signals


def imported(store, *forms):
    staging = Staging(store, Origin("moving", "file", "f", "a", ""), now=NOW)
    staging.add(batch(*forms), (), read=len(forms))
    staging.commit(now=NOW)


def test_an_answer_becomes_a_signal_at_once_and_once(store):
    number = heed.keep_rule(store, None, DETRACTOR, now=NOW)
    kept(store, filled("one", 3, customer="k1", process="moving", team="Noord", employee="Anna"))
    kept(store, filled("two", 9))
    assert heed.heed_answers(store, now=NOW) == 1
    assert heed.heed_answers(store, now=NOW) == 0
    (one,) = signals(store)
    assert (one.kind, one.customer_key, one.team, one.employee) == (
        "answer",
        "k1",
        "Noord",
        "Anna",
    )
    assert one.key == f"answer:{number}:{one.response}"
    assert (one.details["value"], one.details["rule_name"]) == (3, "Detractor")


def test_a_form_that_is_changed_is_not_raised_again(store):
    heed.keep_rule(store, None, DETRACTOR, now=NOW)
    for score in (3, 2, 9, 1):
        kept(store, filled("one", score, customer="k1"))
        heed.heed_answers(store, now=NOW)
    assert len(signals(store)) == 1


def test_an_import_makes_signals_of_young_answers_only(store):
    heed.keep_rule(store, None, {**DETRACTOR, "days": 7}, now=NOW)
    imported(
        store,
        form("old", 2, day="2026-11-10"),
        form("young", 2, day="2026-11-20"),
        form("glad", 9, day="2026-11-20"),
    )
    assert heed.heed_answers(store, now=NOW) == 1
    assert signals(store)[0].details["answered_at"].startswith("2026-11-20")


def test_a_rule_that_is_off_raises_nothing_and_one_that_is_new_looks_ahead(store):
    number = heed.keep_rule(store, None, DETRACTOR, now=NOW)
    heed.switch_rule(store, number, False, now=NOW)
    kept(store, filled("one", 3))
    assert heed.heed_answers(store, now=NOW) == 0
    heed.switch_rule(store, number, True, now=NOW)
    kept(store, filled("two", 3))
    assert heed.heed_answers(store, now=NOW) == 1


@pytest.mark.parametrize(("told", "raised"), [("closed", 0), ("opened", 1)])
def test_who_complained_and_got_no_answer_is_a_signal_when_the_wait_is_over(store, told, raised):
    rule = {**DETRACTOR, "wait_days": 5, "unless": ["Closed"]}
    heed.keep_rule(store, None, rule, now=NOW)
    kept(store, filled("one", 3, customer="k1"))
    assert heed.heed_answers(store, now=NOW) == 0
    later = NOW + timedelta(days=5)
    store.truth.execute(
        "INSERT INTO store_event (id, source, position, kind, occurred_at, customer, body, name) "
        "SELECT 'e', 's', 1, 'contact', ?, id, '{}', ? FROM store_customer",
        ((NOW + timedelta(days=1)).isoformat(timespec="microseconds"), told),
    )
    assert heed.heed_answers(store, now=later - timedelta(seconds=1)) == 0
    assert heed.heed_answers(store, now=later) == raised
    assert heed.heed_answers(store, now=later) == 0
    assert [one.raised_at for one in signals(store, later)] == [later] * raised


def test_a_customer_takes_the_signals_along_and_is_forgotten_by_them(home_folder):
    store = Store(home_folder)
    heed.keep_rule(store, None, DETRACTOR, now=NOW)
    heed.keep_rule(store, None, {**DETRACTOR, "wait_days": 9}, now=NOW)
    key = "klant-88123450"
    kept(store, filled("one", 3, customer=key))
    heed.heed_answers(store, now=NOW)
    (one,) = signals(store)
    act.note(store, one.id, scope={}, words=f"Rang {key} at home", who="bo", now=NOW)
    found = customers.everything_of(store, key)["signals"]
    assert (len(found), found[0]["history"][-1]["words"]) == (2, f"Rang {key} at home")
    assert customers.erase(store, key, now=NOW)["signals"] == 1
    (left,) = signals(store)
    history = act.signal(store, left.id, scope={}, now=NOW).history
    assert (left.customer_key, left.response, left.details) == ("", "", {})
    assert [line.what for line in history] == ["raised", "noted"]
    store.close()
    for path in home_folder.rglob("*"):
        assert key.encode() not in (path.read_bytes() if path.is_file() else b""), path


def test_a_look_ends_with_what_there_was_when_it_began_though_answers_go_on_coming(
    store, monkeypatch
):
    heed.keep_rule(store, None, DETRACTOR, now=NOW)
    kept(store, filled("one", 3))
    came_in, log_after = [], answer_rules.log_after

    def streaming(truth, position, *, limit):
        found = log_after(truth, position, limit=limit)
        came_in.append(kept(store, filled(f"more-{len(came_in)}", 2)))
        assert len(came_in) < 5, "It goes on as long as answers come in."
        return found

    monkeypatch.setattr(answer_rules, "log_after", streaming)
    assert heed.heed_answers(store, now=NOW) == 1
    assert heed.heed_answers(store, now=NOW) == 1
    assert len(came_in) == 2
