"""Alarms on one move speak once, to each reader through the one they may see; what was gathered can be taken out."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.loop.test_tell import someone

from luister.errors import StoreError, UnknownNameError
from luister.estimates.estimate import Estimate
from luister.events.signal import NewSignal
from luister.loop import act
from luister.loop.gather_moves import gather_moves
from luister.loop.tell import notices_of, plan_notices
from luister.store import moves, signal_feed
from luister.store.signals import raise_signal

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)


def raised(store, key, *, low=2, high=9, direction="down", now=NOW, customers=10, **group):
    details = {
        "direction": direction,
        "changed_low": str(date(2026, 11, low)),
        "changed_high": str(date(2026, 11, high)),
    }
    told = NewSignal(
        kind="alarm", key=key, raised_at=now, process="complaints", metric="nps",
        group={"process": "complaints", **group}, team=group.get("team", ""),
        details=details, customers=customers, effect=Estimate(-50, -60, -40, customers, "nps"),
    )  # fmt: skip
    with store.truth.transaction():
        return raise_signal(store.truth, told)


def listed(store, scope, **wanted):
    page = act.signals(store, act.Filter(scope=scope, **wanted), now=NOW)
    return [one.id for one in page.signals]


@pytest.fixture
def three(store):
    """The process, one of its teams and a region, moved by one cause."""
    whole = raised(store, "whole", customers=30)
    west = raised(store, "west", low=4, high=12, team="West")
    north = raised(store, "north", low=1, high=6, region="North")
    assert gather_moves(store, now=NOW) == 3
    return whole, west, north


def test_one_move_is_listed_counted_and_told_once(store, three):
    whole, west, _ = three
    assert listed(store, {}) == [whole]
    assert act.count(store, act.Filter()) == 1
    assert act.signals(store, act.Filter(), now=NOW).moves[whole].others == 2
    assert sorted(listed(store, {}, is_each=True)) == sorted(three)
    assert listed(store, {"team": ("West",)}) == [west]
    assert listed(store, {"team": ("East",)}) == []
    stretch = (NOW - timedelta(days=1), NOW + timedelta(days=1))
    total, fresh = signal_feed.raised_between(store.truth, *stretch, scope={}, limit=5)
    assert (total, [one.id for one in fresh]) == (1, [whole])


def test_each_reader_is_told_of_a_move_once_by_the_first_alarm_they_may_see(store, three):
    whole, west, _ = three
    people = [someone("all", {}), someone("west", {"team": ("West",)})]
    assert plan_notices(store, people, now=NOW) == 2
    raised(store, "later", low=3, high=9, now=LATER, team="West", channel="chat")
    raised(store, "east", low=3, high=9, now=LATER, team="East")
    assert plan_notices(store, [*people, someone("east", {"team": ("East",)})], now=LATER) == 1
    assert [one["thing"] for one in notices_of(store, "all")] == [f"signal:{whole}"]
    assert [one["thing"] for one in notices_of(store, "west")] == [f"signal:{west}"]
    assert len(notices_of(store, "east")) == 1


def test_what_moved_at_another_time_or_the_other_way_is_another_move(store, three):
    later = raised(store, "another time", low=20, high=24)
    better = raised(store, "the other way", direction="up")
    gather_moves(store, now=NOW)
    assert set(listed(store, {})) == {three[0], later, better}


def test_one_that_is_taken_out_stays_out_with_its_history(store, three):
    whole, west, _ = three
    act.set_apart(store, west, scope={}, who="director", now=NOW)
    gather_moves(store, now=NOW)
    assert set(listed(store, {})) == {whole, west}
    found = act.signal(store, west, scope={}, now=NOW)
    assert [one.what for one in found.history] == ["raised", "grouped", "set apart"]
    assert (found.led_by, found.same_move) == (None, ())
    with pytest.raises(StoreError):
        act.set_apart(store, west, scope={}, who="director", now=NOW)
    with pytest.raises(UnknownNameError):
        act.set_apart(store, whole, scope={"team": ("West",)}, who="leader", now=NOW)


def test_what_is_done_with_the_one_that_leads_holds_for_the_move_and_it_goes_on_leading(
    store, three
):
    whole = three[0]
    act.dismiss(store, whole, scope={}, reason="Known", who="director", now=NOW)
    raised(store, "stronger", customers=900, channel="chat")
    gather_moves(store, now=NOW)
    assert listed(store, {}) == []
    found = act.signal(store, whole, scope={}, now=NOW)
    assert len(found.same_move) == 3
    assert found.led_by is None


def test_a_worker_that_died_between_gathering_and_ordering_is_made_good(store, three):
    whole = three[0]
    stronger = raised(store, "stronger", customers=900, channel="chat")
    with store.truth.transaction():
        moves.join(store.truth, stronger, moves.move_of(store.truth, whole))
    assert listed(store, {}) == [whole]
    gather_moves(store, now=NOW)
    assert listed(store, {}) == [stronger]
    assert act.signal(store, whole, scope={}, now=NOW).led_by.id == stronger


def test_where_it_moved_is_told_as_far_as_the_reader_sees(store, three):
    whole, west, _ = three
    move = moves.move_of(store.truth, whole)
    places = [{"team": "West", "region": "North"}, {"region": "South"}]
    with store.truth.transaction():
        moves.arrange(store.truth, move, list(three), places=places, now=NOW)
    assert act.signal(store, whole, scope={}, now=NOW).moved.places == tuple(places)
    assert act.signal(store, west, scope={"team": ("West",)}, now=NOW).moved.places == (places[0],)
