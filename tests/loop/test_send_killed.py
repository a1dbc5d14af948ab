"""Ten thousand invitations and three times kill -9: none twice, none missing, as the mail server counts."""

import random
import time

import pytest
from tests.children import started
from tests.loop.invited import NOW, PLAN, add_contacts, plan_for
from tests.loop.sender import send_all
from tests.store.mail_server import mail_server

from luister.loop import ask
from luister.loop.ask import Selection
from luister.loop.reach import letters
from luister.loop.standing import Wish
from luister.store.home import Store

KILLS = 3
PEOPLE = {"sqlite": 10_000, "postgresql": 3_000}  # The same ways through both, so once in full.


def killed_once_it_sent(child, server, more):
    """Kills the sender at a moment by chance after it has sent so many more."""
    wanted = len(server.letters) + more
    while len(server.letters) < wanted:
        assert child.is_alive, "the sender was done before it could be killed"
        time.sleep(0.001)
    time.sleep(random.Random(more).random() / 100)
    child.kill()


@pytest.fixture
def people(request):
    return PEOPLE[request.node.callspec.params["home_folder"]]


@pytest.fixture
def invited_home(home_folder, people):
    store = Store(home_folder)
    plan_for(store, "relation", PLAN)
    add_contacts(store, people)
    wish = Wish(survey="relation", wave="w")
    result = ask.invite(store, wish, Selection(), now=NOW, rng=random.Random(1))
    assert result.invited == people
    store.close()
    return home_folder


def test_none_twice_and_none_missing_by_the_mail_servers_own_count(invited_home, people):
    with mail_server() as server:
        for kill in range(KILLS):
            sender = started(send_all, invited_home, server.port)
            killed_once_it_sent(sender, server, people * (12 + kill * 7) // 100)
        assert people * 0.3 < len(server.letters) < people
        assert started(send_all, invited_home, server.port).rest() == ["done"]
        counted = server.count()
        assert sum(counted.values()) == len(server.letters)
        assert [name for name, times in counted.items() if times > 1] == []
        assert len(set(server.recipients)) == len(counted) == people
    store = Store(invited_home)
    sent, unsure = (letters(store, state)[0] for state in ("sent", "unsure"))
    assert sent + unsure == people
    assert unsure <= KILLS
    store.close()
