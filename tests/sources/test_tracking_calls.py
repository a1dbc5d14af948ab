import base64
import gzip
import json
import zlib
from datetime import UTC, datetime, timedelta

import pytest

from luister.errors import TooLargeBodyError, UnreadableBodyError
from luister.events.event import CustomerKey
from luister.sources.request_body import BODY_LIMIT, UNPACKED_LIMIT, json_body
from luister.sources.sender_key import sender_key
from luister.sources.tracking_calls import key_in, tracking_events

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def events(payload, call="batch", sent=None):
    return tracking_events(payload, call=call, source="stream:1", now=NOW, sent=sent)


def one(item, call="batch"):
    found = events(item, call)
    assert found.rejected == ()
    return found.events[0]


def test_a_single_call_takes_its_type_from_the_address():
    event = one({"userId": "u1", "event": "Order delivered", "properties": {"order": 7}}, "track")
    assert (event.kind, event.customers) == ("tracked", (CustomerKey("user", "u1"),))
    assert event.attributes == {"name": "Order delivered", "property.order": 7}


def test_traits_stand_at_the_top_or_in_the_context():
    top = one({"type": "identify", "userId": "u1", "traits": {"email": "An@Example.org"}})
    deep = one(
        {"type": "identify", "userId": "u1", "context": {"traits": {"email": "An@Example.org"}}}
    )
    for event in (top, deep):
        assert event.kind == "identified"
        assert event.attributes["trait.email"] == "An@Example.org"
        assert CustomerKey("email", "an@example.org") in event.customers


def test_a_page_a_screen_and_a_group_are_told_with_their_names():
    page = one({"type": "page", "anonymousId": "a1", "name": "Home", "category": "Docs"})
    screen = one({"type": "screen", "userId": 5, "name": "Main"})
    group = one({"type": "group", "userId": "u1", "groupId": "g1", "traits": {"name": "Acme"}})
    assert page.attributes == {
        "name": "page",
        "property.name": "Home",
        "property.category": "Docs",
    }
    assert page.customers == (CustomerKey("anonymous", "a1"),)
    assert (screen.attributes["name"], screen.customers) == ("screen", (CustomerKey("user", "5"),))
    assert group.attributes == {
        "name": "group",
        "property.name": "Acme",
        "property.group_id": "g1",
    }


def test_an_alias_names_both_names():
    event = one({"userId": "u1", "previousId": "a1"}, "alias")
    assert event.customers == (CustomerKey("user", "u1"), CustomerKey("anonymous", "a1"))


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (7, "the item is no object"),
        ({"type": "track", "userId": "u1"}, "a track call without the name of its event"),
        ({"type": "track", "event": "x"}, "neither userId nor anonymousId"),
        ({"type": "track", "event": "x", "userId": ["u1"]}, "userId is neither text nor a number"),
        (
            {"type": "track", "event": "x", "userId": "a\0b"},
            "userId holds a character that is no text",
        ),
        (
            {"type": "track", "event": "x", "userId": "\ud800"},
            "userId holds a character that is no text",
        ),
        (
            {"type": "track", "event": "x", "userId": "u" * 1001},
            "userId is longer than 1000 characters",
        ),
        (
            {"type": "track", "event": "x", "userId": "u", "properties": [1]},
            "properties is no object",
        ),
        (
            {"type": "track", "event": "x", "userId": "u", "timestamp": "soon"},
            "timestamp is no time: 'soon'",
        ),
        (
            {"type": "sing", "userId": "u1"},
            "type is 'sing'; it may be alias, group, identify, page",
        ),
        ({"type": "alias", "userId": "u1"}, "an alias call needs userId and previousId"),
        ({"type": "group", "userId": "u1"}, "a group call without groupId"),
        ({"event": "x", "properties": {"distinct_id": None}}, "no distinct_id"),
        ({"distinct_id": "u1"}, "an event without a name"),
        (
            {"type": "track", "event": "x", "userId": "u", "properties": {"a": "b" * 300_000}},
            "the item is longer",
        ),
        (
            {
                "type": "track",
                "event": "x",
                "userId": "u",
                "properties": {str(n): n for n in range(501)},
            },
            "more than 500 properties",
        ),
    ],
)
def test_a_bad_item_is_listed_with_its_reason_and_the_rest_is_kept(item, reason):
    good = {"type": "track", "event": "x", "userId": "u1", "messageId": "m"}
    found = events({"batch": [good, item, {**good, "messageId": "n"}]})
    assert [event.id for event in found.events] == ["m", "n"]
    assert len(found.rejected) == 1
    assert found.rejected[0].reason.startswith(reason)
    assert found.rejected[0].item.isascii()


def test_the_clock_of_the_sender_is_corrected_by_the_time_of_sending():
    fast = NOW + timedelta(hours=3)
    item = {"type": "track", "event": "x", "userId": "u", "timestamp": fast.isoformat()}
    sent = (fast + timedelta(minutes=10)).isoformat()
    for payload in ({"batch": [item], "sentAt": sent}, {"batch": [{**item, "sentAt": sent}]}):
        assert events(payload).events[0].occurred_at == NOW - timedelta(minutes=10)


def test_without_a_time_of_sending_a_time_is_taken_at_its_word_but_never_in_the_future():
    item = {"type": "track", "event": "x", "userId": "u"}
    times = ["2026-04-30T10:00:00Z", "2026-04-30 10:00:00", 1777543200, 1777543200000]
    for at in times:
        assert one({**item, "timestamp": at}).occurred_at == datetime(2026, 4, 30, 10, tzinfo=UTC)
    assert one({**item, "timestamp": "2099-01-01T00:00:00Z"}).occurred_at == NOW
    assert one(item).occurred_at == NOW


def test_a_broken_time_of_sending_loses_no_batch():
    item = {"type": "track", "event": "x", "userId": "u", "timestamp": "2026-04-30T10:00:00Z"}
    found = events({"batch": [item], "sentAt": "whenever"})
    assert found.events[0].occurred_at == datetime(2026, 4, 30, 10, tzinfo=UTC)


def test_an_item_without_an_id_has_the_same_one_when_it_comes_again():
    item = {"type": "track", "event": "x", "userId": "u"}
    assert one({**item, "sentAt": "2026-05-01T10:00:00Z"}).id == one(item).id
    assert one({**item, "event": "y"}).id != one(item).id


def test_posthog_sends_batches_lists_and_single_events():
    item = {
        "event": "Order delivered",
        "distinct_id": "u1",
        "uuid": "i1",
        "properties": {"order": 7, "token": "K"},
    }
    for payload, call in (({"batch": [item]}, "batch"), ([item], "capture"), (item, "capture")):
        event = one(payload, call)
        assert (event.id, event.kind, event.customers) == (
            "i1",
            "tracked",
            (CustomerKey("user", "u1"),),
        )
        assert event.attributes == {"name": "Order delivered", "property.order": 7}


def test_posthog_tells_of_people_and_joins_them():
    properties = {"$set": {"email": "an@example.org"}, "$anon_distinct_id": "a1"}
    who = one({"event": "$identify", "distinct_id": "u1", "properties": properties}, "capture")
    assert (who.kind, who.attributes["trait.email"]) == ("identified", "an@example.org")
    assert who.customers == (
        CustomerKey("user", "u1"),
        CustomerKey("email", "an@example.org"),
        CustomerKey("anonymous", "a1"),
    )
    outer = one({"event": "$set", "distinct_id": "u1", "$set": {"city": "Ede"}}, "capture")
    assert outer.attributes["trait.city"] == "Ede"
    joined = one({"event": "$create_alias", "distinct_id": "a1", "properties": {"alias": "u1"}})
    assert CustomerKey("alias", "u1") in joined.customers


def test_a_name_that_the_browser_made_is_anonymous():
    for told in (
        {"$is_identified": False},
        {"$device_id": "d1"},
        {"$process_person_profile": False},
    ):
        event = one({"event": "x", "properties": {"distinct_id": "d1", **told}}, "capture")
        assert event.customers == (CustomerKey("anonymous", "d1"),)


def test_a_group_of_posthog_is_nobody():
    properties = {"$group_type": "company", "$group_key": "g1", "$group_set": {"name": "Acme"}}
    event = one(
        {"event": "$groupidentify", "distinct_id": "$company_g1", "properties": properties}
    )
    assert event.customers == ()
    assert event.attributes["property.$group_set.name"] == "Acme"


def test_posthog_tells_how_long_ago_it_was():
    event = one({"event": "x", "distinct_id": "u", "offset": 5000}, "capture")
    assert event.occurred_at == NOW - timedelta(seconds=5)


def test_the_key_is_found_wherever_a_library_puts_it():
    assert sender_key({"authorization": "Basic " + base64.b64encode(b"K:").decode()}, {}) == "K"
    assert sender_key({"authorization": "Bearer K"}, {}) == "K"
    assert sender_key({"x-luister-token": "K"}, {}) == "K"
    assert sender_key({}, {"writeKey": "K"}) == "K"
    assert sender_key({"authorization": "Basic ???"}, {}) is None
    item = {"event": "x", "properties": {"token": "K"}}
    for payload in (
        {"api_key": "K"},
        {"writeKey": "K", "batch": []},
        [item],
        item,
        {"batch": [item]},
    ):
        assert key_in(payload) == "K"
    for payload in (None, 7, [], [7], {}, {"batch": 3}, {"api_key": 3}):
        assert key_in(payload) is None


def test_a_body_is_read_whatever_it_is_packed_in():
    told = {"event": "é"}
    plain = json.dumps(told, ensure_ascii=False).encode()
    packed = gzip.compress(plain, mtime=0)
    coded = base64.b64encode(plain).decode()
    assert json_body(plain) == told
    assert json_body(packed) == told  # known by its first bytes
    assert json_body(packed, encoding="gzip") == told
    assert json_body(plain, encoding="gzip") == told  # some proxies unpack and keep the header
    assert json_body(zlib.compress(plain), encoding="deflate") == told
    assert (
        json_body(
            packed[:0] + gzip.compress(plain[:5], mtime=0) + gzip.compress(plain[5:], mtime=0)
        )
        == told
    )
    assert json_body(f"data={coded}".encode()) == told
    assert json_body(f"data={coded.replace('+', '%2B').replace('=', '%3D')}&ip=1".encode()) == told
    assert json_body(b'{"a": NaN, "b": Infinity}') == {"a": None, "b": None}


@pytest.mark.parametrize(
    ("body", "encoding", "problem"),
    [
        (b"", "", "is no JSON"),
        (b"hello", "", "is no JSON"),
        (b"\xff\xfe", "", "is no JSON"),
        (b"[" * 200_000, "", "is no JSON"),
        (gzip.compress(b"{}" * 400, mtime=0)[:-6], "gzip", "it ends too early"),
        (b"\x1f\x8bnot gzip at all", "", "is broken"),
        (b"hello", "gzip", "it does not begin as gzip does"),
        (b"{}", "br", "'br' is not known"),
        (b"data=%%%", "", "neither JSON nor base64"),
    ],
)
def test_a_body_that_cannot_be_read_is_told_plainly(body, encoding, problem):
    with pytest.raises(UnreadableBodyError, match=problem):
        json_body(body, encoding=encoding)


def test_a_bomb_is_not_unpacked():
    bomb = gzip.compress(b" " * (UNPACKED_LIMIT + 1), mtime=0)
    assert len(bomb) < BODY_LIMIT / 100
    with pytest.raises(TooLargeBodyError, match="more than 24 MB once it is unpacked"):
        json_body(bomb)
    with pytest.raises(TooLargeBodyError, match="more than 6 MB"):
        json_body(b" " * (BODY_LIMIT + 1))
