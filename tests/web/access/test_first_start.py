"""The first page of a new home."""

import pytest

from luister_web.access.models import AuditEntry, OnceDone, Role, User

pytestmark = pytest.mark.django_db

FORM = {"username": "els", "display_name": "Els", "password": "a long walk by the sea"}


def test_a_new_home_asks_for_its_administrator(client):
    assert client.get("/account/login/").headers["Location"] == "/first-start/"
    assert client.get("/first-start/").status_code == 200


def test_the_first_person_is_administrator_and_signed_in(client):
    assert client.post("/first-start/", FORM).headers["Location"] == "/"
    assert User.objects.get().role == Role.ADMINISTRATOR
    assert client.get("/people/").status_code == 200
    assert AuditEntry.objects.filter(action="made", object="user els").exists()


def test_afterwards_the_page_is_not_there(client, cast):
    assert client.get("/first-start/").status_code == 404
    assert client.post("/first-start/", FORM).status_code == 404
    assert not User.objects.filter(username="els").exists()


def test_of_two_at_the_same_moment_one_is_refused(client):
    OnceDone.objects.create(name="first administrator")  # the other was a moment earlier
    assert client.post("/first-start/", FORM).status_code == 404
    assert not User.objects.exists()


def test_a_weak_password_is_refused(client):
    answer = client.post("/first-start/", FORM | {"password": "12345"})
    assert answer.status_code == 200
    assert not User.objects.exists()
