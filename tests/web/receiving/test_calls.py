"""What a sender gets back, at the addresses that the libraries know."""

import base64
import gzip
import hashlib
import hmac
import json

import pytest
from django.test import Client
from django.utils import timezone

from luister.loop import connect
from luister_web.current_home import home
from luister_web.receiving.addresses import open_limit

pytestmark = pytest.mark.django_db
TRACK = {"userId": "u1", "event": "Order delivered"}


@pytest.fixture
def shop():
    return connect.add_source(
        home(), "Shop", "tracking", mapping="", signing_secret="", now=timezone.now()
    )


@pytest.fixture
def key(shop):
    return connect.make_key(home(), shop.id, now=timezone.now())


def send(path, payload, key="", *, content_type="application/json", **headers):
    body = payload if isinstance(payload, bytes) else json.dumps(payload)
    if key:
        headers["Authorization"] = "Basic " + base64.b64encode(f"{key}:".encode()).decode()
    # As strict as a browser: a form without its token is refused everywhere else.
    sender = Client(enforce_csrf_checks=True)
    return sender.post(path, body, content_type=content_type, headers=headers)


def kept(source):
    return connect.source_of(home(), source.id).kept


@pytest.mark.parametrize("before", ["", "/receive"])
@pytest.mark.parametrize(
    "path",
    [
        "/v1/track",
        "/v1/t",
        "/v1/batch",
        "/v1/batch/",
        "/v1/import",
        "/v1/batch/v1/batch",
        "/beacon/v1/batch",
    ],
)
def test_segment_and_rudderstack_find_their_addresses(shop, key, before, path):
    payload = TRACK if path in ("/v1/track", "/v1/t") else {"batch": [{"type": "track", **TRACK}]}
    answer = send(before + path, payload, key)
    assert (answer.status_code, answer.json()["kept"], kept(shop)) == (200, 1, 1)


@pytest.mark.parametrize(
    "path", ["/batch/", "/batch", "/capture/", "/e/", "/i/v0/e/", "/track/", "/receive/e/"]
)
def test_posthog_finds_its_addresses(shop, key, path):
    payload = {"api_key": key, "event": "x", "distinct_id": "u1"}
    answer = send(path, payload, content_type="text/plain")
    assert (answer.status_code, answer.json()["status"], kept(shop)) == (200, "Ok", 1)


@pytest.mark.parametrize("call", ["identify", "page", "screen", "group", "alias"])
def test_every_call_is_taken(shop, key, call):
    payload = {"userId": "u1", "groupId": "g1", "previousId": "a1", "name": "Home"}
    assert send(f"/v1/{call}", payload, key).json()["kept"] == 1
    assert send(f"/v1/{call[0]}", {**payload, "messageId": "2"}, key).json()["kept"] == 1


def test_the_body_may_be_packed_under_any_content_type(shop, key):
    packed = gzip.compress(json.dumps({"batch": [{"type": "track", **TRACK}]}).encode())
    form = "application/x-www-form-urlencoded"
    assert send("/v1/batch", packed, key, content_type=form).json()["kept"] == 1
    assert send("/v1/batch", packed, key, **{"Content-Encoding": "gzip"}).json()["duplicates"] == 1
    coded = base64.b64encode(
        json.dumps([{"event": "x", "properties": {"token": key, "distinct_id": "u"}}]).encode()
    )
    assert send("/e/?compression=base64", b"data=" + coded, content_type=form).json()["kept"] == 1


def test_a_bad_item_never_refuses_the_batch(shop, key):
    batch = [
        {"type": "track", **TRACK},
        {"type": "track"},
        7,
        {"type": "track", **TRACK, "messageId": "2"},
    ]
    answer = send("/v1/batch", {"batch": batch}, key)
    told = answer.json()
    assert (answer.status_code, told["kept"], told["rejected"]) == (200, 2, 2)
    assert told["reasons"] == [
        "a track call without the name of its event",
        "the item is no object",
    ]


def test_bad_calls_are_told_plainly_and_keep_nothing(shop, key):
    batch = {"batch": [{"type": "track", **TRACK}]}
    packed = gzip.compress(json.dumps(batch).encode())
    for payload, given, status, word in (
        (batch, "", 401, "no key"),
        (batch, "wrong", 401, "not known"),
        (b"{", key, 400, "no JSON"),
        (packed[:-4], key, 400, "broken"),
        (b" " * 7_000_000, key, 413, "6 MB"),
        (gzip.compress(b" " * 30_000_000), key, 413, "unpacked"),
    ):
        answer = send("/v1/batch", payload, given)
        assert (answer.status_code, word in answer.json()["error"]) == (status, True), word
        assert answer.json()["hint"]
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert kept(shop) == 0


def test_a_browser_on_another_site_may_send(key):
    asked = {
        "Origin": "https://shop.example.org",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization, content-type, anonymousid",
    }
    for path in ("/v1/batch", "/e/", "/receive/cloudevents"):
        answer = Client().options(path, headers=asked)
        assert answer.status_code == 204
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert (
            answer.headers["Access-Control-Allow-Headers"]
            == asked["Access-Control-Request-Headers"]
        )
        assert "Access-Control-Allow-Credentials" not in answer.headers
    refused = Client().options(
        "/e/", headers={"Access-Control-Request-Headers": "x\r\nSet-Cookie: a"}
    )
    assert "Access-Control-Allow-Headers" not in refused.headers
    assert not send("/v1/track", TRACK, key).cookies


def test_only_post_is_answered(key):
    for method in ("get", "put", "delete"):
        assert getattr(Client(), method)("/v1/batch").status_code == 405


def test_one_bad_cloud_event_alone_is_refused_and_in_a_batch_listed():
    source = connect.add_source(
        home(), "Orders", "cloud_events", mapping="", signing_secret="", now=timezone.now()
    )
    made = connect.make_key(home(), source.id, now=timezone.now())
    good = {"specversion": "1.0", "id": "1", "source": "/s", "type": "order.delivered"}
    sender = {"Authorization": f"Bearer {made}"}

    def to(payload, kind):
        media = f"application/cloudevents{kind}+json"
        return Client().post(
            "/receive/cloudevents", json.dumps(payload), content_type=media, headers=sender
        )

    assert to(good, "").json()["kept"] == 1
    assert to({**good, "type": ""}, "").status_code == 400
    batch = to([{**good, "id": "2"}, {}], "-batch")
    assert (batch.status_code, batch.json()["kept"], batch.json()["rejected"]) == (200, 1, 1)
    headers = {**sender, **{f"ce-{name}": value for name, value in {**good, "id": "3"}.items()}}
    binary = Client().post(
        "/receive/cloudevents", "{}", content_type="application/json", headers=headers
    )
    assert binary.json()["kept"] == 1
    asked = Client().options(
        "/receive/cloudevents", headers={"WebHook-Request-Origin": "events.example.org"}
    )
    assert asked.headers["WebHook-Allowed-Origin"] == "events.example.org"


def test_a_help_desk_is_known_by_its_signature():
    source = connect.add_source(
        home(), "Desk", "zammad", mapping="", signing_secret="s1", now=timezone.now()
    )
    body = json.dumps(
        {"ticket": {"id": 1, "state": "closed", "customer": {"email": "a@b.nl"}}}
    ).encode()
    path = f"/receive/webhooks/{source.address}"
    right = "sha1=" + hmac.new(b"s1", body, hashlib.sha1).hexdigest()
    assert send(path, body, **{"X-Hub-Signature": right}).json()["kept"] == 1
    for wrong in ("sha1=" + "0" * 40, ""):
        answer = send(path, body, **{"X-Hub-Signature": wrong})
        assert (answer.status_code, "signature" in answer.json()["error"]) == (401, True)
        assert "s1" not in answer.content.decode()


def test_a_stranger_may_send_more_to_a_call_than_to_a_page():
    assert open_limit("/batch/", 1) > 5_000_000
    assert open_limit("/receive/webhooks/abc", 1) > 5_000_000
    for path in (
        "/imports/upload/",
        "/api/v1/responses",
        "/x/batch/",
        "/batchy",
        "/receive/webhooks/a/b",
    ):
        assert open_limit(path, 1) == 1
