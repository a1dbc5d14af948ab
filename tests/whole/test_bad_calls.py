"""What is bad is refused plainly at every open door of a running server, and nothing of it is kept."""

import gzip
import http.client
import json
import secrets
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
from tests.whole.running import api_key, serving

_LARGE = 50 * 1024 * 1024
_PIECE = b"x" * 65536
_SIGNED = {"x-zammad-signature": "sha1=00"}


@pytest.fixture(scope="module")
def server(tmp_path_factory, served_home):
    """The address of a server on a new home, and a key that may do everything."""
    home = shutil.copytree(served_home, tmp_path_factory.mktemp("bad") / "home")
    key = api_key(home, "administrator", "administrator")
    with serving(home) as address:
        yield address, key


def sent(server, path, body, key="", **headers):
    """Status and text of the answer to a POST; a body may be a number of bytes, sent in pieces."""
    address, known = server
    if key:
        headers["X-API-Key"] = known if key == "known" else key
    line = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    length = body if isinstance(body, int) else len(body)
    pieces = (_PIECE for _ in range(body // len(_PIECE))) if isinstance(body, int) else body
    given = {"Content-Type": "application/json", "Content-Length": str(length), **headers}
    line.request("POST", path, pieces, given)
    answer = line.getresponse()
    told = answer.read().decode()
    line.close()
    return answer.status, told


@pytest.mark.parametrize(
    ("path", "key", "limit"),
    [
        ("/s/abcdefgh", "", "1 MB"),
        ("/s/abcdefgh/" + "k" * 22, "", "1 MB"),
        ("/s/widget/abcdefgh", "", "1 MB"),
        ("/v1/batch", "", "6 MB"),
        ("/batch/", "", "6 MB"),
        ("/receive/cloudevents", "", "6 MB"),
        ("/receive/webhooks/desk", "", "6 MB"),
        ("/api/v1/responses", "", "1 MB"),
        ("/api/v1/responses", "nobody's", "1 MB"),
        ("/api/v1/responses", "known", "1 MB"),
        ("/api/v1/responses/batch", "known", "2.5 MB"),
        ("/api/v1/feedback-records", "known", "2.5 MB"),
        ("/api/v1/contacts", "known", "2.5 MB"),
        ("/api/v1/bounces/mail", "known", "2.5 MB"),
        ("/account/login/", "", "1 MB"),
    ],
)
def test_fifty_megabytes_are_refused_with_the_limit_named(server, path, key, limit):
    before = time.monotonic()
    status, told = sent(server, path, _LARGE, key)
    assert status == 413
    assert limit in told
    assert time.monotonic() - before < 10


@pytest.mark.parametrize(
    ("path", "body", "key", "headers", "statuses"),
    [
        ("/s/abcdefgh", b"nps=9", "", {}, {404}),
        ("/s/abcdefgh/" + "k" * 22, b"nps=9", "", {}, {404}),
        ("/v1/batch", gzip.compress(b"{}" * 999, mtime=0)[:40], "nobody's", {}, {400, 401}),
        ("/v1/batch", b"{}", "nobody's", {}, {401}),
        ("/receive/cloudevents", b"{", "nobody's", {}, {400, 401}),
        ("/receive/webhooks/desk", b"{}", "", _SIGNED, {401, 404}),
        ("/api/v1/responses", b"{", "known", {}, {400}),
        ("/api/v1/responses", b"{}", "nobody's", {}, {401}),
        (
            "/api/v1/responses",
            gzip.compress(b"{}", mtime=0),
            "known",
            {"Content-Encoding": "gzip"},
            {400},
        ),
        ("/api/v1/may-contact", b"{", "known", {}, {400}),
    ],
)
def test_what_cannot_be_read_or_is_forged_is_refused_plainly(
    server, path, body, key, headers, statuses
):
    status, told = sent(server, path, body, key, **headers)
    assert status in statuses
    assert "Traceback" not in told


def test_of_two_hundred_who_ask_at_once_for_one_person_one_gets_a_yes(server):
    person = json.dumps({"email": f"{secrets.token_hex(4)}@example.org", "survey": "relation"})
    with ThreadPoolExecutor(50) as askers:
        asking = [
            askers.submit(sent, server, "/api/v1/may-contact", person.encode(), "known")
            for _ in range(200)
        ]
        told = [one.result() for one in asking]
    assert {status for status, _ in told} == {200}
    assert sum(json.loads(text)["allowed"] for _, text in told) == 1
