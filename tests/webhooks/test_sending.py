"""One attempt, over a real line on loopback."""

import socket
import time
from datetime import UTC, datetime

import pytest
from standardwebhooks import Webhook, WebhookVerificationError
from tests.webhooks.receiver import receiving

from luister.webhooks.address import Target
from luister.webhooks.retry_times import WAITS, next_attempt
from luister.webhooks.sending import send
from luister.webhooks.signature import derived_secret, headers, secret_text

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def target(port, host="hook.example.org"):
    return Target(False, host, port, "/hook", "127.0.0.1")


@pytest.fixture
def receiver():
    with receiving() as found:
        yield found


def test_a_message_arrives_as_it_was_signed(receiver):
    secret, body = derived_secret(b"key", "one"), '{"type":"a","data":{"naam":"Zoë"}}'.encode()
    signed = headers("msg_1", body, at=datetime.now(UTC), secrets=[secret])
    assert send(target(receiver.port), body, signed).is_received
    got, came = receiver.got[0]
    assert Webhook(secret_text(secret)).verify(came, got)["data"] == {"naam": "Zoë"}
    assert got["host"] == f"hook.example.org:{receiver.port}"
    assert got["content-type"] == "application/json"


def test_old_and_new_secret_both_verify_and_a_third_does_not():
    secrets = [derived_secret(b"key", nonce) for nonce in ("new", "old", "other")]
    signed = dict(headers("msg_1", b"{}", at=datetime.now(UTC), secrets=secrets[:2]))
    for one in secrets[:2]:
        assert Webhook(secret_text(one)).verify(b"{}", signed) == {}
    with pytest.raises(WebhookVerificationError):
        Webhook(secret_text(secrets[2])).verify(b"{}", signed)


def test_a_secret_follows_from_key_and_nonce_alone():
    assert derived_secret(b"key", "a") == derived_secret(b"key", "a")
    assert len({derived_secret(key, nonce) for key in (b"k", b"l") for nonce in "ab"}) == 4
    assert len(derived_secret(b"key", "a")) == 32


def test_no_redirect_is_followed(receiver):
    receiver.statuses, receiver.answers = [302], {"Location": receiver.url}
    outcome = send(target(receiver.port), b"{}", {})
    assert (outcome.status, outcome.is_received) == (302, False)
    assert "redirects" in outcome.error
    assert len(receiver.got) == 1


def test_a_receiver_may_ask_for_a_wait(receiver):
    receiver.statuses, receiver.answers = [503], {"Retry-After": "120"}
    assert send(target(receiver.port), b"{}", {}).wait == 120


def test_410_is_for_good(receiver):
    receiver.statuses = [410]
    assert send(target(receiver.port), b"{}", {}).is_gone


def test_a_receiver_that_drips_is_not_waited_for(receiver):
    receiver.drips, began = True, time.monotonic()
    outcome = send(target(receiver.port), b"{}", {}, total=1.0)
    assert (outcome.status, outcome.error) == (None, "No answer in time.")
    assert time.monotonic() - began < 5


def test_a_receiver_that_says_nothing_is_not_waited_for():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        began = time.monotonic()
        outcome = send(target(silent.getsockname()[1]), b"{}", {}, total=0.5)
        assert outcome.error == "No answer in time."
        assert time.monotonic() - began < 5


def test_nobody_there_and_no_tls_there_are_told(receiver):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        free = taken.getsockname()[1]
    assert send(target(free), b"{}", {}).error == "No connection: ConnectionRefusedError."
    plain = Target(True, "localhost", receiver.port, "/", "127.0.0.1")
    assert "No safe connection" in send(plain, b"{}", {}).error


def test_attempts_go_on_for_three_days_and_end():
    now, moments = NOW, []
    for attempts in range(1, 30):
        again = next_attempt(attempts, now=now, chance=0.5)
        if again is None:
            break
        moments.append(again)
        now = again
    assert len(moments) == len(WAITS)
    assert 3 <= (moments[-1] - NOW).total_seconds() / 86_400 < 4


def test_chance_spreads_and_a_receiver_only_lengthens():
    early, late = (next_attempt(3, now=NOW, chance=chance) for chance in (0.0, 1.0))
    assert (late - early).total_seconds() == pytest.approx(0.4 * WAITS[2])
    asked = next_attempt(1, now=NOW, chance=0.5, asked=600)
    assert (asked - NOW).total_seconds() == 600
    assert next_attempt(4, now=NOW, chance=0.5, asked=1) > asked
