"""Signals in the list: ranked, seen by who may, put away, merged, and never lost."""

from datetime import UTC, datetime, timedelta

import pytest

from luister.errors import LuisterError, StoreError, UnknownNameError
from luister.estimates.estimate import Estimate
from luister.events.signal import NewSignal
from luister.loop import act, rank
from luister.store.signals import raise_signals

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
ALL = {}


def alarm(key, value=-8.0, **told):
    effect = Estimate(value, value - 2, value + 2, 400, "points")
    known = {"metric": "nps", "process": "moving", "customers": 1000, "effect": effect}
    return NewSignal(kind="alarm", key=key, raised_at=NOW, **{**known, **told})


def raised(store, *signals):
    with store.truth.transaction():
        return raise_signals(store.truth, signals)


def listed(store, now=NOW, **wanted):
    return [one.id for one in act.signals(store, act.Filter(**wanted), now=now).signals]


def whats(store, number):
    return [one.what for one in act.signal(store, number, scope=ALL, now=NOW).history]


def test_what_matters_most_stands_first_and_says_why(store):
    small, large, silence = raised(
        store,
        alarm("a", -3.0),
        alarm("b", -20.0),
        NewSignal(kind="silence", key="c", raised_at=NOW),
    )
    assert listed(store) == [large, silence, small]
    parts = act.signal(store, large, scope=ALL, now=NOW).signal.standing["parts"]
    assert [(one["name"], one["cautious"]) for one in parts[:2]] == [
        ("customers", 90.0),
        ("contacts", None),
    ]


def test_other_weights_rank_every_signal_anew(store):
    low, high = raised(store, alarm("a", customers=50), alarm("b", -20.0))
    silent = raised(store, NewSignal(kind="silence", key="c", raised_at=NOW))[0]
    assert listed(store) == [high, silent, low]
    rank.set_weights(store, {"unweighed": 100, "value_per_customer": 250}, now=NOW)
    assert listed(store) == [silent, high, low]
    assert rank.weights(store).value_per_customer == 250
    with pytest.raises(LuisterError, match="no weight"):
        rank.set_weights(store, {"colour": 1}, now=NOW)


def test_a_page_begins_where_the_one_before_ended(store):
    raised(store, *(alarm(f"a{n}", -3.0 - n % 4) for n in range(30)))
    first = act.signals(store, act.Filter(), now=NOW, limit=12)
    rest = act.signals(store, act.Filter(), now=NOW, limit=20, after=first.signals[-1].id)
    seen = [one.id for one in (*first.signals, *rest.signals)]
    assert (first.total, first.has_more, rest.has_more) == (30, True, False)
    assert len(set(seen)) == 30
    scores = [one.importance for one in (*first.signals, *rest.signals)]
    assert scores == sorted(scores, reverse=True)


def test_who_sees_part_of_the_house_sees_the_signals_inside_it(store):
    whole, north, anna, south = raised(
        store,
        alarm("a"),
        alarm("b", team="Noord"),
        alarm("c", team="Noord", employee="Anna"),
        alarm("d", team="Zuid"),
    )
    assert set(listed(store)) == {whole, north, anna, south}
    assert set(listed(store, scope={"team": ("Noord",)})) == {north, anna}
    assert set(listed(store, scope={"team": ("Noord", "Zuid")})) == {north, anna, south}
    assert listed(store, scope={"employee": ("Anna",)}) == [anna]
    for nothing in ({"team": ()}, {"team": ("",)}, {"region": ("x",)}):
        assert listed(store, scope=nothing) == []
    with pytest.raises(UnknownNameError):
        act.signal(store, whole, scope={"team": ("Noord",)}, now=NOW)
    with pytest.raises(UnknownNameError):
        act.dismiss(store, south, scope={"team": ("Noord",)}, reason="x", who="n", now=NOW)


def test_a_snoozed_signal_comes_back_by_itself(store):
    (one,) = raised(store, alarm("a"))
    until = NOW + timedelta(days=3)
    act.snooze(store, one, scope=ALL, until=until, who="bo", now=NOW)
    assert (listed(store), listed(store, states=("snoozed",))) == ([], [one])
    assert listed(store, now=until) == [one]
    assert whats(store, one) == ["raised", "snoozed", "came back"]
    with pytest.raises(StoreError, match="not in the future"):
        act.snooze(store, one, scope=ALL, until=NOW, who="bo", now=NOW)


def test_a_dismissed_signal_keeps_its_reason_and_can_be_taken_up_again(store):
    (one,) = raised(store, alarm("a"))
    with pytest.raises(StoreError, match="without a reason"):
        act.dismiss(store, one, scope=ALL, reason=" ", who="bo", now=NOW)
    act.dismiss(store, one, scope=ALL, reason="A test of ours", who="bo", now=NOW)
    assert listed(store) == []
    act.reopen(store, one, scope=ALL, who="an", now=NOW)
    history = act.signal(store, one, scope=ALL, now=NOW).history
    assert [(line.who, line.what, line.words) for line in history] == [
        ("", "raised", ""),
        ("bo", "dismissed", "A test of ours"),
        ("an", "reopened", ""),
    ]
    assert listed(store) == [one]


def test_merged_signals_stand_under_one_and_are_never_two_steps_away(store):
    first, second, third = raised(store, alarm("a"), alarm("b"), alarm("c"))
    assert act.merge(store, first, scope=ALL, into=second, who="bo", now=NOW) == second
    assert act.merge(store, second, scope=ALL, into=third, who="bo", now=NOW) == third
    merged = act.signal(store, third, scope=ALL, now=NOW).merged
    assert {one.id for one in merged} == {first, second}
    assert listed(store) == [third]
    for one, into in ((third, first), (third, third)):
        with pytest.raises(StoreError, match="already"):
            act.merge(store, one, scope=ALL, into=into, who="bo", now=NOW)
    with pytest.raises(StoreError, match="part of another"):
        act.dismiss(store, first, scope=ALL, reason="x", who="bo", now=NOW)
    act.reopen(store, first, scope=ALL, who="bo", now=NOW)
    assert set(listed(store)) == {first, third}


def test_what_may_be_the_same_is_proposed(store):
    whole, north, south, other, late = raised(
        store,
        alarm("a"),
        alarm("b", group={"region": "North"}),
        alarm("c", group={"region": "South"}),
        alarm("d", process="payment"),
        NewSignal(kind="alarm", key="e", process="moving", raised_at=NOW + timedelta(days=15)),
    )
    answer = raised(
        store,
        *(
            NewSignal(
                kind="answer",
                key=f"answer:1:{n}",
                raised_at=NOW,
                process="moving",
                group={"region": "North", "channel": "mail"},
            )
            for n in range(3)
        ),
    )[0]

    def alike(number):
        return {one.id for one in act.signal(store, number, scope=ALL, now=NOW).alike}

    assert alike(north) == {whole}
    assert alike(whole) == {north, south}
    assert alike(answer) == {whole, north}
    assert alike(other) == alike(late) == set()


def test_who_follows_finds_it_back(store):
    one, two = raised(store, alarm("a"), alarm("b"))
    for _ in range(2):
        act.follow(store, two, scope=ALL, who="bo", now=NOW)
    assert listed(store, followed_by="bo") == [two]
    assert act.signal(store, two, scope=ALL, now=NOW).followers == ("bo",)
    act.follow(store, two, scope=ALL, who="bo", now=NOW, is_on=False)
    assert listed(store, followed_by="bo") == []
    assert whats(store, two) == ["raised", "followed", "unfollowed"]
    assert whats(store, one) == ["raised"]


def test_the_value_of_a_customer_comes_from_the_contact(store):
    store.truth.execute(
        "INSERT INTO store_contact (customer, customer_key, attributes, address_state, updated_at) "
        "VALUES (1, 'k1', '{\"worth\": \"1250,50\"}', 'good', '')"
    )
    rank.set_weights(store, {"value_attribute": "worth", "value_per_customer": 90}, now=NOW)
    known, unknown = raised(
        store, *(alarm(key, customers=1, customer_key=key) for key in ("k1", "k2"))
    )
    values = [
        act.signal(store, one, scope=ALL, now=NOW).signal.standing["parts"][2]["value"]
        for one in (known, unknown)
    ]
    assert values == [1250.5, 90]
