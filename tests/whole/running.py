"""The product as a user starts it: the command, its server and its address."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

LUISTER = Path(sys.executable).with_name("luister")


def clean_environment():
    """The environment without what the tests themselves set."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LUISTER_", "DJANGO_"))
    }


def luister(home, *arguments):
    """What the command printed; it must succeed."""
    done = subprocess.run(
        [LUISTER, "--home", home, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env=clean_environment(),
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def luister_json(home, *arguments):
    """The object that the command printed."""
    return json.loads(luister(home, *arguments, "--json"))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(home):
    """The address of a server that runs on `home` for as long as the block lasts."""
    port = free_port()
    server = subprocess.Popen(
        [LUISTER, "--home", home, "serve", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        env=clean_environment(),
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address + "/healthz", server)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(address, server):
    for _ in range(900):
        assert server.poll() is None, "the server stopped by itself"
        try:
            urllib.request.urlopen(address, timeout=2)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
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


def api_key(home, username="analyst", role="analyst"):
    """A key of a person who is made when missing, in a process of its own: settings are per process."""
    script = (
        "import sys; from pathlib import Path; from luister_web.start import prepare; prepare(Path(sys.argv[1]));"
        "from luister_web.access.models import User; from luister_web.access.keys import make_key;"
        "user = User.objects.filter(username=sys.argv[2]).first() or "
        "User.objects.make(sys.argv[2], 'a long walk by the sea', role=sys.argv[3]);"
        "print(make_key(user, 'test'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(home), username, role],
        capture_output=True,
        text=True,
        check=True,
        env=clean_environment(),
    )
    return done.stdout.strip()
