"""The pages about webhooks: a secret shown once, a log of messages, a button for each thing."""

import re

import pytest
from django.utils import timezone
from standardwebhooks import Webhook
from tests.webhooks.receiver import receiving

from luister.loop import notify
from luister.store import webhooks
from luister_web.access.models import AuditEntry
from luister_web.current_home import home

pytestmark = pytest.mark.django_db
ADDRESS = "/webhooks/"


@pytest.fixture(autouse=True)
def secret_key(web_home):
    """A home that has its key and may call loopback."""
    (web_home / "secret.key").write_text("the key of a test")
    (web_home / "luister.toml").write_text('webhook_networks = ["127.0.0.0/8"]\n')


@pytest.fixture
def receiver():
    with receiving() as found:
        yield found


def made(browser, url, **given):
    """The secret that the page shows after making an endpoint."""
    page = browser.post(ADDRESS, {"name": "CRM", "url": url, **given}).content.decode()
    return re.search(r"whsec_[\w+/=]+", page)[0]


def deliver():
    return notify.deliver_webhooks(home(), now=timezone.now, chance=lambda: 0.5)


def test_a_secret_is_shown_once_and_signs_what_arrives(signed_in, receiver):
    browser = signed_in("analyst")
    secret = made(browser, receiver.url)
    assert "whsec_" not in browser.get(ADDRESS).content.decode()
    (number,) = (one.id for one in notify.endpoints(home()))
    browser.post(f"{ADDRESS}{number}/test/")
    assert deliver() == 1
    headers, body = receiver.got[0]
    assert Webhook(secret).verify(body, headers)["type"] == "webhook.test"
    page = browser.get(f"{ADDRESS}{number}/").content.decode()
    assert "bezorgd" in page
    assert "whsec_" not in page
    assert not AuditEntry.objects.filter(detail__contains=secret).exists()


def test_a_new_secret_is_shown_once(signed_in, receiver):
    browser = signed_in("analyst")
    old = made(browser, receiver.url)
    number = notify.endpoints(home())[0].id
    page = browser.post(f"{ADDRESS}{number}/secret/").content.decode()
    assert re.search(r"whsec_[\w+/=]+", page)[0] != old


def test_an_address_that_cannot_be_called_is_told_in_dutch(signed_in):
    given = {"name": "x", "url": "ftp://example.org"}
    answer = signed_in("analyst").post(ADDRESS, given)
    assert answer.status_code == 422
    assert "is geen webadres" in answer.content.decode()


def test_only_chosen_events_are_told(signed_in, receiver):
    made(signed_in("analyst"), receiver.url, types=["import.finished"])
    assert notify.endpoints(home())[0].types == ("import.finished",)


def test_a_failure_is_told_and_replayed(signed_in, receiver):
    browser = signed_in("analyst")
    made(browser, receiver.url)
    receiver.statuses = [500]
    webhooks.notify(home().truth, "answer.received", {"survey": "<b>"}, now=timezone.now())
    deliver()
    number = notify.endpoints(home())[0].id
    page = browser.get(f"{ADDRESS}{number}/").content.decode()
    assert "Antwoordde 500." in page
    assert "&lt;b&gt;" in page
    sent = notify.deliveries(home(), number)[0].id
    assert browser.post(f"{ADDRESS}messages/{sent}/replay/").status_code == 302
    assert deliver() == 1
    assert notify.deliveries(home(), number)[0].state == "delivered"


def test_an_endpoint_is_put_off_and_on_and_removed(signed_in, receiver):
    browser = signed_in("analyst")
    made(browser, receiver.url)
    number = notify.endpoints(home())[0].id
    for action, state in (("off", "off"), ("on", "on")):
        browser.post(f"{ADDRESS}{number}/{action}/")
        assert notify.endpoint(home(), number).state == state
    browser.post(f"{ADDRESS}{number}/remove/")
    assert notify.endpoints(home()) == []
