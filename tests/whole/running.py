"""The product as a user starts it: the command, its server and its address.

Commands are forked from a process that has loaded them; `by_hand` starts one from nothing, as a user's shell does.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

from tests.children import forked
from tests.whole import command

LUISTER = Path(sys.executable).with_name("luister")


def clean_environment():
    """The environment without what the tests themselves set."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LUISTER_", "DJANGO_"))
    }


@dataclass(frozen=True)
class Running:
    """A process of the product, and where what it says is kept."""

    process: BaseProcess
    told: Path
    complained: Path

    def result(self):
        """What it said, once it ended well."""
        self.process.join()
        assert self.process.exitcode == 0, self.complained.read_text()
        return self.told.read_text()


@contextmanager
def _at_work(work, home, *arguments):
    """A process forked from one that has loaded everything, for as long as the block lasts."""
    with tempfile.TemporaryDirectory() as folder:
        told, complained = Path(folder) / "told", Path(folder) / "complained"
        words = [str(told), str(complained), str(home)]
        running = Running(forked(work, clean_environment(), *words, *arguments), told, complained)
        try:
            yield running
        finally:
            running.process.kill()
            running.process.join()


def luister(home, *arguments):
    """What the command printed; it must succeed."""
    with _at_work(command.luister, home, [str(one) for one in arguments]) as running:
        return running.result()


def by_hand(home, *arguments):
    """The command as a process that begins with nothing loaded."""
    words = [LUISTER, "--home", home, *map(str, arguments)]
    return subprocess.Popen(words, env=clean_environment(), stdout=subprocess.DEVNULL)


def luister_json(home, *arguments):
    """The object that the command printed."""
    return json.loads(luister(home, *arguments, "--json"))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(home):
    """The address of a server that runs on `home` for as long as the block lasts, then is told to stop."""
    with running_server(home) as (address, process):
        yield address
        process.terminate()
        process.join(20)
        assert process.exitcode == 0


@contextmanager
def running_server(home):
    """A server on the home: its address and its process, which is killed at the end if it still runs."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with _at_work(command.luister, home, ["serve", "--port", str(port)]) as running:
        wait_for(address, running.process.is_alive)
        yield address, running.process


def wait_for(address, is_alive):
    """Returns once the server at the address answers."""
    for _ in range(1800):
        assert is_alive(), "the server stopped by itself"
        try:
            urllib.request.urlopen(address + "/healthz", timeout=2).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the server did not answer within 90 s")


def ask(address, key, body=None):
    """What the API answered to one request."""
    request = urllib.request.Request(
        address,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {key}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


def api_key(home, username="analyst", role="analyst", password="a long walk by the sea"):
    """A key of a person who is made when missing, in a process of its own: settings are per process."""
    with _at_work(command.make_person, home, username, password, role) as running:
        return running.result()


def fresh_home(folder):
    """Makes a home as a server leaves it that was started once."""
    with _at_work(command.collect_files, folder) as running:
        running.result()
