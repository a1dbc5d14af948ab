"""The real tracking libraries send to a running server; what they say leads to a letter."""

import hashlib
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.store.mail_server import mail_server
from tests.whole.running import clean_environment, serving

from luister.loop import connect, design, standing
from luister.store.home import Store

CLIENTS = Path(__file__).parent / "clients"
LIBRARIES = ["segment", "rudder", "posthog"]
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
def node_clients():
    """The folder with the npm libraries, installed once for each lock file."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("no Node.js on this machine: the npm libraries cannot send")
    lock = (CLIENTS / "package-lock.json").read_bytes()
    folder = (
        Path(tempfile.gettempdir()) / f"luister-clients-{hashlib.sha256(lock).hexdigest()[:12]}"
    )
    if not folder.exists():
        _install(npm, folder)
    shutil.copy(CLIENTS / "send.cjs", folder)
    return folder


def _install(npm, folder):
    with tempfile.TemporaryDirectory() as scratch:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(CLIENTS / name, scratch)
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        done = subprocess.run(command, cwd=scratch, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        shutil.move(scratch, folder)
        Path(scratch).mkdir()


def sent(command, folder=None):
    done = subprocess.run(
        command,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env=clean_environment(),
    )
    assert done.returncode == 0, done.stderr
    assert "rror" not in done.stderr, done.stderr


def check(home, address, post, library, send):
    """A source for one library; what it sends stands in the store once, and its customer gets a letter."""
    now = datetime.now(UTC)
    store = Store(home)
    try:
        source = connect.add_source(
            store, library, "tracking", mapping="", signing_secret="", now=now
        )
        key = connect.make_key(store, source.id, now=now)
        link = ask_after_an_order(store, f"order-{source.id}", now)
        send(address, key)
        rows = store.truth.execute(
            "SELECT name, occurred_at, customer FROM store_event WHERE source = ?",
            (source.event_source,),
        )
        assert NAMES[library] <= {name for name, _, _ in rows}
        assert connect.source_of(store, source.id).rejected == 0
        assert len(rows) == len({(name, at) for name, at, _ in rows})
        for name, at, customer in rows:
            assert abs(datetime.fromisoformat(at) - now) < timedelta(minutes=2)
            assert (customer is None) == (name == "$groupidentify")
        assert len({customer for _, _, customer in rows if customer is not None}) == 1
        assert link in letter_about(post, f"order-{source.id}")
    finally:
        store.close()


def ask_after_an_order(store, survey, now):
    """Publishes a survey that is asked at once after an order; returns how its personal links begin."""
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
    # The same customer orders in every test of this file.
    standing.set_rest_rules(store, ())
    trigger = connect.Trigger(
        f"after {survey}",
        "tracked",
        "Order delivered",
        survey,
        wait=timedelta(0),
        conditions=(connect.Condition("property.order", "is", "7"),),
    )
    connect.keep_trigger(store, None, trigger, now=now)
    return "/s/"


def letter_about(post, subject):
    """The text of the one letter with this subject, once the server's workers have sent it."""
    for _ in range(240):
        letters = [one for one in post.mails() if one["Subject"] == subject]
        if letters:
            assert [one["To"] for one in letters] == ["an@example.org"]
            return letters[0].get_body(("plain",)).get_content()
        time.sleep(0.25)
    raise AssertionError(f"no letter about {subject}")


@pytest.mark.parametrize("packed", [[], ["gzip"]], ids=["plain", "gzip"])
@pytest.mark.parametrize("library", LIBRARIES)
def test_the_python_libraries_are_heard(home, address, post, library, packed):
    check(
        home,
        address,
        post,
        library,
        lambda host, key: sent([sys.executable, CLIENTS / "send.py", library, host, key, *packed]),
    )


@pytest.mark.parametrize("packed", [[], ["gzip"]], ids=["plain", "gzip"])
@pytest.mark.parametrize("library", LIBRARIES)
def test_the_npm_libraries_are_heard(home, address, post, node_clients, library, packed):
    check(
        home,
        address,
        post,
        library,
        lambda host, key: sent(["node", "send.cjs", library, host, key, *packed], node_clients),
    )
