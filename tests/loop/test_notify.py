"""Messages to other systems: real receivers on loopback, on both databases."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks import Webhook
from tests.webhooks.receiver import receiving

from luister.errors import LuisterError, StoreError, UnknownNameError
from luister.loop import collect, notify, work
from luister.store import jobs, staging, webhook_care, webhooks
from luister.store.home import Store

KEY = "klant_7 é"


@pytest.fixture
def store(home_folder):
    """A home that may call loopback."""
    with (home_folder / "luister.toml").open("a") as file:
        file.write('webhook_networks = ["127.0.0.0/8"]\n')
    (home_folder / "secret.key").write_text("the key of a test")
    opened = Store(home_folder)
    yield opened
    opened.close()


@pytest.fixture
def receiver():
    with receiving() as found:
        yield found


class Clock:
    """A clock that a test puts forward."""

    def __init__(self):
        self.moment = datetime.now(UTC)

    def __call__(self):
        return self.moment

    def on(self, **given):
        self.moment += timedelta(**given)


@pytest.fixture
def clock():
    return Clock()


def deliver(store, clock, **given):
    return notify.deliver_webhooks(store, now=clock, chance=lambda: 0.5, **given)


def tell(store, clock, data=None):
    return webhooks.notify(store.truth, "answer.received", data or {"survey": "nps"}, now=clock())


def endpoint(store, receiver, clock, types=()):
    return notify.add(store, receiver.url, name="CRM", types=types, now=clock())


def only(store, number):
    (found,) = notify.deliveries(store, number)
    return found


def test_what_happened_arrives_signed(store, receiver, clock):
    number, secret = endpoint(store, receiver, clock)
    assert tell(store, clock) == 1
    assert deliver(store, clock) == 1
    headers, body = receiver.got[0]
    told = Webhook(secret).verify(body, headers)
    assert (told["type"], told["data"]) == ("answer.received", {"survey": "nps"})
    assert datetime.fromisoformat(told["timestamp"]) == clock()
    assert (only(store, number).state, only(store, number).status) == ("delivered", 204)
    assert deliver(store, clock) == 0


def test_only_the_types_that_were_asked_for_arrive(store, receiver, clock):
    endpoint(store, receiver, clock, types=["import.finished"])
    assert tell(store, clock) == 0
    with pytest.raises(UnknownNameError, match="There is no event"):
        webhooks.notify(store.truth, "answer.recieved", {}, now=clock())


def test_a_file_that_counts_is_told_even_where_the_server_dies_right_after(
    store, receiver, clock, monkeypatch, tmp_path
):
    endpoint(store, receiver, clock, types=["import.finished"])
    file = tmp_path / "answers.csv"
    file.write_text("id,date,nps\n1,2026-05-01,9\n2,2026-05-01,3\n3,2026-05-02,10\n")
    mapping = collect.mapping_text(collect.propose_file(store, file))

    def die(*_arguments):
        raise RuntimeError

    with monkeypatch.context() as dying:
        dying.setattr(staging, "result", die)
        with pytest.raises(RuntimeError):
            collect.import_file(store, file, survey="moving", mapping_text=mapping, now=clock())
    assert deliver(store, clock) == 1
    assert json.loads(receiver.got[0][1])["data"]["kept"] == 3


def test_what_never_happened_is_never_told(store, receiver, clock):
    endpoint(store, receiver, clock)

    def break_off():
        with store.truth.transaction():
            tell(store, clock)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        break_off()
    assert deliver(store, clock) == 0


def test_a_message_is_tried_again_until_it_is_heard(store, receiver, clock):
    number, _ = endpoint(store, receiver, clock)
    receiver.statuses = [500, 503]
    tell(store, clock)
    assert deliver(store, clock) == 1
    assert (only(store, number).error, only(store, number).state) == ("Answered 500.", "waiting")
    assert deliver(store, clock) == 0
    clock.on(seconds=6)
    deliver(store, clock)
    clock.on(seconds=301)
    deliver(store, clock)
    assert only(store, number).state == "delivered"
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 1
    assert len({headers["webhook-timestamp"] for headers, _ in receiver.got}) == 3


def test_what_is_never_heard_fails_after_days_and_is_replayed_by_a_button(store, receiver, clock):
    number, _ = endpoint(store, receiver, clock)
    receiver.statuses = [500] * 10
    tell(store, clock)
    began = clock()
    while only(store, number).state == "waiting":
        deliver(store, clock)
        clock.on(hours=1)
    assert clock() - began > timedelta(days=3)
    assert only(store, number).attempts == 10
    assert notify.replay(store, only(store, number).id, now=clock()) == number
    assert deliver(store, clock) == 1
    assert only(store, number).state == "delivered"
    with pytest.raises(UnknownNameError):
        notify.replay(store, 4711, now=clock())


def test_410_ends_all_messages_to_an_endpoint(store, receiver, clock):
    number, _ = endpoint(store, receiver, clock)
    receiver.statuses = [410]
    tell(store, clock)
    deliver(store, clock)
    assert notify.endpoint(store, number).state == "gone"
    assert only(store, number).state == "failed"
    assert tell(store, clock) == 0
    notify.switch(store, number, on=True)
    assert tell(store, clock) == 1


def test_an_endpoint_that_is_off_gets_what_waits_when_it_is_on_again(store, receiver, clock):
    number, _ = endpoint(store, receiver, clock)
    tell(store, clock)
    notify.switch(store, number, on=False)
    assert tell(store, clock) == 0
    assert deliver(store, clock) == 0
    notify.switch(store, number, on=True)
    assert deliver(store, clock) == 1


def test_for_a_day_the_old_secret_signs_too(store, receiver, clock):
    number, old = endpoint(store, receiver, clock)
    new = notify.renew_secret(store, number, now=clock())
    assert new != old
    tell(store, clock)
    deliver(store, clock)
    headers, body = receiver.got[0]
    assert Webhook(old).verify(body, headers) == Webhook(new).verify(body, headers)
    assert headers["webhook-signature"].count("v1,") == 2
    clock.on(hours=25)
    tell(store, clock)
    deliver(store, clock)
    assert receiver.got[1][0]["webhook-signature"].count("v1,") == 1


def test_no_secret_is_in_the_database(store, receiver, clock):
    _, secret = endpoint(store, receiver, clock)
    for (value,) in store.truth.execute("SELECT nonce || digest || url FROM store_webhook"):
        assert secret.removeprefix("whsec_") not in value


def test_another_key_of_the_home_is_noticed_and_nothing_is_sent(store, receiver, clock):
    number, _ = endpoint(store, receiver, clock)
    (store.folder / "secret.key").write_text("another key")
    tell(store, clock)
    deliver(store, clock)
    assert "secret.key is another" in only(store, number).error
    assert receiver.got == []


def test_the_own_network_is_refused_unless_it_was_named(store, receiver, clock):
    store.settings = replace(store.settings, webhook_networks=())
    number, _ = endpoint(store, receiver, clock)
    tell(store, clock)
    deliver(store, clock)
    assert "private network" in only(store, number).error
    assert receiver.got == []


def test_a_name_that_turns_to_the_own_network_after_it_was_asked_is_not_followed(
    store, receiver, clock
):
    """DNS rebinding: the address that was looked at is the one that is connected to."""
    connected = []

    def send(target, body, headers):
        connected.append(target.address)
        return notify.sending.Outcome(204)

    answers = iter([["93.184.215.14"], ["127.0.0.1"]])
    line = notify.Line(lambda _host, _port: next(answers), send)
    notify.add(store, "https://rebind.example.org/", name="x", types=(), now=clock())
    tell(store, clock)
    deliver(store, clock, line=line)
    assert connected == ["93.184.215.14"]


def test_a_slow_endpoint_holds_no_other_up(store, receiver, clock):
    slow, _ = notify.add(store, receiver.url + "/slow", name="slow", types=(), now=clock())
    quick, _ = notify.add(store, receiver.url + "/quick", name="quick", types=(), now=clock())
    for _ in range(20):
        tell(store, clock)
    first = webhooks.due(store, now=clock(), most=16, each=2)
    assert sorted({one.webhook for one in first}) == sorted([slow, quick])
    assert deliver(store, clock) == 40


def test_a_message_is_bounded(store, receiver, clock):
    endpoint(store, receiver, clock)
    with pytest.raises(StoreError, match="longer than 64 KiB"):
        tell(store, clock, {"words": "a" * 70_000})


def test_an_address_that_cannot_be_called_is_not_kept(store, clock):
    with pytest.raises(LuisterError, match="no web address"):
        notify.add(store, "javascript:alert(1)", name="x", types=(), now=clock())
    assert notify.endpoints(store) == []


def test_a_worker_delivers_by_itself_as_soon_as_something_happened(store, receiver, clock):
    clock.moment = clock.moment.replace(second=0, microsecond=0)  # No other duty's turn comes.
    jobs.plan_duties(store.truth, work.EVERY, now=clock())
    work.run_due(store, clock=clock)
    clock.on(seconds=jobs.REST.total_seconds())
    endpoint(store, receiver, clock)
    tell(store, clock)
    assert work.run_due(store, clock=clock) == 1
    assert len(receiver.got) == 1


def test_old_messages_are_let_go_and_waiting_ones_stay(store, receiver, clock):
    number, _ = endpoint(store, receiver, clock)
    tell(store, clock)
    deliver(store, clock)
    clock.on(days=31)
    notify.send_test(store, number, now=clock())
    assert notify.forget_old(store, now=clock()) == 1
    assert json.loads(only(store, number).body)["type"] == "webhook.test"


def test_removing_an_endpoint_removes_its_messages(store, receiver, clock):
    number, _ = endpoint(store, receiver, clock)
    tell(store, clock)
    notify.remove(store, number)
    assert notify.endpoints(store) == []
    assert notify.counts(store) == {}


def test_what_names_a_customer_is_handed_out_and_erased(store, receiver, clock):
    number, _ = endpoint(store, receiver, clock)
    tell(store, clock, {"customer": KEY})
    tell(store, clock, {"customer": "klantx7 é"})
    (found,) = webhook_care.of_customer(store.truth, KEY)
    assert (found["data"], found["state"]) == ({"customer": KEY}, "waiting")
    assert webhook_care.erase(store.truth, KEY) == 1
    assert KEY not in str(notify.deliveries(store, number))
