"""The way out of a letter: one click for a mail program, one question for a person."""

import random

import pytest
from django.test import Client
from tests.loop.invited import NOW, add_contacts, plan_for

from luister.loop import ask, contacts
from luister.loop.ask import Selection
from luister.loop.standing import Wish
from luister_web.current_home import home

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(web_home):
    plan_for(home(), "relation")
    add_contacts(home(), 1)
    ask.invite(home(), Wish(survey="relation"), Selection(), now=NOW, rng=random.Random(1))
    ((token,),) = home().truth.execute("SELECT token FROM store_invitation")
    return f"/s/{token}/unsubscribe"


def is_out(key="klant-0"):
    return contacts.one(home(), key)[0].opted_out_at is not None


def test_a_mail_program_opts_out_with_one_post_and_nothing_else(address):
    # As RFC 8058 has it: no cookie, no session, no form token, no referrer.
    answer = Client(enforce_csrf_checks=True).post(address, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert is_out()
    assert answer.cookies == {}


def test_a_scanner_that_opens_the_link_opts_nobody_out(address):
    for method in ("get", "head"):
        assert getattr(Client(), method)(address).status_code == 200
    assert not is_out()


def test_a_person_is_asked_once_and_then_left_in_peace(address):
    page = Client().get(address)
    assert b'method="post"' in page.content
    assert Client(enforce_csrf_checks=True).post(address).status_code == 200
    assert is_out()
    result = ask.invite_one(home(), "relation", "klant-0", now=NOW)
    assert result.held_back == {"opted-out": 1}


def test_all_contacts_at_the_same_address_are_left_in_peace(address):
    contacts.keep(home(), [{"key": "twin", "email": "KLANT-0@example.org"}], now=NOW)
    Client().post(address)
    assert is_out("twin")


def test_a_link_nobody_was_given_leads_nowhere(address):
    assert Client().post("/s/" + "x" * 22 + "/unsubscribe").status_code == 404
    assert not is_out()


def test_the_page_speaks_the_language_of_the_letter(web_home, address):
    home().truth.execute("UPDATE store_invitation SET language = 'nl'")
    assert "Geen vragen meer van ons?" in Client().get(address).content.decode()
    home().truth.execute("UPDATE store_invitation SET language = 'en-gb'")
    assert "No more questions from us?" in Client().get(address).content.decode()


def test_the_address_is_told_to_nobody_else(address):
    answer = Client().get(address)
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "no-store" in answer.headers["Cache-Control"]
