"""Keys with which programs act as a person."""

from datetime import timedelta

import pytest
from django.utils import timezone

from luister_web.access.keys import make_key, user_of_key
from luister_web.access.models import ApiKey, User
from luister_web.access.visitor import is_known

pytestmark = pytest.mark.django_db


def test_a_key_acts_as_its_owner(cast):
    assert user_of_key(make_key(cast.analyst, "report")) == cast.analyst


def test_the_key_itself_is_not_kept(cast):
    key = make_key(cast.analyst, "report")
    kept = ApiKey.objects.get()
    assert key.rsplit("_", 1)[1] not in f"{kept.prefix} {kept.digest} {kept.name}"


@pytest.mark.parametrize("key", ["", "x", "luister_a_b", "luister__", "Bearer luister_a_b"])
def test_what_is_no_key_is_nobody(key):
    assert user_of_key(key) is None


def test_a_key_with_another_secret_is_nobody(cast):
    assert user_of_key(make_key(cast.analyst, "report") + "x") is None


def test_a_key_past_its_day_is_nobody(cast):
    yesterday = timezone.now() - timedelta(days=1)
    assert user_of_key(make_key(cast.analyst, "report", expires_at=yesterday)) is None


def test_a_key_of_a_closed_account_is_nobody(cast):
    key = make_key(cast.analyst, "report")
    User.objects.filter(pk=cast.analyst.pk).update(is_active=False)
    assert user_of_key(key) is None


def test_its_use_is_noted(cast):
    user_of_key(make_key(cast.analyst, "report"))
    assert ApiKey.objects.get().last_used_at is not None


def test_a_key_is_shown_once(signed_in, cast):
    browser = signed_in("analyst")
    made = browser.post(
        "/people/keys/", {"name": "nightly", "days": "30", "scopes": ["reports"]}
    ).context["made"]
    assert user_of_key(made) == cast.analyst
    assert made not in browser.get("/people/keys/").content.decode()


def test_a_revoked_key_is_nobody(signed_in, cast):
    key = make_key(cast.analyst, "report")
    signed_in("analyst").post(f"/people/keys/{ApiKey.objects.get().pk}/revoke/")
    assert user_of_key(key) is None


def test_keys_of_others_are_not_there(signed_in, cast):
    make_key(cast.analyst, "report")
    browser = signed_in("manager")
    assert list(browser.get("/people/keys/").context["keys"]) == []
    assert browser.post(f"/people/keys/{ApiKey.objects.get().pk}/revoke/").status_code == 404


def test_headers_tell_who_is_known(cast, client):
    key = make_key(cast.analyst, "report")
    assert is_known([(b"authorization", f"Bearer {key}".encode())])
    assert is_known([(b"x-api-key", key.encode())])
    assert not is_known([(b"authorization", b"Bearer luister_a_b")])
    assert not is_known([(b"cookie", b"luister_session=made-up")])
    client.force_login(cast.employee)
    cookie = f"a=b; luister_session={client.cookies['luister_session'].value}"
    assert is_known([(b"cookie", cookie.encode())])
