"""Kill -9 at every step of telling people: no notice twice, none lost, as the mail server counts."""

import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.store.mail_server import mail_server
from tests.web.digests.teller import MOMENTS
from tests.whole.running import clean_environment

from luister.store.home import Store

ROOT = Path(__file__).parents[3]
MONDAY = datetime(2026, 11, 30, 9, tzinfo=UTC)
EXPECTED = {
    ("director@example.org", "digest"),
    ("director@example.org", "alarm"),
    ("north@example.org", "digest"),
    ("north@example.org", "alarm"),
    ("north@example.org", "case"),
}
"""All that is to be told of what happened in Noord, and to whom; to the leader of Zuid nothing."""
NOBODY_CAN_TELL = {"when the dot is noted and not sent": 0, "when the dot is sent": 1}
"""Moments after which one notice stands as perhaps sent, and how often it came: the price of never twice."""


class Told:
    """A home, a mail server that counts, and processes that tell people."""

    def __init__(self, folder, server, process):
        self.folder, self.server, self.process = folder, server, process

    def run(self, now, moment=""):
        """How a process that tells people at this time ended."""
        self.process.stdin.write(f"{now.isoformat()}\t{moment}\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def came(self, before):
        """How often each letter came, by receiver and kind, after the `before` that had come."""
        mails = self.server.mails()[before:]
        return Counter((one["To"], _kind(one["Subject"])) for one in mails)

    def states(self, now):
        """How many of the notices made at that time stand as what."""
        store = Store(self.folder)
        rows = store.truth.execute(
            "SELECT state, count(*) FROM store_notice WHERE reader <> '' AND made_at >= ? "
            "AND state <> 'nothing' GROUP BY state",
            (now.strftime("%Y-%m-%d"),),
        )
        store.close()
        return dict(rows)


def _kind(subject):
    if subject.startswith("Luister:"):
        return "digest"
    return "case" if subject.startswith("Case") else "alarm"


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    folder = tmp_path_factory.mktemp("told") / "home"
    folder.mkdir()
    with mail_server() as server:
        (folder / "luister.toml").write_text(
            f'[mail]\nhost = "127.0.0.1"\nport = {server.port}\nsender = "l@example.org"\n'
        )
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.web.digests.teller", str(folder)],
            cwd=ROOT,
            env=clean_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        yield Told(folder, server, process)
        process.stdin.close()
        process.wait()


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_no_notice_comes_twice_and_none_is_lost(told, moment):
    now, before = MONDAY + timedelta(weeks=list(MOMENTS).index(moment)), len(told.server.letters)
    assert told.run(now, moment) == -9
    assert told.run(now) == 0
    unsure = int(moment in NOBODY_CAN_TELL)
    missing = unsure - NOBODY_CAN_TELL.get(moment, 0)
    wait_for(told.server, before + len(EXPECTED) - missing)
    found = told.came(before)
    assert set(found.values()) == {1}
    assert set(found) <= EXPECTED
    assert len(EXPECTED - set(found)) == missing
    sent = {"sent": len(EXPECTED) - unsure}
    assert told.states(now) == (sent | {"unsure": unsure} if unsure else sent)
    assert told.run(now + timedelta(hours=1)) == 0
    assert told.came(before) == found


def wait_for(server, letters):
    """A process that died right after the dot leaves it on its way for an instant."""
    ends = time.monotonic() + 10
    while len(server.letters) < letters and time.monotonic() < ends:
        time.sleep(0.01)
