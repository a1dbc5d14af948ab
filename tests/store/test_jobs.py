"""Jobs as the table keeps them, on both databases."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from luister.errors import StoreError
from luister.store import job_care, jobs
from luister.store.doctor import findings
from luister.store.home import Store

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
LEASE = timedelta(seconds=30)


def claimed(store, *kinds, now=NOW, worker="one"):
    return jobs.claim(store, kinds=kinds or ("write",), now=now, lease=LEASE, worker=worker)


def enqueued(store, payload=None, **given):
    return jobs.enqueue(store.truth, "write", payload or {}, **{"now": NOW, **given})


def test_a_job_is_claimed_once_and_done(store):
    number = enqueued(store, {"row": 7})
    job = claimed(store)
    assert (job.id, job.payload, job.attempts) == (number, {"row": 7}, 1)
    assert claimed(store, worker="two") is None
    assert jobs.finish(store, job, now=NOW)
    assert jobs.job_of(store, number).state == "done"


def test_a_job_waits_until_it_is_due_and_the_longest_due_comes_first(store):
    later, sooner = NOW + timedelta(hours=2), NOW + timedelta(hours=1)
    last, first = enqueued(store, due_at=later), enqueued(store, due_at=sooner)
    assert claimed(store) is None
    assert [claimed(store, now=later).id for _ in range(2)] == [first, last]


def test_a_worker_takes_only_the_kinds_it_knows(store):
    enqueued(store)
    assert claimed(store, "other") is None


def test_a_job_that_is_asked_for_twice_is_there_once_until_it_is_done(store):
    assert enqueued(store, dedupe="a") is not None
    assert enqueued(store, dedupe="a") is None
    job = claimed(store)
    assert enqueued(store, dedupe="a") is None
    jobs.finish(store, job, now=NOW)
    assert enqueued(store, dedupe="a") is not None


def test_a_job_of_a_transaction_that_fails_was_never_there(store):
    def break_off():
        with store.truth.transaction():
            enqueued(store)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        break_off()
    assert claimed(store) is None


def test_a_lease_that_is_over_gives_the_job_to_another_who_alone_may_finish(store):
    number = enqueued(store)
    lost = claimed(store, worker="killed")
    assert claimed(store, now=NOW + timedelta(seconds=29), worker="two") is None
    held = claimed(store, now=NOW + timedelta(seconds=31), worker="two")
    assert (held.id, held.attempts) == (number, 2)
    assert not jobs.renew(store, lost, now=NOW, lease=LEASE)
    assert not jobs.finish(store, lost, now=NOW)
    assert jobs.finish(store, held, now=NOW)


def test_a_renewed_lease_holds(store):
    enqueued(store)
    job = claimed(store)
    assert jobs.renew(store, job, now=NOW + timedelta(seconds=25), lease=LEASE, progress=0.4)
    assert claimed(store, now=NOW + timedelta(seconds=40), worker="two") is None
    assert jobs.job_of(store, job.id).progress == 0.4


def test_a_failing_job_waits_longer_each_time_and_fails_for_good(store):
    number, now, waits = enqueued(store), NOW, []
    for _attempt in range(jobs.MOST_ATTEMPTS):
        job = claimed(store, now=now)
        jobs.fail(store, job, error="No.", hint="Do.", now=now)
        found = jobs.job_of(store, number)
        waits.append((found.due_at - now).total_seconds())
        now = found.due_at
    assert waits[:-1] == [10, 60, 300, 1800]
    assert (found.state, found.error, found.hint) == ("failed", "No.", "Do.")
    assert claimed(store, now=NOW + timedelta(days=9)) is None


def test_chance_spreads_what_failed_together(store):
    due = []
    for chance in (0.0, 1.0):
        number = enqueued(store)
        jobs.fail(store, claimed(store), error="No.", hint="", now=NOW, chance=chance)
        due.append((jobs.job_of(store, number).due_at - NOW).total_seconds())
    assert due == [8, 12]


def test_a_job_that_takes_every_worker_down_is_given_up(store):
    number = enqueued(store)
    for attempt in range(jobs.MOST_ATTEMPTS):
        assert claimed(store, now=NOW + attempt * 2 * LEASE) is not None
    assert claimed(store, now=NOW + timedelta(days=1)) is None
    assert jobs.job_of(store, number).state == "failed"


def test_a_failed_job_is_tried_again_when_a_person_asks(store):
    number = enqueued(store, dedupe="a")
    for attempt in range(jobs.MOST_ATTEMPTS):
        now = NOW + timedelta(hours=attempt)
        jobs.fail(store, claimed(store, now=now), error="No.", hint="", now=now)
    other = enqueued(store, dedupe="a")
    with pytest.raises(StoreError, match="cannot be tried again"):
        jobs.retry(store, number, now=NOW)
    jobs.cancel(store, other, now=NOW)
    jobs.retry(store, number, now=NOW)
    assert claimed(store).attempts == 1


def test_a_job_that_waits_or_runs_is_cancelled_and_one_that_is_over_is_not(store):
    number = enqueued(store)
    jobs.cancel(store, number, now=NOW)
    assert claimed(store) is None
    with pytest.raises(StoreError, match="neither waits nor runs"):
        jobs.cancel(store, number, now=NOW)
    running = enqueued(store)
    job = claimed(store)
    jobs.cancel(store, running, now=NOW)
    assert not jobs.renew(store, job, now=NOW, lease=LEASE)
    assert not jobs.finish(store, job, now=NOW)
    assert jobs.job_of(store, running).state == "cancelled"


def test_a_duty_is_one_row_that_comes_back_at_its_next_turn(store):
    for _worker in range(2):
        jobs.plan_duties(store.truth, {"write": 60}, now=NOW)
    job = claimed(store, now=NOW + timedelta(seconds=5))
    assert claimed(store, now=NOW + timedelta(seconds=5), worker="two") is None
    jobs.finish(store, job, now=NOW + timedelta(seconds=6))
    found = jobs.job_of(store, job.id)
    assert (found.state, found.due_at) == ("waiting", NOW + timedelta(seconds=60))
    jobs.plan_duties(store.truth, {"write": 30}, now=NOW)
    assert [one.every for one in jobs.listed(store, states=("waiting",))] == [30]


def test_a_duty_is_woken_early_also_while_it_runs(store):
    jobs.plan_duties(store.truth, {"write": 3600}, now=NOW)
    job = claimed(store)
    jobs.wake(store.truth, "write", due_at=NOW + timedelta(seconds=2))
    jobs.finish(store, job, now=NOW + timedelta(seconds=1))
    again = claimed(store, now=NOW + timedelta(seconds=2))
    jobs.finish(store, again, now=NOW + timedelta(seconds=3))
    assert claimed(store, now=NOW + timedelta(seconds=4)) is None
    jobs.wake(store.truth, "write", due_at=NOW + timedelta(seconds=5))
    assert claimed(store, now=NOW + timedelta(seconds=5)) is not None


def test_a_duty_that_fails_is_never_given_up_and_tells_why(store):
    jobs.plan_duties(store.truth, {"write": 60}, now=NOW)
    now = NOW
    for _attempt in range(9):
        job = claimed(store, now=now)
        assert jobs.fail(store, job, error="No.", hint="", now=now) == "waiting"
        now = jobs.job_of(store, job.id).due_at
    assert jobs.job_of(store, job.id).error == "No."
    assert job_care.failures(store) == {"write": 1}
    jobs.finish(store, claimed(store, now=now), now=now)
    assert job_care.failures(store) == {}


def test_two_workers_at_once_do_each_job_once(store, home_folder):
    numbers = [enqueued(store) for _ in range(60)]
    done, others = [], [Store(home_folder), Store(home_folder)]

    def work(own, name):
        while job := claimed(own, worker=name):
            done.append(job.id)
            assert jobs.finish(own, job, now=NOW)

    threads = [
        threading.Thread(target=work, args=(own, str(place))) for place, own in enumerate(others)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for own in others:
        own.close()
    assert sorted(done) == numbers


def test_the_doctor_tells_of_failed_and_stuck_jobs(store):
    assert all(one.is_well for one in findings(store, now=NOW))
    enqueued(store)
    for attempt in range(jobs.MOST_ATTEMPTS):
        now = NOW + timedelta(hours=attempt)
        jobs.fail(store, claimed(store, now=now), error="No.", hint="", now=now)
    enqueued(store)
    ill = [one.what for one in findings(store, now=NOW + timedelta(hours=1)) if not one.is_well]
    assert ill == ["Jobs that failed: 1 write.", "Jobs that no worker takes up: 1."]


def test_what_was_done_long_ago_is_let_go(store):
    enqueued(store)
    jobs.finish(store, claimed(store), now=NOW)
    kept = enqueued(store)
    assert job_care.tidy(store, before=NOW + timedelta(days=1)) == 1
    assert [one.id for one in jobs.listed(store, states=("waiting", "done"))] == [kept]
    assert job_care.counts(store) == {"waiting": 1}


def test_a_job_that_names_a_customer_goes_with_the_customer(store):
    enqueued(store, {"customer": "klant_7"})
    enqueued(store, {"customer": "klant-77"})
    assert [one["payload"] for one in job_care.of_customer(store.truth, "klant_7")] == [
        {"customer": "klant_7"}
    ]
    assert job_care.erase(store.truth, "klant_7") == 1
    assert job_care.counts(store) == {"waiting": 1}


def test_a_duty_that_is_woken_all_the_time_rests_between_two_starts(store):
    jobs.plan_duties(store.truth, {"write": 3600}, now=NOW)
    job = claimed(store)
    jobs.wake(store.truth, "write", due_at=NOW)
    jobs.finish(store, job, now=NOW)
    soon = NOW + jobs.REST / 2
    jobs.wake(store.truth, "write", due_at=soon)
    assert claimed(store, now=soon) is None
    assert claimed(store, now=NOW + jobs.REST) is not None


def test_the_first_waking_after_a_quiet_time_counts_at_once(store):
    jobs.plan_duties(store.truth, {"write": 3600}, now=NOW)
    jobs.finish(store, claimed(store), now=NOW)
    later = NOW + timedelta(seconds=20)
    assert claimed(store, now=later) is None
    jobs.wake(store.truth, "write", due_at=later)
    assert claimed(store, now=later) is not None
