"""Coming in and going out."""

import pytest
from django.test import Client

from web.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def sign_in(client: Client, name: str, password: str = PASSWORD):
    return client.post("/account/login/", {"login": name, "password": password})


def test_a_person_signs_in_with_the_user_name(client, cast):
    assert sign_in(client, "director").status_code == 302
    assert client.get("/people/me/").status_code == 200


def test_a_person_signs_in_with_the_e_mail_address(client, cast):
    assert sign_in(client, "director@example.org").status_code == 302
    assert client.get("/people/me/").status_code == 200


def test_a_wrong_password_is_refused(client, cast):
    assert sign_in(client, "director", "wrong").status_code == 200
    assert client.get("/people/me/").status_code == 302


def test_a_stranger_is_sent_to_sign_in_and_back(client, cast):
    answer = client.get("/people/me/?x=1")
    assert answer.headers["Location"] == "/account/login/?next=%2Fpeople%2Fme%2F%3Fx%3D1"


@pytest.mark.parametrize(("language", "word"), [("nl", "Aanmelden"), ("en", "Sign in")])
def test_the_page_speaks_the_language_of_the_browser(client, cast, language, word):
    page = client.get("/account/login/", headers={"Accept-Language": language})
    assert f"<h1>{word}</h1>" in page.content.decode()


def test_a_person_s_own_language_goes_before_that_of_the_browser(signed_in, cast):
    cast.employee.language = "nl"
    cast.employee.save()
    page = signed_in("employee").get("/people/me/", headers={"Accept-Language": "en"})
    assert "Uw instellingen" in page.content.decode()
