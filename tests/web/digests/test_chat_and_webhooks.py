"""Alarms and cases as chat programs and other systems are handed them: posted to a receiver on loopback.

The shapes are held to what the programs document. Source: Slack API, "Block Kit: blocks" and "composition
objects"; Microsoft Learn, "Create incoming webhooks with Workflows for Microsoft Teams" and the schema of
Adaptive Cards 1.4.
"""

import json
from dataclasses import replace
from datetime import time, timedelta

import pytest
from django.utils import timezone
from standardwebhooks import Webhook
from tests.store.mail_server import mail_server
from tests.webhooks.receiver import receiving

from luister.cases.actor import Actor
from luister.loop import notify, open_case
from luister.loop.open_case import Wanted
from luister.loop.tell import notices_of
from luister_web.access.models import Unit
from luister_web.current_home import home
from luister_web.digests.models import ChatPlace
from web.digests.test_digests import alarm, letters, tell, wish

pytestmark = pytest.mark.django_db
CUSTOMER = "klant-4711"
LARGEST_CARD = 28 * 1024  # Bytes that Teams takes.


@pytest.fixture
def ears(web_home, settings):
    """One receiver for each chat program, and one for webhooks; this home may call loopback."""
    (web_home / "luister.toml").write_text('webhook_networks = ["127.0.0.0/8"]\n')
    (web_home / "secret.key").write_text("the key of a test")
    settings.LUISTER = replace(settings.LUISTER, address="https://luister.example.org")
    with receiving() as slack, receiving() as teams, receiving() as system:
        yield {"slack": slack, "teams": teams, "system": system}


def channel(ears, shape, language="en", unit=None):
    made = ChatPlace.objects.create(
        name=shape, shape=shape, url=ears[shape].url, language=language, unit=unit
    )
    return f"place:{made.pk}"


def case(now, team="Noord", words="They never rang <b>back</b> & *I* waited"):
    wanted = Wanted(subject=words, team=team, customer_key=CUSTOMER)
    return open_case.by_hand(home(), wanted, by=Actor(name="desk"), now=now)


def posted(ear):
    """What came in, each read as JSON."""
    assert {headers["content-type"] for headers, _ in ear.got} <= {"application/json"}
    return [json.loads(body) for _, body in ear.got]


def assert_is_text(made, kinds, longest):
    assert set(made) <= {"type", "text", "emoji", "verbatim"}
    assert made["type"] in kinds
    assert 1 <= len(made["text"]) <= longest


def assert_slack_takes(made):
    """As `chat.postMessage` and incoming webhooks check it: known blocks with their limits, and a fallback text."""
    assert set(made) == {"text", "blocks"}
    assert 1 <= len(made["text"]) <= 4000
    assert 1 <= len(made["blocks"]) <= 50
    for block in made["blocks"]:
        if block["type"] == "header":
            assert_is_text(block["text"], {"plain_text"}, 150)
        elif block["type"] == "section":
            assert_is_text(block["text"], {"plain_text", "mrkdwn"}, 3000)
        else:
            assert block["type"] == "actions"
            assert 1 <= len(block["elements"]) <= 25
            for button in block["elements"]:
                assert button["type"] == "button"
                assert_is_text(button["text"], {"plain_text"}, 75)
                assert len(button["url"]) <= 3000


def assert_teams_takes(made):
    """As a workflow checks it: a message with one Adaptive Card, whose elements are of version 1.4 or older."""
    assert made["type"] == "message"
    (attachment,) = made["attachments"]
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    card = attachment["content"]
    assert (card["type"], card["version"]) == ("AdaptiveCard", "1.4")
    assert card["$schema"] == "http://adaptivecards.io/schemas/adaptive-card.json"
    assert card["body"]
    for block in card["body"]:
        assert block["type"] == "TextBlock"
        assert block["text"]
        assert set(block) <= {"type", "text", "weight", "wrap", "spacing"}
    for action in card["actions"]:
        assert action["type"] == "Action.OpenUrl"
        assert action["title"]
        assert action["url"].startswith("https://luister.example.org/")
    assert len(json.dumps(made).encode()) <= LARGEST_CARD


CHECKS = {"slack": assert_slack_takes, "teams": assert_teams_takes}


def test_alarms_and_cases_come_in_the_shape_that_each_program_documents(cast, ears):
    now = timezone.now()
    for shape in CHECKS:
        channel(ears, shape)
    many = {f"dimension {n}": "a_value *with* [signs] and <more> " * 99 for n in range(9)}
    alarm("alarm:1", now, group=many)
    case(now)
    tell(now)
    tell(now + timedelta(minutes=1))
    for shape, check in CHECKS.items():
        both = posted(ears[shape])
        assert len(both) == 2, "each once"
        for made in both:
            check(made)
            text = json.dumps(made)
            assert CUSTOMER not in text
            assert "never rang" not in text
        assert any("NPS fell by 12.0" in json.dumps(made) for made in both)
        assert any("/cases/1/" in json.dumps(made) for made in both)


def test_a_channel_speaks_its_language_and_is_told_of_its_own_unit_alone(cast, ears):
    now = timezone.now()
    channel(ears, "slack", "nl", Unit.objects.get(name="Noord"))
    channel(ears, "teams", "en", Unit.objects.get(name="Zuid"))
    alarm("alarm:north", now, team="Noord")
    case(now, team="Zuid")
    tell(now)
    (north,), (south,) = posted(ears["slack"]), posted(ears["teams"])
    assert "NPS daalde met 12,0" in north["text"]
    assert "Case 1" in json.dumps(south)


def test_a_channel_that_is_away_is_tried_again_and_one_that_is_gone_is_not(cast, ears):
    now = timezone.now()
    keys = {shape: channel(ears, shape) for shape in CHECKS}
    ears["slack"].statuses, ears["teams"].statuses = [503, 429], [410]
    alarm("alarm:1", now)
    for minutes in (0, 1, 6, 30, 300):
        tell(now + timedelta(minutes=minutes))
    states = {shape: notices_of(home(), key)[0]["state"] for shape, key in keys.items()}
    assert states == {"slack": "sent", "teams": "failed"}
    bodies = [body for _, body in ears["slack"].got]
    assert (len(bodies), len(set(bodies)), len(ears["teams"].got)) == (3, 1, 1)


def test_at_night_a_person_is_left_in_peace_and_a_channel_is_told(cast, ears, settings):
    with mail_server() as server:
        mail = replace(settings.LUISTER.mail, host="127.0.0.1", port=server.port)
        settings.LUISTER = replace(settings.LUISTER, mail=replace(mail, sender="l@example.org"))
        zone = "Europe/Amsterdam"
        wish(cast.director, rhythm="never", alarms=True, time_zone=zone,
             quiet_from=time(20), quiet_until=time(7))  # fmt: skip
        channel(ears, "slack")
        night = timezone.now().replace(hour=23, minute=30)
        alarm("alarm:1", night)
        tell(night)
        assert (len(posted(ears["slack"])), server.letters) == (1, [])
        tell(night + timedelta(hours=9))
        assert set(letters(server)) == {"director@example.org"}
        assert len(ears["slack"].got) == 1


def test_other_systems_are_told_of_signals_and_cases_signed_and_until_they_hear(cast, ears):
    now, ear = timezone.now(), ears["system"]
    types = ("signal.raised", "case.opened")
    _, secret = notify.add(home(), ear.url, name="CRM", types=types, now=now)
    ear.statuses = [500, 500]
    alarm("alarm:1", now, team="Noord")
    case(now)
    for minutes in (0, 1, 10, 60):
        at = now + timedelta(minutes=minutes)
        notify.deliver_webhooks(home(), now=lambda at=at: at, chance=lambda: 0.5)
    told = [Webhook(secret).verify(body, headers) for headers, body in ear.got]
    assert sorted(one["type"] for one in told) == sorted(types * 2), (
        "each refused once, then heard"
    )
    heard = {headers["webhook-id"]: body for headers, body in ear.got}
    assert len(heard) == 2
    assert all(CUSTOMER.encode() not in body for body in heard.values())
    by_type = {one["type"]: one["data"] for one in told}
    assert by_type["signal.raised"]["process"] == "moving house"
    assert by_type["case.opened"]["team"] == "Noord"
