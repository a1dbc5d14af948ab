import base64
import gzip
import hashlib
import hmac
import json

import pytest
from tests.store.streamed import NOW, shop

from luister.errors import RefusedSenderError, TooLargeBodyError, UnreadableBodyError
from luister.loop.receive import Call, receive_cloud_events, receive_tracking, receive_webhook
from luister.loop.resolve import Contacts
from luister.store import source_keys
from luister.store.home import Store

TRACK = {"type": "track", "userId": "u1", "event": "Order delivered", "messageId": "m1"}


@pytest.fixture
def store(tmp_path):
    opened = Store(tmp_path / "home")
    yield opened
    opened.close()


@pytest.fixture
def key(store):
    return source_keys.make_key(store, shop(store).id, now=NOW)


def basic(key):
    return {"authorization": "Basic " + base64.b64encode(f"{key}:".encode()).decode()}


def call(payload, headers=None, **query):
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    return Call(headers or {}, body, query)


def count(store):
    return store.truth.execute("SELECT count(*) FROM store_event")[0][0]


def test_a_batch_is_kept_with_its_bad_item_told(store, key):
    sent = call({"batch": [TRACK, {"type": "track"}, {**TRACK, "messageId": "m2"}]}, basic(key))
    first = receive_tracking(store, sent, "batch", now=NOW)
    again = receive_tracking(store, sent, "batch", now=NOW)
    assert (first.kept, first.duplicates, len(first.rejected)) == (2, 0, 1)
    assert (again.kept, again.duplicates, len(again.rejected)) == (0, 2, 1)


def test_the_key_may_stand_in_the_body_or_the_address(store, key):
    event = {"event": "x", "distinct_id": "u1"}
    for number, sent in enumerate(
        (
            call({"api_key": key, "batch": [{**event, "uuid": "0"}]}),
            call(
                gzip.compress(
                    json.dumps([{**event, "uuid": "1", "properties": {"token": key}}]).encode()
                )
            ),
            call({**TRACK, "messageId": "2"}, writeKey=key),
        )
    ):
        assert receive_tracking(store, sent, "batch", now=NOW).kept == 1, number


def test_without_a_key_or_with_a_wrong_one_nothing_is_kept(store, key):
    for sent in (call(TRACK), call(TRACK, basic("wrong")), call({"api_key": 5, "batch": [TRACK]})):
        with pytest.raises(RefusedSenderError):
            receive_tracking(store, sent, "track", now=NOW)
    with pytest.raises(RefusedSenderError):
        receive_cloud_events(store, call({}, basic(key)), now=NOW)
    assert count(store) == 0


def test_a_broken_or_overlarge_body_keeps_nothing(store, key):
    packed = gzip.compress(json.dumps({"batch": [TRACK] * 50}).encode())
    with pytest.raises(UnreadableBodyError):
        receive_tracking(store, call(packed[:-10], basic(key)), "batch", now=NOW)
    with pytest.raises(TooLargeBodyError):
        receive_tracking(store, call(b" " * 50_000_000, basic(key)), "batch", now=NOW)
    assert count(store) == 0


def test_cloud_events_come_in_by_their_key(store):
    source = shop(store, "cloud_events")
    made = source_keys.make_key(store, source.id, now=NOW)
    event = {
        "specversion": "1.0",
        "id": "1",
        "source": "/s",
        "type": "move.finished",
        "data": {"userId": "u1"},
    }
    headers = {"authorization": f"Bearer {made}", "content-type": "application/cloudevents+json"}
    assert receive_cloud_events(store, call(event, headers), now=NOW).kept == 1
    assert receive_cloud_events(store, call(event, headers), now=NOW).duplicates == 1


def test_a_signed_webhook_is_kept_and_a_forged_one_is_not(store):
    source = source_keys.add_source(
        store, "Desk", "zammad", fields={}, signing_secret="s1", now=NOW
    )
    body = json.dumps(
        {"ticket": {"id": 1, "state": "closed", "customer": {"email": "an@example.org"}}}
    ).encode()
    right = "sha1=" + hmac.new(b"s1", body, hashlib.sha1).hexdigest()
    sent = Call({"x-hub-signature": right}, body)
    assert receive_webhook(store, sent, source.address, now=NOW).kept == 1
    for forged, address in (
        (Call({"x-hub-signature": right}, body + b" "), source.address),
        (Call({}, body), source.address),
        (sent, "elsewhere"),
    ):
        with pytest.raises(RefusedSenderError):
            receive_webhook(store, forged, address, now=NOW)


def test_a_help_desk_that_signs_needs_a_secret(store):
    source = source_keys.add_source(
        store, "Desk", "chatwoot", fields={}, signing_secret="", now=NOW
    )
    made = source_keys.make_key(store, source.id, now=NOW)
    with pytest.raises(RefusedSenderError):
        receive_webhook(store, call({}, basic(made)), source.address, now=NOW)


def test_another_tool_may_send_a_token_of_its_own_source_only(store):
    fields = {"name": "state", "user": "who"}
    mine, other = (
        source_keys.add_source(store, name, "webhook", fields=fields, signing_secret="", now=NOW)
        for name in ("mine", "other")
    )
    made = source_keys.make_key(store, mine.id, now=NOW)
    sent = call({"state": "closed", "who": "c1"}, {"x-luister-token": made})
    assert receive_webhook(store, sent, mine.address, now=NOW).kept == 1
    with pytest.raises(RefusedSenderError, match="of another source"):
        receive_webhook(store, sent, other.address, now=NOW)


def test_the_contacts_hear_of_people_again_when_a_call_comes_again(store, key):
    heard = []
    contacts = Contacts(
        remember=lambda _store, who, traits, _now: heard.append((who, dict(traits)))
    )
    identify = {
        "type": "identify",
        "userId": "u1",
        "traits": {"email": "An@example.org", "name": "An"},
    }
    for _ in range(2):
        receive_tracking(
            store, call([identify, TRACK], basic(key)), "batch", now=NOW, contacts=contacts
        )
    assert heard == [("u1", {"email": "an@example.org", "name": "An"})] * 2
