"""Other programs ask, send people, invite and tell of bounces, each with a key."""

import pytest
from django.utils import timezone
from tests.loop.invited import plan_for

from luister.loop import contacts, invite, reach, work
from luister_web.current_home import home

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("web_home")]

PEOPLE = [
    {"key": f"c{n}", "email": f"c{n}@example.org", "attributes": {"segment": "home"}}
    for n in range(20)
]


def post(client, path, body, **more):
    return client.post(f"/api/v1/{path}", body, content_type="application/json", **more)


@pytest.fixture
def client(program):
    return program("manager")


def test_contacts_come_in_and_those_that_cannot_be_are_told(client):
    given = [*PEOPLE, {"email": "no address"}, {"name": "Nobody"}]
    said = post(client, "contacts", {"contacts": given}).json()
    assert (said["read"], said["kept"], said["rejected"]) == (22, 20, 2)
    assert [one["row"] for one in said["rejects"]] == [21, 22]
    assert contacts.page(home())[0] == 20


def test_a_trial_keeps_nothing(client):
    post(client, "contacts", {"contacts": PEOPLE, "dry_run": True})
    assert contacts.page(home())[0] == 0


def test_a_slot_is_reserved_and_given_back(client):
    asked = {"email": "c1@example.org", "survey": "their survey", "kind": "transaction"}
    first = post(client, "may-contact", asked).json()
    assert first["allowed"]
    second = post(client, "may-contact", asked).json()
    assert (second["allowed"], second["rule"], second["reservation"]) == (False, "any-30", None)
    assert second["until"] is not None
    assert client.delete(f"/api/v1/may-contact/{first['reservation']}").status_code == 200
    assert client.delete(f"/api/v1/may-contact/{first['reservation']}").status_code == 404
    assert post(client, "may-contact", asked | {"reserve": False}).json()["allowed"]


def test_a_sample_is_invited_and_counted(client):
    plan_for(home(), "relation")
    post(client, "contacts", {"contacts": PEOPLE})
    wish = {"survey": "relation", "wave": "w", "most": 5, "seed": 3}
    answer = post(client, "invitations", wish)
    assert (answer.status_code, answer.json()["invited"]) == (201, 5)
    assert post(client, "invitations", wish).json()["held_back"] == {"already-invited": 5}
    said = client.get("/api/v1/invitations?survey=relation&by=wave").json()
    assert said["invitations"][0]["group"] == {"wave": "w"}
    assert said["invitations"][0]["invited"] == 5
    assert said["held_back"][0]["asks"] == 5


def test_a_large_sample_is_a_job_with_a_run_to_look_at(client, monkeypatch):
    monkeypatch.setattr(invite, "_AT_ONCE", 10)
    plan_for(home(), "relation")
    post(client, "contacts", {"contacts": PEOPLE})
    keys = [one["key"] for one in PEOPLE[:12]]
    answer = post(client, "invitations", {"survey": "relation", "wave": "w", "keys": keys})
    run = answer.json()
    assert (answer.status_code, run["state"], run["invited"]) == (202, "waiting", 0)
    where = answer["Location"]
    assert client.get(where).json() == run
    assert post(client, f"invitations/runs/{run['run']}/cancel", {}).json()["state"] == "cancelled"
    assert post(client, f"invitations/runs/{run['run']}/cancel", {}).status_code == 409
    assert post(client, f"invitations/runs/{run['run']}/again", {}).json()["state"] == "waiting"
    work.run_due(home(), clock=timezone.now)
    done = client.get(where).json()
    assert (done["state"], done["drawn"], done["done"], done["invited"]) == ("done", 12, 12, 12)
    assert reach.reach(home()).invited == 12


def test_a_way_of_sending_that_nobody_set_up_invites_nobody(client):
    answer = post(client, "invitations", {"survey": "relation", "channel": "pigeon"})
    assert (answer.status_code, "'pigeon'" in answer.json()["error"]) == (404, True)


def test_letters_of_which_nobody_can_tell_are_listed_and_decided_at_once(client):
    plan_for(home(), "relation")
    post(client, "contacts", {"contacts": PEOPLE[:3]})
    post(client, "invitations", {"survey": "relation"})
    home().truth.execute("UPDATE store_letter SET state = 'unsure', problem = 'Gone.'")
    listed = client.get("/api/v1/letters?limit=2").json()
    assert (listed["total"], len(listed["letters"])) == (3, 2)
    assert {one["customer"] for one in listed["letters"]} <= {"c0", "c1", "c2"}
    wish = {"state": "unsure", "decision": "send"}
    assert post(client, "letters/decisions", wish | {"survey": "other"}).json() == {"decided": 0}
    past = {"until": "2020-01-01T00:00:00Z"}
    assert post(client, "letters/decisions", wish | past).json() == {"decided": 0}
    assert post(client, "letters/decisions", wish | {"until": "2020-01-01"}).status_code == 422
    assert post(client, "letters/decisions", wish).json() == {"decided": 3}
    assert home().truth.execute("SELECT DISTINCT state FROM store_letter") == [("waiting",)]
    assert client.get("/api/v1/letters").json() == {"total": 0, "letters": []}


def test_a_provider_tells_of_a_bounce(client):
    post(client, "contacts", {"contacts": PEOPLE})
    assert post(client, "bounces", {"kind": "hard", "email": "C1@example.org"}).json() == {
        "marked": 1
    }
    assert contacts.one(home(), "c1")[0].address_state == "bounced"
    assert post(client, "bounces", {"kind": "eaten", "email": "c1@example.org"}).status_code == 404


def test_a_mail_that_is_no_report_marks_nobody(client):
    raw = b"From: a@example.org\r\nSubject: I am away\r\n\r\nUntil Monday.\r\n"
    answer = client.post("/api/v1/bounces/mail", raw, content_type="message/rfc822")
    assert answer.json() == {"marked": 0}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("may-contact", {"survey": "x", "email": "a@example.org"}),
        ("contacts", {"contacts": []}),
        ("invitations", {"survey": "x"}),
        ("letters/decisions", {"state": "unsure", "decision": "leave"}),
        ("bounces", {"kind": "hard", "email": "a@example.org"}),
    ],
)
def test_whoever_may_not_keep_contacts_is_refused(program, path, body):
    assert post(program("leader_north"), path, body).status_code == 403


def test_a_person_who_is_not_named_is_refused(client):
    answer = post(client, "may-contact", {"survey": "x"})
    assert (answer.status_code, answer.json()["error"]) == (422, "The person is not named.")


def test_a_survey_without_words_is_told(client):
    post(client, "contacts", {"contacts": PEOPLE})
    answer = post(client, "invitations", {"survey": "relation"})
    assert answer.status_code == 422
    assert "no text to send" in answer.json()["error"]
