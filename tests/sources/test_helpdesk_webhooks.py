import hmac
import json
from datetime import UTC, datetime

import pytest

from luister.errors import MappingError, RefusedSenderError
from luister.events.event import CustomerKey
from luister.sources.helpdesk_webhooks import read_fields, webhook_events
from luister.sources.webhook_signature import check_signature

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
SECRET = "our secret"
TICKET = {
    "ticket": {
        "id": 81,
        "number": "10081",
        "title": "Webhook-Test",
        "state": "closed",
        "group": {"name": "Service Desk"},
        "customer": {"email": "Emily@example.com", "firstname": "Emily", "id": 8},
        "create_article_type": "phone",
        "updated_at": "2026-05-01T11:00:00.333Z",
    },
    "article": {"body": "private words"},
}
CONVERSATION = {
    "event": "conversation_status_changed",
    "id": 12,
    "status": "resolved",
    "channel": "Channel::WebWidget",
    "timestamp": 1777633200,
    "meta": {"sender": {"id": 3, "identifier": "c7", "email": "bo@example.org", "name": "Bo"}},
}


def mac(body, digest, secret=SECRET):
    return hmac.new(secret.encode(), body, digest).hexdigest()


def read(tool, payload, fields=None):
    return webhook_events(tool, payload, fields=fields or {}, source="stream:1", now=NOW)


def test_a_closed_ticket_of_zammad_is_a_contact_that_closed():
    event = read("zammad", TICKET).events[0]
    assert (event.kind, event.attributes["name"], event.attributes["number"]) == (
        "contact",
        "closed",
        "10081",
    )
    assert event.customers == (CustomerKey("email", "emily@example.com"),)
    assert event.attributes["property.group"] == "Service Desk"
    assert event.occurred_at == datetime(2026, 5, 1, 11, 0, 0, 333000, tzinfo=UTC)
    assert "private words" not in str(event)


def test_the_same_state_told_twice_is_one_event():
    again = {"ticket": {**TICKET["ticket"], "article_count": 2}}
    later = {"ticket": {**TICKET["ticket"], "updated_at": "2026-05-01T11:30:00Z"}}
    assert read("zammad", again).events[0].id == read("zammad", TICKET).events[0].id
    assert read("zammad", later).events[0].id != read("zammad", TICKET).events[0].id


def test_a_resolved_conversation_of_chatwoot_is_a_contact_that_closed():
    event = read("chatwoot", CONVERSATION).events[0]
    assert (event.kind, event.attributes["name"]) == ("contact", "closed")
    assert event.customers == (CustomerKey("user", "c7"), CustomerKey("email", "bo@example.org"))


def test_another_tool_is_read_by_its_mapping():
    fields = read_fields(
        "# our tool\nid = case.id\nname=case.state\nuser = who.0.key\nproperty.team = case.team"
    )
    payload = {"case": {"id": 5, "state": "done", "team": "North"}, "who": [{"key": "c1"}]}
    event = read("webhook", payload, fields).events[0]
    assert (event.id, event.attributes) == ("5", {"name": "done", "property.team": "North"})
    assert event.customers == (CustomerKey("user", "c1"),)


@pytest.mark.parametrize(
    ("tool", "payload", "reason"),
    [
        ("zammad", [], "the webhook is no object"),
        ("zammad", {}, "a Zammad webhook without a ticket"),
        (
            "zammad",
            {"ticket": {"id": 1, "state": "closed"}},
            "neither a customer's key nor an e-mail address",
        ),
        (
            "chatwoot",
            {"event": "message_created"},
            "a Chatwoot event 'message_created' tells of no conversation",
        ),
        ("webhook", {"who": "c1"}, "nothing stands at case.state"),
    ],
)
def test_a_webhook_that_tells_no_contact_says_why(tool, payload, reason):
    found = read(tool, payload, {"name": "case.state", "user": "who"})
    assert ([item.reason for item in found.rejected], found.events) == ([reason], ())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name = x",
        "user = x",
        "nonsense",
        "name = \nuser = x",
        "colour = x\nname = a\nuser = b",
    ],
)
def test_a_mapping_that_is_none_is_told(text):
    with pytest.raises(MappingError):
        read_fields(text)


def test_right_signatures_pass():
    body = json.dumps(TICKET).encode()
    at = str(int(NOW.timestamp()))
    check_signature(
        "zammad", {"x-hub-signature": "sha1=" + mac(body, "sha1")}, body, secret=SECRET, now=NOW
    )
    signed = {
        "x-chatwoot-signature": "sha256=" + mac(at.encode() + b"." + body, "sha256"),
        "x-chatwoot-timestamp": at,
    }
    check_signature("chatwoot", signed, body, secret=SECRET, now=NOW)
    for name in ("x-hub-signature-256", "x-signature-256", "x-signature"):
        for before in ("sha256=", ""):
            check_signature(
                "webhook", {name: before + mac(body, "sha256")}, body, secret=SECRET, now=NOW
            )


@pytest.mark.parametrize("tool", ["zammad", "chatwoot", "webhook"])
def test_wrong_and_missing_signatures_are_refused(tool):
    body = b"{}"
    at = str(int(NOW.timestamp()))
    old = str(int(NOW.timestamp()) - 301)
    digest = {"zammad": "sha1"}.get(tool, "sha256")
    name = {"zammad": "x-hub-signature", "chatwoot": "x-chatwoot-signature"}.get(
        tool, "x-signature"
    )

    def signed(of, secret=SECRET, time=at):
        given = time.encode() + b"." + of if tool == "chatwoot" else of
        return {name: "sha=" + mac(given, digest, secret), "x-chatwoot-timestamp": time}

    wrong = [
        ({}, SECRET),
        (signed(b"[]"), SECRET),
        (signed(body, "other"), SECRET),
        (signed(body, ""), ""),
    ]
    wrong += [({name: "é", "x-chatwoot-timestamp": at}, SECRET)]
    if tool == "chatwoot":
        wrong += [
            (signed(body, time=old), SECRET),
            ({**signed(body), "x-chatwoot-timestamp": "nan"}, SECRET),
        ]
    for headers, secret in wrong:
        with pytest.raises(RefusedSenderError):
            check_signature(tool, headers, body, secret=secret, now=NOW)
