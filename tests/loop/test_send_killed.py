"""Ten thousand invitations and three times kill -9: none twice, none missing, as the mail server counts."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.loop.invited import NOW, PLAN, add_contacts, plan_for
from tests.store.mail_server import mail_server

from luister.loop import ask
from luister.loop.ask import Selection
from luister.loop.reach import letters
from luister.loop.standing import Wish
from luister.store.home import Store

ROOT = Path(__file__).parents[2]
PEOPLE, KILLS = 10_000, 3


def started(folder, port):
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.loop.sender", str(folder), str(port)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout.readline() == "ready\n"
    return child


def killed_once_it_sent(child, server, more):
    """Kills the sender at a moment by chance after it has sent so many more."""
    wanted = len(server.letters) + more
    while len(server.letters) < wanted:
        assert child.poll() is None, "the sender was done before it could be killed"
        time.sleep(0.001)
    time.sleep(random.Random(more).random() / 100)
    child.kill()
    child.wait()


@pytest.fixture
def invited_home(home_folder):
    store = Store(home_folder)
    plan_for(store, "relation", PLAN)
    add_contacts(store, PEOPLE)
    wish = Wish(survey="relation", wave="w")
    result = ask.invite(store, wish, Selection(), now=NOW, rng=random.Random(1))
    assert result.invited == PEOPLE
    store.close()
    return home_folder


def test_none_twice_and_none_missing_by_the_mail_servers_own_count(invited_home):
    with mail_server() as server:
        for kill in range(KILLS):
            killed_once_it_sent(started(invited_home, server.port), server, 1200 + kill * 700)
        before = len(server.letters)
        assert 3000 < before < PEOPLE
        last = started(invited_home, server.port)
        assert last.stdout.read() == "done\n"
        counted = server.count()
        assert sum(counted.values()) == len(server.letters)
        assert [name for name, times in counted.items() if times > 1] == []
        assert len(set(server.recipients)) == len(counted) == PEOPLE
    store = Store(invited_home)
    sent, unsure = (letters(store, state)[0] for state in ("sent", "unsure"))
    assert sent + unsure == PEOPLE
    assert unsure <= KILLS
    store.close()
