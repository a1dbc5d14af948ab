"""The real tracking libraries send to a running server; what they say leads to a letter."""

import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.node import NODE, install
from tests.store.mail_server import mail_server
from tests.whole.running import clean_environment, serving

from luister.loop import connect, design, standing
from luister.store.home import Store

CLIENTS = Path(__file__).parent / "clients"
CASES = [
    pytest.param(library, packed, id="-".join((library, *packed)))
    for library in ("segment", "rudder", "posthog")
    for packed in ((), ("gzip",))
]
FROM_SEGMENT = {"page", "identify", "Order delivered", "group", "screen", "alias"}
NAMES = {
    "segment": FROM_SEGMENT,
    "rudder": FROM_SEGMENT,
    "posthog": {"Order delivered", "$create_alias", "$groupidentify"},
}


@pytest.fixture(scope="module")
def post():
    with mail_server() as server:
        yield server


@pytest.fixture(scope="module")
def home(tmp_path_factory, post, served_home):
    folder = shutil.copytree(served_home, tmp_path_factory.mktemp("tracked") / "home")
    (folder / "luister.toml").write_text(
        f'[mail]\nhost = "127.0.0.1"\nport = {post.port}\nsender = "luister@example.org"\n'
    )
    return folder


@pytest.fixture(scope="module")
def address(home):
    with serving(home) as found:
        yield found


@pytest.fixture(scope="module")
def beside(home, address):
    """The store of the home on which the server runs."""
    store = Store(home)
    yield store
    store.close()


def sent_by(store, address, program, folder):
    """The sources as which the libraries have sent, packed and not: all at once, for each then waits for its letter."""
    sources, sending = {}, []
    for library, packed in (one.values for one in CASES):
        made = connect.add_source(
            store, library, "tracking", mapping="", signing_secret="", now=datetime.now(UTC)
        )
        key = connect.make_key(store, made.id, now=datetime.now(UTC))
        ask_after_an_order(store, made.id, datetime.now(UTC))
        words = [*program, library, address, key, str(made.id), *packed]
        sending.append(
            subprocess.Popen(
                words, cwd=folder, env=clean_environment(), stderr=subprocess.PIPE, text=True
            )
        )
        sources[library, *packed] = made
    for one in sending:
        complained = one.communicate(timeout=120)[1]
        assert one.returncode == 0, complained
        assert "rror" not in complained, complained
    return sources


@pytest.fixture(scope="module")
def by_python(beside, address):
    return sent_by(beside, address, [sys.executable, "send.py"], CLIENTS)


@pytest.fixture(scope="module")
def by_node(beside, address, made_once):
    folder = made_once("clients", lambda folder: install(CLIENTS, folder))
    return sent_by(beside, address, [NODE, "send.cjs"], folder)


def check(store, post, library, source):
    """What it sent stands in the store, once, and its customer got a letter."""
    rows = store.truth.execute(
        "SELECT name, occurred_at, customer FROM store_event WHERE source = ?",
        (source.event_source,),
    )
    assert NAMES[library] <= {name for name, _, _ in rows}
    assert connect.source_of(store, source.id).rejected == 0
    assert len(rows) == len({(name, at) for name, at, _ in rows})
    for name, at, customer in rows:
        assert abs(datetime.fromisoformat(at) - datetime.now(UTC)) < timedelta(minutes=2)
        assert (customer is None) == (name == "$groupidentify")
    assert len({customer for _, _, customer in rows if customer is not None}) == 1
    assert "/s/" in letter_about(post, f"order-{source.id}")


def ask_after_an_order(store, order, now):
    """Publishes a survey that is asked at once after this order."""
    survey = f"order-{order}"
    asked = design.renamed(design.presets()[0], survey)
    design.keep_draft(store, asked, now=now)
    design.publish(store, survey, now=now)
    words = {
        "subject": survey,
        "text": "Dag {name}, {link}",
        "button": "Antwoord",
        "unsubscribe": "Geen post meer",
        "nameless": "klant",
    }
    window = {"first": "00:00", "last": "23:59", "days": [0, 1, 2, 3, 4, 5, 6]}
    plan = {"messages": {"nl": words, "en": words}, "reminders": 0, "window": window}
    standing.set_plan(store, survey, standing.plan_from(plan))
    # The same customer orders each time.
    standing.set_rest_rules(store, ())
    trigger = connect.Trigger(
        f"after {survey}",
        "tracked",
        "Order delivered",
        survey,
        wait=timedelta(0),
        conditions=(connect.Condition("property.order", "is", str(order)),),
    )
    connect.keep_trigger(store, None, trigger, now=now)


def letter_about(post, subject):
    """The text of the one letter with this subject, once the server's workers have sent it."""
    for _ in range(240):
        letters = [one for one in post.mails() if one["Subject"] == subject]
        if letters:
            assert [one["To"] for one in letters] == ["an@example.org"]
            return letters[0].get_body(("plain",)).get_content()
        time.sleep(0.25)
    raise AssertionError(f"no letter about {subject}")


@pytest.mark.parametrize(("library", "packed"), CASES)
def test_the_python_libraries_are_heard(beside, post, by_python, library, packed):
    check(beside, post, library, by_python[library, *packed])


@pytest.mark.parametrize(("library", "packed"), CASES)
def test_the_npm_libraries_are_heard(beside, post, by_node, library, packed):
    check(beside, post, library, by_node[library, *packed])
