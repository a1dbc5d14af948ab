"""Digests and notices: real mail on this machine, in the reader's language, with nothing of anybody else's."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone, translation
from tests.store.mail_server import mail_server

from luister.cases.actor import Actor
from luister.estimates.estimate import Estimate
from luister.events.signal import NewSignal
from luister.loop import take_action
from luister.loop.take_action import Plan
from luister.loop.tell import notices_of
from luister.store.signals import raise_signal
from luister_web.access.models import AuditEntry
from luister_web.current_home import home
from luister_web.digests.audience import audience, key_of_person
from luister_web.digests.letters import token_for
from luister_web.digests.models import ChatPlace, wishes_of
from luister_web.digests.sending import tell_people
from luister_web.look.wording import day_words
from web.mine.conftest import answered  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings):
    with mail_server() as found:
        mail = replace(
            settings.LUISTER.mail, host="127.0.0.1", port=found.port, sender="l@example.org"
        )
        settings.LUISTER = replace(
            settings.LUISTER, mail=mail, address="https://luister.example.org"
        )
        yield found


def monday(hour=9):
    """The Monday to come, at this hour of the day there."""
    today = timezone.localdate()
    day = today + timedelta(days=7 - today.weekday())
    return datetime.combine(day, time(hour), ZoneInfo("Europe/Amsterdam"))


def tell(now):
    work = SimpleNamespace(now=lambda: now, should_stop=lambda: False, renew=lambda: None)
    tell_people(home(), work)


def wish(user, **wishes):
    found = wishes_of(user)
    for name, value in wishes.items():
        setattr(found, name, value)
    found.save()


def alarm(key, now, **told):
    effect = Estimate(-12.0, -17.0, -7.0, 120, "points")
    with home().truth.transaction():
        return raise_signal(
            home().truth,
            NewSignal(
                kind="alarm", key=key, raised_at=now, process="moving house", metric="nps",
                customers=40, effect=effect, **told,
            ),
        )  # fmt: skip


def letters(server):
    return {one["To"]: one for one in server.mails()}


def test_the_audience_is_everybody_with_an_address_and_the_channels(cast, server):
    assert {one.key for one in audience()} == {key_of_person(one) for one in vars(cast).values()}


def test_a_digest_holds_only_what_its_reader_may_see(answered, cast, server):  # noqa: F811
    now = monday()
    for user in vars(cast).values():
        wish(user, rhythm="weekly")
    alarm("alarm:north", now - timedelta(days=2), team="Noord")
    alarm("alarm:south", now - timedelta(days=2), team="Zuid", group={"team": "Zuid"})
    alarm("alarm:all", now - timedelta(days=2), group={"channel": "web"})
    tell(now)
    said = {to: one.get_body(("plain",)).get_content() for to, one in letters(server).items()}
    seen = {
        to.partition("@")[0]: ("moving house." in text, "Zuid" in text, ", web" in text)
        for to, text in said.items()
    }
    everything = (True, True, True)
    assert seen == {
        "leader-north": (True, False, False), "leader-south": (False, True, False),
        "manager": (True, True, False), "director": everything, "analyst": everything,
        "administrator": everything,
    }  # fmt: skip


def test_a_digest_names_own_actions_that_are_due_in_both_bodies(cast, server):
    now = monday()
    cast.leader_north.language = "en"
    cast.leader_north.save()
    for user in (cast.leader_north, cast.leader_south):
        wish(user, rhythm="weekly")
    mine = Actor(name=cast.leader_north.username, scope={"team": ("Noord",)})
    for title, days in (("Ring Jan Jansen", -2), ("Soon", 6), ("Later", 8), ("Over", -1)):
        wanted = Plan(level="process", kind="change_process", title=title, team="Noord",
                      process="moving house", due_on=now.date() + timedelta(days=days))  # fmt: skip
        number = take_action.plan(home(), wanted, by=mine, now=now - timedelta(days=9))
        if title == "Over":
            take_action.move(home(), number, "dropped", by=mine, now=now)
    tell(now)
    said = letters(server)
    assert set(said) == {"leader-north@example.org"}
    with translation.override("en"):
        was_due = day_words(now.date() - timedelta(days=2))
    for kind in ("plain", "html"):
        text = said["leader-north@example.org"].get_body((kind,)).get_content()
        assert "Your actions that are due" in text
        assert "Action 1: " in text
        assert f"was due {was_due}" in text
        assert "Action 2: " in text
        assert "Action 3" not in text
        assert "Action 4" not in text
        assert "Jansen" not in text
        assert "https://luister.example.org/actions/1/" in text


def test_nothing_to_say_is_no_mail_and_none_comes_twice(cast, server):
    now = monday()
    wish(cast.director, rhythm="weekly")
    tell(now)
    assert server.letters == []
    assert notices_of(home(), key_of_person(cast.director))[0]["state"] == "nothing"
    alarm("alarm:late", now + timedelta(days=1))
    for hour in range(3):
        tell(now + timedelta(days=7, hours=hour))
    assert [one for one in server.recipients if one.startswith("director")] == [
        "director@example.org"
    ]


def test_an_employee_hears_that_customers_answered(answered, cast, server):  # noqa: F811
    first = timezone.now().astimezone(ZoneInfo("Europe/Amsterdam")).replace(hour=9)
    wish(cast.employee, rhythm="daily", digest_at=time(7), time_zone="Europe/Amsterdam")
    wish(cast.director, rhythm="daily")
    while first.weekday() > 4:
        first += timedelta(days=1)
    tell(first)
    mails = letters(server)
    assert "director@example.org" not in mails
    # Whether ten answered in so few days decides whether there is a mail at all.
    for mail in mails.values():
        assert mail["To"] == "anna@example.org"


def test_the_mail_is_in_the_readers_language_with_a_plain_twin(cast, server):
    now = monday()
    cast.director.language = "nl"
    cast.director.save()
    cast.administrator.language = "en"
    cast.administrator.save()
    for user in (cast.director, cast.administrator):
        wish(user, rhythm="weekly")
    alarm("alarm:1", now - timedelta(days=1))
    tell(now)
    dutch, english = (
        letters(server)[f"{who}@example.org"] for who in ("director", "administrator")
    )
    assert "Nieuwe signalen" in dutch.get_body(("plain",)).get_content()
    assert "New signals" in english.get_body(("html",)).get_content()
    assert dutch["Content-Language"] == "nl"
    page = english.get_body(("html",)).get_content()
    assert "<script" not in page
    assert "<img" not in page
    assert "width=device-width" in page
    assert "https://luister.example.org/notices/stop/" in english["List-Unsubscribe"]


def test_an_alarm_is_mailed_at_once_and_in_quiet_hours_it_waits(cast, server):
    night = monday(23)
    wish(cast.director, alarms=True, rhythm="never")
    wish(cast.leader_south, alarms=True, rhythm="never")
    alarm("alarm:1", night - timedelta(minutes=5), team="Noord")
    tell(night)
    assert server.letters == []
    wish(cast.leader_north, rhythm="never")
    tell(night + timedelta(hours=8, minutes=1))
    tell(night + timedelta(hours=9))
    assert server.recipients == ["director@example.org"]
    assert "-12" not in server.letters[0]


def test_who_may_not_sign_in_any_more_is_told_nothing(cast, server):
    night = monday(23)
    wish(cast.director, alarms=True, rhythm="never")
    alarm("alarm:1", night)
    tell(night)
    cast.director.is_active = False
    cast.director.save()
    tell(night + timedelta(hours=10))
    assert server.letters == []


def test_the_link_in_a_mail_stops_digests_after_one_question(cast, server):
    address = f"/notices/stop/{token_for(cast.director)}/"
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.get(address).status_code == 200
    assert wishes_of(cast.director).rhythm == "weekly"
    assert stranger.post(address).status_code == 200
    assert wishes_of(cast.director).rhythm == "never"
    assert stranger.post("/notices/stop/forged:token/").status_code == 404


def test_one_click_stops_the_digest_when_signed_in(cast, signed_in):
    assert signed_in("leader_north").post("/notices/no-digest/").status_code == 302
    assert wishes_of(cast.leader_north).rhythm == "never"
    assert wishes_of(cast.leader_south).rhythm == "daily"


def test_wishes_are_kept_and_a_zone_that_is_none_is_refused(cast, signed_in):
    client = signed_in("director")
    given = {
        "rhythm": "daily", "digest_at": "08:15", "quiet_from": "21:00", "quiet_until": "06:30",
        "alarms": "on", "time_zone": "Mars/Olympus",
    }  # fmt: skip
    assert client.post("/notices/", given).status_code == 422
    assert client.post("/notices/", given | {"time_zone": "Asia/Tokyo"}).status_code == 302
    found = wishes_of(cast.director)
    assert (found.rhythm, found.alarms, found.cases, found.time_zone) == (
        "daily",
        True,
        False,
        "Asia/Tokyo",
    )


def test_a_channel_is_kept_with_its_secret_address_shown_nowhere(cast, signed_in):
    client = signed_in("administrator")
    given = {
        "name": "Alerts", "shape": "slack", "language": "en", "alarms": "on",
        "url": "https://hooks.slack.example/services/T0/B0/secret", "unit": "",
    }  # fmt: skip
    assert client.post("/notices/channels/", given | {"url": "ftp://x"}).status_code == 422
    assert client.post("/notices/channels/", given).status_code == 302
    assert "B0/secret" not in client.get("/notices/channels/").content.decode()
    assert "B0/secret" not in str(list(AuditEntry.objects.values_list("object", "detail")))


def test_a_channel_inside_the_own_network_is_never_called(cast, settings):
    settings.LUISTER = replace(settings.LUISTER, address="https://luister.example.org")
    with mail_server() as inside:
        ChatPlace.objects.create(
            name="x", shape="slack", url=f"http://127.0.0.1:{inside.port}/", language="en"
        )
        now = monday()
        alarm("alarm:1", now)
        tell(now)
    key = f"place:{ChatPlace.objects.get().pk}"
    (sent,) = notices_of(home(), key)
    assert (sent["state"], "private network" in sent["problem"]) == ("failed", True)
