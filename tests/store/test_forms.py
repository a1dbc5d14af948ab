"""Forms that come in one by one: durable, counted once, replaced, undone and erased like any other."""

import threading
from dataclasses import replace

import pytest
from tests.store.forms import COMMENT, NOW, RECOMMEND, batch, form

from luister.events.answer import AnswerStatus
from luister.events.response import Answer, Response
from luister.store import customers
from luister.store.doctor import findings
from luister.store.forms import keep, response_id
from luister.store.home import Store
from luister.store.imports import undo
from luister.store.staging import Origin, Staging

QUESTIONS = (RECOMMEND, COMMENT)


def filled(key, score, *, comment=None, customer=None, **places):
    words = AnswerStatus.ANSWERED if comment else AnswerStatus.NOT_ANSWERED
    return Response(
        id=str(response_id("moving", key)),
        survey="moving",
        occurred_at=NOW,
        customer=customer,
        complete=True,
        weight=1.0,
        dimensions=places,
        answers=(
            Answer("nps", "", "nps:0-10", AnswerStatus.ANSWERED, float(score)),
            Answer("comment", "", "text", words, text=comment),
        ),
    )


def kept(store, one):
    return keep(store, one, QUESTIONS, source="api", now=NOW)


def scores(store):
    store.projection.catch_up()
    number = (
        store.projection.cursor()
        .execute("SELECT number FROM asked WHERE question = 'nps'")
        .fetchone()[0]
    )
    rows = store.projection.cursor().execute(f"SELECT v{number} FROM fact ORDER BY 1").fetchall()
    return [row[0] for row in rows]


def test_a_form_counts_once_however_often_it_is_sent(store):
    assert kept(store, filled("one", 9))
    assert not kept(store, filled("one", 9))
    assert scores(store) == [9]


def test_other_answers_under_the_same_key_replace(store):
    kept(store, filled("one", 9, comment="goed"))
    assert scores(store) == [9]
    assert kept(store, filled("one", 3, comment="slecht"))
    assert scores(store) == [3]
    assert store.truth.execute("SELECT text FROM store_comment") == [("slecht",)]


def test_a_form_and_a_row_of_a_file_with_the_same_id_are_one(store):
    kept(store, filled("one", 9))
    staging = Staging(store, Origin("moving", "file", "f", "a", ""), now=NOW)
    staging.add(batch(form("one", 4), form("two", 5)), (), read=2)
    number = staging.commit(now=NOW).id
    assert scores(store) == [4, 5]
    undo(store, number, now=NOW)
    assert scores(store) == [9]


def test_dimensions_of_a_form_can_be_grouped_by(store):
    kept(store, filled("one", 9, Region="north", team="A"))
    store.projection.catch_up()
    rows = store.projection.cursor().execute("SELECT d_region, team FROM fact").fetchall()
    assert rows == [("north", "A")]


def test_facts_built_anew_hold_the_same_forms(store):
    for number in range(30):
        kept(store, filled(str(number), number % 11))
    before = scores(store)
    store.projection.rebuild()
    assert scores(store) == before
    assert all(one.is_well for one in findings(store, now=NOW))


def test_many_threads_share_commits_and_none_is_lost(store):
    def send(part):
        for number in range(25):
            kept(store, filled(f"{part}-{number}", number % 11, comment=f"woord {part}"))

    threads = [threading.Thread(target=send, args=(part,)) for part in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(scores(store)) == 200
    entries = store.truth.execute("SELECT count(*) FROM store_log WHERE kind = 'form'")[0][0]
    assert entries < 200


def test_a_write_that_fails_is_told_and_leaves_nothing(store):
    def fail(_truth):
        raise RuntimeError("no room")

    with pytest.raises(RuntimeError, match="no room"):
        keep(store, filled("one", 9), QUESTIONS, source="api", now=NOW, also=fail)
    assert store.truth.execute("SELECT count(*) FROM store_form") == [(0,)]
    assert kept(store, filled("two", 9))


def test_an_erased_customer_is_in_no_table_and_no_file(store, home_folder):
    key, words = "klant-55512399", "Ik heb drie keer gebeld over de meterstand"
    kept(store, filled("mine", 2, comment=words, customer=key))
    kept(store, filled("other", 8, comment="prima", customer="klant-2"))
    store.projection.catch_up()
    assert words in str(customers.everything_of(store, key))
    assert customers.erase(store, key, now=NOW)["responses"] == 1
    assert scores(store) == [8]
    store.close()
    for path in home_folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert key.encode() not in content, path
        assert words.encode() not in content, path


def test_an_unfinished_form_counts_as_partial(store):
    keep(store, replace(filled("one", 9), complete=False), QUESTIONS, source="api", now=NOW)
    store.projection.catch_up()
    assert store.projection.cursor().execute("SELECT complete FROM fact").fetchall() == [(0.0,)]


def test_two_processes_see_the_same_forms(store, home_folder):
    other = Store(home_folder)
    kept(store, filled("one", 9))
    assert scores(other) == [9]
    other.close()
