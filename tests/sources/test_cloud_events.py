import base64
import json
from datetime import UTC, datetime

import pytest

from luister.errors import UnreadableBodyError
from luister.events.event import CustomerKey
from luister.sources.cloud_events import cloud_events

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
ONE = {
    "specversion": "1.0",
    "id": "1",
    "source": "/orders",
    "type": "order.delivered",
    "time": "2026-05-01T10:00:00Z",
    "data": {"customerId": "c1", "email": "An@example.org", "order": 7},
}
STRUCTURED = {"content-type": "application/cloudevents+json; charset=utf-8"}
BATCH = {"content-type": "application/cloudevents-batch+json"}


def read(headers, body):
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return cloud_events(headers, raw, source="stream:1", now=NOW)


def binary(**changed):
    told = {f"ce-{name}": value for name, value in ONE.items() if name != "data"}
    return {"content-type": "application/json", **told, **changed}


def test_the_three_modes_tell_the_same():
    found = [
        read(STRUCTURED, ONE),
        read(BATCH, [ONE]),
        read(binary(), ONE["data"]),
        read(
            STRUCTURED,
            {
                **ONE,
                "data": None,
                "data_base64": base64.b64encode(json.dumps(ONE["data"]).encode()).decode(),
            },
        ),
    ]
    for one in found:
        assert one == found[0]
    event = found[0].events[0]
    assert (event.id, event.kind) == ("/orders 1", "tracked")
    assert event.occurred_at == datetime(2026, 5, 1, 10, tzinfo=UTC)
    assert event.customers == (CustomerKey("user", "c1"), CustomerKey("email", "an@example.org"))
    assert event.attributes["name"] == "order.delivered"
    assert event.attributes["property.order"] == 7


def test_headers_carry_more_than_ascii_in_percent():
    event = read(binary(**{"ce-subject": "Caf%C3%A9", "ce-customerid": "c9"}), b"").events[0]
    assert event.attributes["property.subject"] == "Café"
    assert event.customers == (CustomerKey("user", "c9"),)


def test_two_producers_may_count_alike():
    found = read(BATCH, [ONE, {**ONE, "source": "/returns"}])
    assert len({event.id for event in found.events}) == 2


def test_data_that_is_no_json_is_kept_as_text():
    event = read(binary(**{"content-type": "text/plain"}), b"hello").events[0]
    assert event.attributes["property.data"] == "hello"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"specversion": "0.3"}, "specversion is '0.3'; 1.0 is understood"),
        ({"id": ""}, "without id"),
        ({"type": None, "source": None}, "without source and type"),
        ({"time": "noon"}, "time is no time: 'noon'"),
        ({"data_base64": "%%%"}, "data_base64 is no base64"),
        ({"data_base64": "aGVsbG8="}, "data_base64 holds no JSON, though its type says so"),
    ],
)
def test_a_bad_event_in_a_batch_is_listed_and_the_rest_is_kept(changed, reason):
    found = read(BATCH, [ONE, {**ONE, **changed}, "nothing", {**ONE, "id": "2"}])
    assert [event.id for event in found.events] == ["/orders 1", "/orders 2"]
    assert [item.reason for item in found.rejected] == [reason, "the item is no object"]


@pytest.mark.parametrize(
    ("headers", "body", "problem"),
    [
        ({"content-type": "application/json"}, b"{}", "This is no CloudEvent"),
        (BATCH, b"{}", "A batch of CloudEvents is a list"),
        (STRUCTURED, b"{", "is no JSON"),
    ],
)
def test_what_is_no_cloud_event_is_told_plainly(headers, body, problem):
    with pytest.raises(UnreadableBodyError, match=problem):
        read(headers, body)
