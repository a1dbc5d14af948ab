"""Guessing passwords is slow, is logged, and gains nothing."""

import pytest
from django.contrib.auth.hashers import identify_hasher, make_password
from django.test import Client

from luister_web.access.models import AuditEntry, User
from web.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def attempt(client: Client, name: str, password: str):
    return client.post("/account/login/", {"login": name, "password": password})


def test_after_five_failures_even_the_right_password_waits(client, cast):
    for _ in range(5):
        attempt(client, "director", "wrong")
    answer = attempt(client, "director", PASSWORD)
    assert answer.status_code in (200, 429)
    assert client.get("/people/me/").status_code == 302


def test_others_may_sign_in_while_one_name_waits(client, cast):
    for _ in range(5):
        attempt(client, "director", "wrong")
    assert attempt(Client(REMOTE_ADDR="192.0.2.7"), "manager", PASSWORD).status_code == 302


def test_a_failed_sign_in_is_logged_with_the_name_and_the_address(client, cast):
    attempt(client, "director", "wrong")
    entry = AuditEntry.objects.get(action="sign_in_failed")
    assert (entry.who, entry.detail) == ("director", "127.0.0.1")


def test_a_sign_in_and_a_sign_out_are_logged(client, cast):
    attempt(client, "director", PASSWORD)
    client.post("/account/logout/")
    actions = AuditEntry.objects.order_by("id").values_list("action", flat=True)
    assert list(actions) == ["signed_in", "signed_out"]


def test_a_closed_account_cannot_sign_in(client, cast):
    User.objects.filter(username="director").update(is_active=False)
    attempt(client, "director", PASSWORD)
    assert client.get("/people/me/").status_code == 302


def test_closing_an_account_ends_its_session(signed_in, cast):
    browser = signed_in("director")
    User.objects.filter(username="director").update(is_active=False)
    assert browser.get("/people/me/").status_code == 302


def test_nobody_signs_up_by_themselves(client, cast):
    answer = client.post(
        "/account/signup/", {"username": "x", "email": "x@example.org", "password1": PASSWORD}
    )
    assert answer.status_code == 200
    assert not User.objects.filter(username="x").exists()


def test_after_sign_in_comes_the_start_page(client, cast):
    User.objects.filter(username="director").update(start_page="/goals/")
    assert attempt(client, "director", PASSWORD).headers["Location"] == "/goals/"


def test_passwords_are_kept_with_argon(settings):
    settings.PASSWORD_HASHERS = ["luister_web.access.hashing.ArgonHasher"]
    assert identify_hasher(make_password("x")).algorithm == "argon2"
