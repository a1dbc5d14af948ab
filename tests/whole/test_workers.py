"""The server does jobs itself; where it is told not to, `luister work` does them."""

import json
import signal
import time
from datetime import UTC, datetime

import pytest
from tests.whole.running import by_hand, luister, luister_json, serving

from luister.loop import oversee_jobs
from luister.store import jobs
from luister.store.home import Store


def now():
    return datetime.now(UTC)


def wait_until(is_so):
    ends = time.monotonic() + 40
    while not is_so():
        assert time.monotonic() < ends, "it did not come to pass within 40 s"
        time.sleep(0.1)


@pytest.fixture(params=["sqlite", "postgresql"])
def home(request, tmp_path):
    folder = tmp_path / "home"
    folder.mkdir()
    if request.param == "postgresql":
        address = request.getfixturevalue("postgres_address")
        (folder / "luister.toml").write_text(f'database = "{address}"\njobs = "elsewhere"\n')
    return folder


def test_jobs_are_done_by_the_server_or_by_workers_beside_it(home):
    is_elsewhere = (home / "luister.toml").exists()
    store = Store(home)
    jobs.enqueue(store.truth, "tidy_jobs", {}, now=now())
    with serving(home):
        if is_elsewhere:
            time.sleep(2)
            assert oversee_jobs.counts(store) == {"waiting": 1}, "the server left it alone"
            worker = by_hand(home, "work")
        wait_until(lambda: oversee_jobs.counts(store) == {"done": 1})
        wait_until(lambda: oversee_jobs.is_worked_on(store, now=now()))
        if is_elsewhere:
            worker.send_signal(signal.SIGTERM)
            assert worker.wait(20) == 0
    store.close()


def test_a_timer_may_call_for_what_is_due(tmp_path):
    home = tmp_path / "home"
    luister(home, "init")
    store = Store(home)
    jobs.enqueue(store.truth, "tidy_jobs", {}, now=now())
    assert luister_json(home, "work", "--once") == {"tried": 1}
    assert json.loads(luister(home, "doctor", "--json"))["well"] is True
    store.close()
