"""Workers do what was put off: on both databases, and after kill -9."""

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from tests import children as children_of
from tests.loop import worker

from luister.errors import StoreError
from luister.loop import oversee_jobs, run_again, work
from luister.store import jobs

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def at(moment):
    return lambda: moment


def test_all_that_is_due_is_done_in_order(store):
    seen = []
    for row in (1, 2, 3):
        jobs.enqueue(store.truth, "note", {"row": row}, now=NOW)
    jobs.enqueue(store.truth, "note", {"row": 9}, now=NOW, due_at=NOW + timedelta(seconds=1))
    handlers = {"note": lambda _store, payload, _work: seen.append(payload["row"])}
    assert work.run_due(store, handlers, clock=at(NOW)) == 3
    assert seen == [1, 2, 3]
    assert oversee_jobs.counts(store) == {"done": 3, "waiting": 1}


def test_what_is_wrong_and_its_cure_are_kept_with_the_job(store):
    def refuse(_store, _payload, _work):
        raise StoreError("The disk is full.", hint="Make room.")

    number = jobs.enqueue(store.truth, "note", {}, now=NOW)
    work.run_due(store, {"note": refuse}, clock=at(NOW))
    found = jobs.job_of(store, number)
    assert (found.state, found.error, found.hint) == ("waiting", "The disk is full.", "Make room.")


def test_what_nobody_foresaw_stays_out_of_the_page_and_stops_no_worker(store, caplog):
    def break_down(_store, _payload, _work):
        raise KeyError("jan@example.org")

    number = jobs.enqueue(store.truth, "break", {}, now=NOW)
    jobs.enqueue(store.truth, "note", {}, now=NOW)
    handlers = {"break": break_down, "note": lambda *_given: None}
    assert work.run_due(store, handlers, clock=at(NOW)) == 2
    assert jobs.job_of(store, number).error == "Something nobody foresaw: KeyError."
    assert "broke" in caplog.text


def test_progress_is_kept_and_a_job_that_was_told_to_stop_comes_back(store):
    stop, seen = threading.Event(), []

    def half(own, _payload, task):
        task.progress(0.5)
        seen.append(jobs.job_of(own, task.job.id).progress)
        stop.set()
        assert task.should_stop()

    number = jobs.enqueue(store.truth, "half", {}, now=NOW)
    worker = work.Worker("one", at(NOW), at(0.5), {"half": half}, {})
    work.serve_jobs(store, stop, worker)
    found = jobs.job_of(store, number)
    assert (seen, found.state, found.attempts) == ([0.5], "waiting", 0)


def test_a_worker_that_lost_its_job_is_told_so(store):
    def slow(own, _payload, task):
        later = NOW + timedelta(minutes=1)
        jobs.claim(own, kinds=["slow"], now=later, lease=work.LEASE, worker="two")
        task.renew()
        assert task.should_stop()

    number = jobs.enqueue(store.truth, "slow", {}, now=NOW)
    work.run_due(store, {"slow": slow}, clock=at(NOW))
    assert jobs.job_of(store, number).worker == "two"


def test_every_duty_has_a_handler():
    assert set(work.EVERY) <= set(work.HANDLERS)
    assert all(seconds > 0 for seconds in work.EVERY.values())


def test_a_long_job_holds_up_no_duty_and_only_one_is_done_at_a_time(store):
    begun = []
    has_begun, go_on, short, stop = (threading.Event() for _ in range(4))

    def long(_store, payload, task):
        begun.append(payload["row"])
        has_begun.set()
        while not (go_on.is_set() or task.should_stop()):
            time.sleep(0.005)

    handlers = {run_again.KIND: long, "turn": lambda *_given: short.set()}
    for row in (1, 2):
        jobs.enqueue(store.truth, run_again.KIND, {"row": row}, now=NOW)
    worker = work.Worker("one", at(NOW), lambda: 0.5, handlers, {"turn": 60})
    serving = threading.Thread(target=work.serve_jobs, args=(store, stop, worker))
    serving.start()
    try:
        assert has_begun.wait(20)
        assert short.wait(20), "the duty waited for the long job"
        assert begun == [1]
        go_on.set()
        until = time.monotonic() + 20
        while oversee_jobs.counts(store).get("done", 0) < 2 and time.monotonic() < until:
            time.sleep(0.02)
    finally:
        stop.set()
        serving.join()
    assert begun == [1, 2]
    assert oversee_jobs.counts(store)["done"] == 2


@pytest.fixture
def started(home_folder):
    children = []

    def start(name):
        children.append(children_of.started(worker.work, home_folder, name))
        return children[-1]

    yield start
    for child in children:
        child.kill()


def test_a_job_survives_kill_9_of_its_worker(store, started):
    jobs.enqueue(store.truth, "long", {"row": 4711}, now=datetime.now(UTC))
    child = started("killed")
    assert child.hear.recv() == "begun 4711"
    child.kill()
    done = []
    handlers = {"long": lambda _store, payload, _work: done.append(payload["row"])}
    assert work.run_due(store, handlers, clock=lambda: datetime.now(UTC)) == 0, "the lease holds"
    after = datetime.now(UTC) + work.LEASE
    assert work.run_due(store, handlers, clock=at(after), worker="next") == 1
    assert done == [4711]


def test_two_workers_do_each_turn_of_a_duty_once(store, started):
    began = time.monotonic()
    for name in ("one", "two"):
        started(name)
    while oversee_jobs.counts(store).get("waiting", 0) < 3:
        assert time.monotonic() - began < 60, "the duty did not come back"
        time.sleep(0.02)
    # A turn a second at most, and one at once when the duty is planned.
    assert oversee_jobs.counts(store)["waiting"] <= time.monotonic() - began + 2
