"""The real tracking libraries send to a running server; what they say leads to an ask."""

import hashlib
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.whole.running import clean_environment, serving

from luister.loop import connect
from luister.loop.trigger import Outcome, trigger_asks_due
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
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("tracked") / "home"


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


def check(home, address, library, send):
    """A source for one library; what it sends stands in the store once, and a trigger asks its customer."""
    now = datetime.now(UTC)
    store = Store(home)
    try:
        source = connect.add_source(
            store, library, "tracking", mapping="", signing_secret="", now=now
        )
        key = connect.make_key(store, source.id, now=now)
        trigger = connect.Trigger(
            f"after {source.id}",
            "tracked",
            "Order delivered",
            f"order-{source.id}",
            wait=timedelta(hours=1),
            conditions=(connect.Condition("property.order", "is", "7"),),
        )
        connect.keep_trigger(store, None, trigger, now=now)
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
        # The triggers of the libraries before this one wait for the same event, and ask too.
        assert ("customer-1", f"order-{source.id}") in asked(store, now)
    finally:
        store.close()


def asked(store, now):
    """Who is asked what, two hours later."""
    found = []

    def ask(_store, due, _now):
        found.append((due.customer_key, due.trigger.survey))
        return Outcome(True)

    trigger_asks_due(store, now=now + timedelta(hours=2), ask=ask)
    return found


@pytest.mark.parametrize("packed", [[], ["gzip"]], ids=["plain", "gzip"])
@pytest.mark.parametrize("library", LIBRARIES)
def test_the_python_libraries_are_heard(home, address, library, packed):
    check(
        home,
        address,
        library,
        lambda host, key: sent([sys.executable, CLIENTS / "send.py", library, host, key, *packed]),
    )


@pytest.mark.parametrize("packed", [[], ["gzip"]], ids=["plain", "gzip"])
@pytest.mark.parametrize("library", LIBRARIES)
def test_the_npm_libraries_are_heard(home, address, node_clients, library, packed):
    check(
        home,
        address,
        library,
        lambda host, key: sent(["node", "send.cjs", library, host, key, *packed], node_clients),
    )
