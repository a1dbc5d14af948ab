"""A server of its own on a home, and visitors who sign in to it."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path

LUISTER = Path(sys.executable).with_name("luister")


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it is found, and its process."""

    address: str
    process: int

    def megabytes(self) -> float:
        """The memory of the process and its children, shared pages counted once, in MB."""
        return sum(_proportional(process) for process in _family(self.process))

    def work_seconds(self) -> float:
        """How long the cores have worked for the process and its children so far."""
        return sum(_worked(process) for process in _family(self.process))


@contextmanager
def serving(home: Path) -> Iterator[Server]:
    """A server on `home`, answering; it is stopped at the end."""
    port = free_port()
    command = [str(LUISTER), "--home", str(home), "serve", "--port", str(port)]
    log = home / "benchmark-server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, env=dict(os.environ))
    try:
        server = Server(f"http://127.0.0.1:{port}", process.pid)
        wait_for(f"{server.address}/healthz", process)
        yield server
    finally:
        process.terminate()
        process.wait(30)


def wait_for(address: str, process: "subprocess.Popen[bytes]", *, patience: float = 120.0) -> None:
    """Returns when the address answers with a page."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if process.poll() is not None:
            raise SystemExit(f"The server stopped with code {process.returncode}.")
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    raise SystemExit(f"Nothing answers at {address}.")


def signed_in(server: Server, login: str, password: str) -> urllib.request.OpenerDirector:
    """A visitor with a session, as a browser has one after the sign-in page."""
    visitor = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    page = f"{server.address}/account/login/"
    with visitor.open(page) as answer:
        form = answer.read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
    if token is None:
        raise SystemExit("The sign-in page has no form.")
    fields = {"login": login, "password": password, "csrfmiddlewaretoken": token.group(1)}
    sent = urllib.request.Request(
        page, urllib.parse.urlencode(fields).encode(), headers={"Referer": page}
    )
    try:
        with visitor.open(sent) as answer:
            landed: str = answer.geturl()
    except urllib.error.HTTPError as error:
        raise SystemExit(f"After signing in: {error.code} at {error.url}.") from None
    if "/account/login" in landed:
        raise SystemExit(f"{login} could not sign in.")
    return visitor


def demo_login(home: Path, role: str) -> tuple[str, str]:
    """Name and password of the demo's login with this role, from the file the demo wrote."""
    for line in (home / "demo-logins.txt").read_text(encoding="utf-8").splitlines():
        parts = line.split()
        if " ".join(parts[2:]).casefold() == role:
            return parts[0], parts[1]
    raise SystemExit(f"The demo has no login of the role {role}.")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _family(process: int) -> list[int]:
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    children = [int(child) for task in tasks for child in task.read_text().split()]
    return [process, *(one for child in children for one in _family(child))]


def _worked(process: int) -> float:
    # After the name in brackets: the 12th and 13th figure are the ticks in programs and in the kernel.
    told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def _proportional(process: int) -> float:
    told = Path(f"/proc/{process}/smaps_rollup").read_text()
    found = re.search(r"^Pss:\s+(\d+) kB", told, re.MULTILINE)
    return int(found.group(1)) / 1024 if found else 0.0
