"""Watching raises what moved once, with its signal; a replay says what would have been raised."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.children import killed_after, started
from tests.loop.moving import FELL_ON, NOW, bring_in, watch_for_ever

from luister.errors import LuisterError, UnknownNameError
from luister.estimates.report import ReportRequest
from luister.estimates.watched import WarningSettings
from luister.events.replay import ReplayRequest
from luister.loop import watch
from luister.loop.measure import report
from luister.loop.replay import replay
from luister.loop.show_moves import series_as_shown
from luister.loop.tell_moves import replay_told, whole_series_told
from luister.store.home import Store

BY_TEAM = ReplayRequest(metric="mark", by=("team",), first=NOW.date() - timedelta(days=60))


@pytest.fixture(scope="module")
def fallen(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fallen")
    store = Store(folder / "home")
    bring_in(store, folder)
    yield store
    store.close()


def signals(store):
    return store.truth.execute("SELECT key, kind, team, metric FROM store_signal ORDER BY key")


def test_a_fall_is_raised_once_with_its_place_its_days_and_its_signal(fallen):
    found = watch.watch(fallen, now=NOW)
    team = [one for one in found.alarms if one.group == {"team": "North"}]
    assert len(team) == 1
    assert team[0].direction == "down"
    assert team[0].changed_low <= FELL_ON <= team[0].changed_high
    assert team[0].before.value - team[0].after.value > 1
    assert team[0].change.high < 0
    assert ("alarm", "North", "mark") in [row[1:] for row in signals(fallen)]
    fallen.looked = (None, 0)
    assert watch.watch(fallen, now=NOW).alarms == ()
    assert watch.watch(fallen, now=NOW + timedelta(days=1)).alarms == ()
    assert len(signals(fallen)) == len(found.alarms)


def test_who_sees_which_alarm_follows_from_the_scope(fallen):
    watch.watch(fallen, now=NOW)
    everything = watch.alarms(fallen, scope={})
    assert {one.group.get("team") for one in everything} == {None, "North"}
    mine = watch.alarms(fallen, scope={"team": ("North",)})
    assert [one.group for one in mine] == [{"team": "North"}]
    assert watch.alarms(fallen, scope={"team": ("South",)}) == ()
    assert watch.alarms(fallen, scope={"team": ()}) == ()
    assert watch.alarms(fallen, scope={"employee": ("4711",)}) == ()
    assert watch.alarm(fallen, mine[0].id, scope={"team": ("North",)}) == mine[0]
    with pytest.raises(UnknownNameError):
        watch.alarm(fallen, mine[0].id, scope={"team": ("South",)})


def test_an_alarm_tells_no_number_from_which_a_small_group_beside_it_follows(
    sqlite_store, tmp_path
):
    bring_in(sqlite_store, tmp_path, thin_days=25)
    raised = watch.watch(sqlite_store, now=NOW).alarms
    found = replay(sqlite_store, BY_TEAM)
    north = [one for one in (*raised, *found.alarms) if one.group == {"team": "North"}]
    assert len(north) == 2
    assert {(one.before, one.after, one.change) for one in north} == {(None, None, None)}
    told = [one for one in replay_told(found)["alarms"] if one["group"] == {"team": "North"}]
    hidden = {"value": None, "low": None, "high": None, "n": None}
    assert [(one["before"], one["after"]) for one in told] == [(hidden, hidden)]
    details = sqlite_store.truth.execute("SELECT details FROM store_signal WHERE team = 'North'")
    assert '"after": null' in details[0][0]


def test_a_replay_has_the_shape_that_scripts_rely_on(fallen):
    told = replay_told(replay(fallen, BY_TEAM))
    assert list(told) == ["alarms_per_year", "series", "days", "alarms", "watched"]
    assert (told["series"], told["days"]) == (2, 61)
    north = next(one for one in told["alarms"] if one["group"] == {"team": "North"})
    assert list(north) == [
        "metric",
        "group",
        "raised_on",
        "direction",
        "changed_on",
        "changed_low",
        "changed_high",
        "before",
        "after",
    ]
    assert list(north["before"]) == ["value", "low", "high", "n"]
    assert [one["drop"] for one in told["watched"][0]["delays"]] == [0.3, 0.5, 1.0]


def test_fewer_false_alarms_cost_days(fallen):
    loose, tight = (
        replay(fallen, replace(BY_TEAM, alarms_per_year=rate)).watched for rate in (12, 2)
    )
    for one, other in zip(loose, tight, strict=True):
        assert one.threshold < other.threshold
        for soon, late in zip(one.delays, other.delays, strict=True):
            assert (soon.days or 366) <= (late.days or 366)
        assert one.delays[-1].days < other.delays[-1].days


def test_a_replay_sees_only_what_the_scope_lets_see(fallen):
    found = replay(fallen, replace(BY_TEAM, scope={"team": ("South",)}))
    assert [one.group for one in found.watched] == [{"team": "South"}]


def test_a_level_and_all_that_tells_of_answers_is_hidden_where_a_report_hides_the_group_or_one_beside_it(
    sqlite_store, tmp_path
):
    bring_in(
        sqlite_store, tmp_path, fall=0, teams=("North", "South", "West"),
        thin_days=151, silent_days=148,
    )  # fmt: skip
    cuts = WarningSettings(dimensions={"": ("team",)}, metrics=("mark",), least_answers=12)
    watch.keep_settings(sqlite_store, cuts, now=NOW)
    today = NOW.date()
    found = watch.watched(sqlite_store, scope={}, today=today)
    shown = series_as_shown(sqlite_store, found, scope={}, today=today)
    levels = {one.group.get("team", ""): one.baseline for one in shown}
    by_team = ReportRequest(metric="mark", by=("team",), first=today - timedelta(days=364))
    rows = report(sqlite_store, by_team, today=today).rows
    hidden = {row.group["team"] for row in rows if row.suppressed}
    assert "West" in hidden
    assert len(hidden) > 1, "the whole would give the small one away"
    assert {team for team in levels if team and levels[team] is None} == hidden
    assert [one.group for one in found if one.baseline is None] == [{"team": "West"}]
    for one, whole in zip(shown, found, strict=True):
        if one.group.get("team") in hidden:
            assert one == replace(
                whole, answers_per_day=None, answers=None, threshold=None, baseline=None, delays=()
            )
            told = whole_series_told(one)
            assert told["answers"] is told["answers_per_day"] is told["threshold"] is None
            assert told["delays"] == []
        else:
            assert one == whole


def test_a_home_without_answers_has_nothing_to_watch(sqlite_store):
    assert watch.watch(sqlite_store, now=NOW).series == 0


def test_settings_are_kept_and_checked(store):
    chosen = WarningSettings(alarms_per_year=2, dimensions={"": ("team",)}, metrics=("nps",))
    watch.keep_settings(store, chosen, now=NOW)
    assert watch.settings(store) == chosen
    for wrong in (
        replace(chosen, alarms_per_year=0),
        replace(chosen, metrics=("none",)),
        replace(chosen, dimensions={"": ("planet",)}),
        replace(chosen, strictness="deaf"),
    ):
        with pytest.raises(LuisterError):
            watch.keep_settings(store, wrong, now=NOW)
    assert watch.settings(store) == chosen


def test_a_group_that_stops_answering_is_its_own_alarm_once(sqlite_store, tmp_path):
    bring_in(sqlite_store, tmp_path, fall=0, silent_days=9)
    before = watch.watch(sqlite_store, now=NOW - timedelta(days=12))
    assert before.silences == ()
    found = watch.watch(sqlite_store, now=NOW)
    assert [one.group for one in found.silences] == [{"team": "South"}]
    assert found.silences[0].received == 0
    assert [row[1] for row in signals(sqlite_store)].count("silence") == 1
    assert watch.watch(sqlite_store, now=NOW + timedelta(days=1)).silences == ()


def test_killed_at_any_moment_no_alarm_comes_twice_and_none_is_lost(home_folder, tmp_path):
    store = Store(home_folder)
    bring_in(store, tmp_path)
    connect_to(store)
    chance = random.Random(3)
    for _ in range(2):
        killed_after(started(watch_for_ever, home_folder), chance.uniform(0, 0.8))
    watch.watch(store, now=NOW)
    keys = [key for key, *_ in signals(store)]
    alarms = store.truth.execute("SELECT key, signal FROM store_alarm ORDER BY key")
    told = store.truth.execute(
        "SELECT count(*) FROM store_webhook_delivery WHERE type = 'alarm.raised'"
    )
    assert [key for key, _ in alarms] == keys
    assert None not in [signal for _, signal in alarms]
    assert told == [(len(keys),)]
    assert [one.group for one in watch.alarms(store, scope={"team": ("North",)})] == [
        {"team": "North"}
    ]
    store.close()


def connect_to(store):
    """Another system that wants to hear of alarms."""
    store.truth.execute(
        "INSERT INTO store_webhook (url, name, types, state, nonce, digest, made_at) "
        "VALUES ('https://example.org/hook', 'hook', '[]', 'on', 'n', 'd', '2026-01-01')"
    )
