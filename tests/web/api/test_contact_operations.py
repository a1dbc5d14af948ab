"""Other programs ask, send people, invite and tell of bounces, each with a key."""

import pytest
from tests.loop.invited import plan_for

from luister.loop import contacts
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
