import json
import threading
from dataclasses import replace

import pytest
from tests.store.forms import batch, form
from tests.store.streamed import NOW, append, event, shop

from luister.errors import UnknownNameError
from luister.events.event import CustomerKey
from luister.loop import keep
from luister.store import events, identities, rejected_items
from luister.store.seen import SeenIds
from luister.store.segment import new_scratch, segment_of
from luister.store.staging import Origin, Staging


def customer_of(store, id_):
    return store.truth.execute("SELECT customer FROM store_event WHERE id = ?", (id_,))[0][0]


def number(store, key):
    return identities.pseudonym(store.secret, key)


def test_an_event_is_kept_once_however_often_it_comes(store):
    shop(store)
    first = append(store, event("a", user="u1"), event("b", user="u1"), event("a", user="u1"))
    again = append(store, event("b", user="u1"), event("c", user="u2"))
    other = append(store, event("a", user="u1", source=2), source=2)
    assert [(one.kept, one.duplicates) for one in (first, again, other)] == [
        (2, 1),
        (1, 1),
        (1, 0),
    ]
    assert store.truth.execute("SELECT count(*) FROM store_event") == [(4,)]


def test_a_batch_moves_the_log_by_one_and_an_old_batch_not_at_all(store):
    shop(store)
    before = store.projection.catch_up()
    append(store, *(event(str(n), user=f"u{n}") for n in range(1200)))
    assert store.projection.catch_up() == before + 1
    assert append(store, *(event(str(n), user=f"u{n}") for n in range(1200))).duplicates == 1200
    append(store, rejected=[("no event", "{}")])
    assert store.projection.catch_up() == before + 1


def test_nothing_is_half_kept(store):
    shop(store)
    bad = event("b", user="u1", kind="contact", told={"colour": "red"})
    with pytest.raises(UnknownNameError, match="colour"):
        append(store, event("a", user="u1"), bad)
    assert store.truth.execute("SELECT count(*) FROM store_event") == [(0,)]


def test_many_senders_at_once_keep_each_event_once(store):
    shop(store)
    kept = []

    def send():
        received = append(store, *(event(str(n), user=f"u{n % 7}") for n in range(50)))
        kept.append(received.kept)

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(kept), sum(kept)) == (8, 50)


def test_the_pseudonym_is_that_of_the_answers(store):
    answers = batch(form("1", 9, customer="klant-é"))
    segment = segment_of(
        answers,
        SeenIds(),
        secret=store.secret,
        time_zone="Europe/Amsterdam",
        scratch=new_scratch(),
    )
    assert segment.words["customer"].to_pylist() == [number(store, "klant-é")]


def test_an_event_belongs_to_the_surest_name_it_carries(store):
    shop(store)
    append(
        store,
        event("both", user="u1", email="an@example.org", anonymous="a1"),
        event("mail", email="an@example.org"),
        event("browser", anonymous="a1"),
        event("stranger", anonymous="a2"),
        event("nobody"),
    )
    assert [customer_of(store, one) for one in ("both", "mail", "browser")] == [
        number(store, "u1")
    ] * 3
    assert customer_of(store, "stranger") == number(store, "anonymous:a2")
    assert customer_of(store, "nobody") is None


def test_what_a_browser_did_before_is_joined_when_it_is_told_who_it_was(store):
    shop(store)
    append(store, event("before", anonymous="a1"), event("mailed", email="an@example.org"))
    append(
        store,
        event(
            "who",
            kind="identified",
            name="identify",
            user="u1",
            email="an@example.org",
            anonymous="a1",
        ),
    )
    for one in ("before", "mailed", "who"):
        assert customer_of(store, one) == number(store, "u1")
    append(store, event("after", anonymous="a1"))
    assert customer_of(store, "after") == number(store, "u1")
    assert store.truth.execute(
        "SELECT count(*) FROM store_customer WHERE customer_key = 'anonymous:a1'"
    ) == [(0,)]


def test_names_are_joined_within_one_batch_too(store):
    shop(store)
    append(
        store,
        event("before", anonymous="a1"),
        event("mailed", email="an@example.org"),
        event("who", kind="identified", user="u1", email="an@example.org", anonymous="a1"),
        event("after", anonymous="a1"),
    )
    for one in ("before", "mailed", "who", "after"):
        assert customer_of(store, one) == number(store, "u1")
    kept = store.truth.execute("SELECT customer_key FROM store_customer ORDER BY 1")
    assert kept == [("an@example.org",), ("u1",)]


def test_two_people_at_one_browser_stay_two(store):
    shop(store)
    append(store, event("1", user="u1", anonymous="a1"), event("2", user="u2", anonymous="a1"))
    append(
        store,
        event("3", user="u2", email="both@example.org"),
        event("4", user="u1", email="both@example.org"),
    )
    assert [customer_of(store, one) for one in "1234"] == [
        number(store, key) for key in ("u1", "u2", "u2", "u1")
    ]


@pytest.mark.parametrize(("first", "second"), [("u1", "a1"), ("a1", "u1")])
def test_an_alias_joins_two_names_whichever_is_the_older(store, first, second):
    shop(store)
    append(store, event("1", user="u1"), event("2", anonymous="a1"))
    keys = (CustomerKey("user", first), CustomerKey("alias", first), CustomerKey("alias", second))
    told = event("3", kind="identified", name="$create_alias")
    append(store, replace(told, customers=keys))
    assert {customer_of(store, one) for one in "123"} == {number(store, "u1")}


def test_an_address_that_the_contacts_know_is_that_customer(store):
    shop(store)
    append(
        store,
        event("1", email="an@example.org"),
        by_email=lambda _truth, asked: dict.fromkeys(asked, "c-100"),
    )
    assert customer_of(store, "1") == number(store, "c-100")


def test_the_last_events_and_their_names_are_listed(store):
    source = shop(store)
    append(store, event("1", user="u1"))
    append(store, event("2", name="Move finished"))
    assert [(one.name, one.has_customer) for one in events.last_events(store, source.id)] == [
        ("Move finished", False),
        ("Order delivered", True),
    ]
    assert events.names_seen(store) == [
        ("tracked", "Move finished"),
        ("tracked", "Order delivered"),
    ]


def test_rejected_items_are_listed_and_bounded(store, monkeypatch):
    shop(store)
    monkeypatch.setattr(rejected_items, "_MOST", 5)
    append(
        store,
        event("1", user="u1"),
        rejected=[(f"reason {n}", json.dumps({"n": n})) for n in range(4)],
    )
    append(store, rejected=[(f"reason {n}", "{}") for n in range(4, 8)])
    found = rejected_items.listed(store, source=1)
    assert [one.reason for one in found] == [f"reason {n}" for n in (7, 6, 5, 4, 3)]
    assert rejected_items.listed(store, source=2) == []


ADDRESS, BROWSER, KEY = "an.de.vries@example.org", "browser-77f1", "klant-778812345"


@pytest.fixture
def joined(store):
    """A customer with a key, an address with an answer of its own, a browser, and a broken call."""
    shop(store)
    staging = Staging(store, Origin("moving", "file", "f", "a", ""), now=NOW)
    staging.add(
        batch(form("me", 2, customer=ADDRESS), form("you", 9, customer="klant-1")), (), read=2
    )
    staging.commit(now=NOW)
    append(
        store, event("1", anonymous=BROWSER), event("2", email=ADDRESS), event("3", user="klant-1")
    )
    append(store, event("4", user=KEY, email=ADDRESS, anonymous=BROWSER))
    broken = [
        {"userId": KEY},
        {"anonymousId": BROWSER.upper()},
        {"email": ADDRESS},
        {"userId": "klant-1"},
    ]
    append(store, rejected=[("broken", json.dumps(item)) for item in broken])
    store.truth.execute(
        "INSERT INTO store_trigger_ask (trigger_id, source, event, customer, occurred_at, due_at, state, told) "
        "VALUES (1, 'stream:1', '4', ?, '', '', 'waiting', '')",
        (number(store, KEY),),
    )
    return store


@pytest.mark.parametrize("name", [KEY, ADDRESS, ADDRESS.upper(), "anonymous:" + BROWSER])
def test_a_customer_gets_everything_under_every_name(joined, name):
    found = keep.export_customer(joined, name)
    assert [one["id"] for one in sorted(found["events"], key=lambda one: one["id"])] == [
        "1",
        "2",
        "4",
    ]
    assert [one["customer"] for one in found["responses"]] == [ADDRESS]
    assert {one["type"] for one in found["keys"]} == {"user", "email", "anonymous"}
    assert len(found["trigger_asks"]) == 1
    assert {"userId": KEY} in found["rejected_items"]
    assert 'klant-1"' not in json.dumps(found)


def test_an_erased_customer_is_in_no_table_and_no_file(joined, home_folder):
    erased = keep.erase_customer(joined, KEY, now=NOW)
    assert (
        erased["responses"],
        erased["events"],
        erased["rejected_items"],
        erased["trigger_asks"],
    ) == (1, 3, 3, 1)
    left = keep.export_customer(joined, "klant-1")
    assert (len(left["responses"]), len(left["events"]), len(left["rejected_items"])) == (1, 1, 1)
    for name in (KEY, ADDRESS, BROWSER):
        with pytest.raises(UnknownNameError):
            keep.export_customer(joined, name)
        for table in every_table(joined):
            assert (
                name.lower() not in str(joined.truth.execute(f"SELECT * FROM {table}")).lower()
            ), table
    joined.close()
    for path in home_folder.rglob("*"):
        content = path.read_bytes().lower() if path.is_file() else b""
        assert not [name for name in (KEY, ADDRESS, BROWSER) if name.encode() in content], path


def every_table(store):
    if store.truth.is_postgres:
        found = "SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'store_%'"
    else:
        found = "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'store_%'"
    return [str(name) for (name,) in store.truth.execute(found)]
