"""A sample is invited by a job: broken off, cancelled and tried again, everybody is invited once."""

import threading
from datetime import timedelta

import pytest
from tests.children import killed_after, started
from tests.loop.invited import NOW, add_contacts, plan_for
from tests.loop.inviter import carry_out_all

from luister.errors import MappingError, StoreError
from luister.invitations.sample import Sample
from luister.loop import contacts, invite, reach, work
from luister.loop.ask import Selection
from luister.loop.standing import Wish
from luister.store import jobs
from luister.store.home import Store

WISH = Wish(survey="relation", wave="2026-11")


@pytest.fixture
def parts(monkeypatch):
    monkeypatch.setattr(invite, "_AT_ONCE", 10)


def begun(store, count=45, selection=None, **more):
    plan_for(store, "relation")
    add_contacts(store, count)
    return invite.begin(store, WISH, selection or Selection(), seed=7, now=NOW, **more)


def work_on(store, after=0):
    return work.run_due(store, clock=lambda: NOW + timedelta(hours=after))


def until(store, run, parts):
    """Carries so many parts out, then is told to stop."""
    job, stop = invite.progress_of(store, run).job, threading.Event()
    told = []

    def tell(share):
        told.append(share)
        if len(told) == parts:
            stop.set()

    invite.carry_out(store, job, now=lambda: NOW, should_stop=stop.is_set, tell=tell)
    return told


def test_a_worker_invites_the_sample_and_tells_what_came_of_it(store, parts):
    run = begun(store, selection=Selection(sample=Sample(most=25)))
    assert invite.progress_of(store, run).state == "waiting"
    assert work_on(store) == 1
    done = invite.progress_of(store, run)
    assert (done.state, done.drawn, done.invited, done.share) == ("done", 25, 25, 1.0)
    assert reach.reach(store).invited == 25


def test_one_wave_is_begun_once_and_later_finds_everybody_invited(store, parts):
    run = begun(store)
    assert begun(store) == run
    work_on(store)
    second = begun(store)
    work_on(store)
    again = invite.progress_of(store, second)
    assert (again.invited, again.held_back) == (0, {"already-invited": 45})


def test_broken_off_it_goes_on_where_it_was_and_counts_everybody_once(store, parts):
    run = begun(store)
    assert until(store, run, 2) == [10 / 45, 20 / 45]
    assert invite.progress_of(store, run).invited == 20
    work_on(store)
    done = invite.progress_of(store, run)
    assert (done.invited, done.held_back) == (45, {})
    assert reach.reach(store).asks == 45


def test_cancelled_while_it_runs_it_stops_and_tried_again_it_goes_on(store, parts):
    run = begun(store)
    job = jobs.claim(store, kinds=[invite.KIND], now=NOW, lease=work.LEASE, worker="one")
    until(store, run, 1)
    invite.cancel(store, run, now=NOW)
    assert not jobs.renew(store, job, now=NOW, lease=work.LEASE)
    assert work_on(store) == 0
    assert invite.progress_of(store, run).state == "cancelled"
    invite.again(store, run, now=NOW)
    work_on(store)
    assert invite.progress_of(store, run).invited == 45
    with pytest.raises(StoreError):
        invite.again(store, run, now=NOW)


def test_killed_at_any_moment_nobody_is_sampled_twice_and_none_is_missing(home_folder):
    store = Store(home_folder)
    run = begun(store, 900, Selection(sample=Sample(most=840)))
    job = invite.progress_of(store, run).job
    for wait in (0.0, 0.005, 0.01):
        killed_after(started(carry_out_all, home_folder, job, 60), wait, lines=1)
    assert 180 <= invite.progress_of(store, run).done < 840
    work_on(store)
    done = invite.progress_of(store, run)
    kept = store.truth.execute(
        "SELECT count(*), count(DISTINCT customer) FROM store_ask WHERE survey = 'relation'"
    )
    letters = store.truth.execute("SELECT count(*), count(DISTINCT token) FROM store_letter")
    store.close()
    assert (done.state, done.drawn, done.invited, done.held_back) == ("done", 840, 840, {})
    assert kept == letters == [(840, 840)]


def test_a_worker_that_was_overtaken_keeps_nothing(store, parts):
    run = begun(store)
    job = invite.progress_of(store, run).job

    def overtaken():
        if invite.progress_of(store, run).done == 10:
            until(store, run, 4)
        return False

    with pytest.raises(StoreError, match="Another worker"):
        invite.carry_out(
            store, job, now=lambda: NOW, should_stop=overtaken, tell=lambda _share: None
        )
    assert reach.reach(store).asks == invite.progress_of(store, run).invited == 45


def test_where_contacts_changed_meanwhile_nobody_is_invited_twice(store, parts):
    run = begun(store)
    until(store, run, 2)
    contacts.keep(store, [{"key": "new", "email": "new@example.org"}], now=NOW)
    work_on(store)
    done = invite.progress_of(store, run)
    assert (done.drawn, done.invited, done.held_back) == (46, 46, {"already-invited": 20})


def test_without_words_nothing_is_begun(store):
    with pytest.raises(MappingError):
        invite.begin(store, WISH, Selection(), seed=1, now=NOW)
    assert work_on(store) == 0


def test_runs_are_let_go_with_their_jobs(store, parts):
    run = begun(store, count=3)
    work_on(store)
    store.truth.execute("DELETE FROM store_job")
    invite.forget_old(store)
    assert invite.newest(store, "relation") is None
    assert store.truth.execute("SELECT count(*) FROM store_invite_run") == [(0,)]
    assert run
