"""A year is watched again by a job: what it found is kept for one scope, with its settings, and holds nobody."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.loop.moving import FELL_ON, NOW, bring_in
from tests.store.test_forms import filled, kept

from luister.errors import StoreError, UnknownNameError
from luister.estimates.watched import WarningSettings
from luister.events.replay import ReplayRequest
from luister.loop import collect, keep, run_again, work
from luister.loop.replay import replay
from luister.store import jobs

ALL = {}
NORTH = {"team": ("North",)}
TRIED = WarningSettings(alarms_per_year=6.0, dimensions={"": ("team",)})


@pytest.fixture
def fallen(store, tmp_path):
    bring_in(store, tmp_path)
    return store


def begun(store, scope=ALL, settings=TRIED):
    return run_again.begin(store, settings, scope=scope, now=NOW)


def work_on(store):
    return work.run_due(store, clock=lambda: NOW)


def test_a_worker_runs_the_year_and_what_it_found_is_kept_as_a_replay_finds_it(fallen):
    run = begun(fallen)
    assert run_again.progress_of(fallen, run, scope=ALL).found is None
    assert work_on(fallen) == 1
    done = run_again.newest(fallen, scope=ALL)
    assert (done.id, done.state, done.settings, done.made_at) == (run, "done", TRIED, NOW)
    there = replay(fallen, ReplayRequest(settings=TRIED))
    assert there.alarms
    assert done.found.raised == len(there.alarms)
    shown = [alarm for one in done.found.shown for alarm in one.alarms]
    assert sorted(shown, key=repr) == sorted(there.alarms, key=repr)
    course = done.found.shown[0]
    assert course.every == "week"
    assert course.points[0].period.first < FELL_ON < course.points[-1].period.last
    assert all(one.estimate for one in course.points)


def test_another_scope_sees_nothing_of_it_and_has_its_own(fallen):
    whole = begun(fallen)
    north = begun(fallen, NORTH)
    work_on(fallen)
    for number, other in ((whole, NORTH), (north, ALL), (whole, {"team": ()})):
        for act in (run_again.progress_of, run_again.cancel, run_again.again):
            more = {} if act is run_again.progress_of else {"now": NOW}
            with pytest.raises(UnknownNameError):
                act(fallen, number, scope=other, **more)
    assert run_again.newest(fallen, scope={"team": ("South",)}) is None
    assert list(run_again.runs_by_job(fallen, scope=NORTH).values()) == [north]
    found = run_again.progress_of(fallen, north, scope=NORTH).found
    at_all = run_again.progress_of(fallen, whole, scope=ALL).found
    counted = [sum(p.estimate.n for p in one.shown[0].points) for one in (found, at_all)]
    assert counted[0] < counted[1]


def test_the_same_is_run_once_at_a_time_and_other_settings_beside_it(fallen):
    assert begun(fallen) == begun(fallen)
    assert begun(fallen, settings=replace(TRIED, alarms_per_year=2.0)) != begun(fallen)


def test_cancelled_while_it_runs_it_keeps_nothing_and_tried_again_it_does(fallen):
    run = begun(fallen)
    job = jobs.claim(fallen, kinds=[run_again.KIND], now=NOW, lease=work.LEASE, worker="one")
    told = []
    run_again.carry_out(
        fallen, job.id, should_stop=lambda: len(told) == 3, tell=lambda share: told.append(share)
    )
    assert 0 < told[-1] < 1
    assert told == sorted(told)
    run_again.cancel(fallen, run, scope=ALL, now=NOW)
    assert not jobs.renew(fallen, job, now=NOW, lease=work.LEASE)
    halted = run_again.progress_of(fallen, run, scope=ALL)
    assert (halted.state, halted.found, work_on(fallen)) == ("cancelled", None, 0)
    run_again.again(fallen, run, scope=ALL, now=NOW)
    work_on(fallen)
    assert run_again.progress_of(fallen, run, scope=ALL).found.raised
    with pytest.raises(StoreError):
        run_again.again(fallen, run, scope=ALL, now=NOW)


def test_what_was_found_is_gone_once_answers_are_taken_away(fallen):
    run = begun(fallen)
    work_on(fallen)
    kept(fallen, filled("late", 9, customer="klant-1"))
    assert run_again.progress_of(fallen, run, scope=ALL).found, "more answers take nothing away"
    (number,) = [one.id for one in collect.imports(fallen)]
    collect.undo(fallen, number, now=NOW)
    stale = run_again.progress_of(fallen, run, scope=ALL)
    assert (stale.state, stale.is_stale, stale.found) == ("done", True, None)
    run_again.forget_old(fallen)
    assert fallen.truth.execute("SELECT found FROM store_replay_run") == [(None,)]
    fresh = begun(fallen)
    work_on(fallen)
    assert not run_again.progress_of(fallen, fresh, scope=ALL).is_stale
    keep.erase_customer(fallen, "klant-1", now=NOW)
    assert run_again.progress_of(fallen, fresh, scope=ALL).is_stale


def test_what_is_kept_hides_a_small_group_as_a_report_does(store, tmp_path):
    bring_in(store, tmp_path, a_day=0.4, days=400, fall=4.0)
    run = begun(store, NORTH)
    work_on(store)
    points = [
        p for one in run_again.progress_of(store, run, scope=NORTH).found.shown for p in one.points
    ]
    assert {point.is_hidden for point in points} == {True, False}
    assert all(point.estimate is None for point in points if point.is_hidden)


def test_without_answers_nothing_is_found_and_a_week_on_it_is_let_go(store):
    run = begun(store)
    work_on(store)
    assert run_again.progress_of(store, run, scope=ALL).found.series == 0
    store.truth.execute("DELETE FROM store_job")
    run_again.forget_old(store)
    assert store.truth.execute("SELECT count(*) FROM store_replay_run") == [(0,)]


def test_a_stretch_after_the_last_answer_holds_nothing(fallen):
    found = replay(fallen, ReplayRequest(first=NOW.date() + timedelta(days=40)))
    assert (found.series, found.days, found.alarms) == (0, 0, ())
    assert isinstance(found.first, date)


def test_a_metric_that_only_counts_is_refused_with_a_hint(fallen):
    with pytest.raises(UnknownNameError, match="responses is not watched"):
        replay(fallen, ReplayRequest(metric="responses"))
