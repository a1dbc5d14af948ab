from tests.store.forms import NOW, batch, form

from luister.store import imports
from luister.store.home import Store
from luister.store.staging import Origin, Staging


def brought_in(store, *forms, digest="a"):
    staging = Staging(store, Origin("moving", "file", "f", digest, ""), now=NOW)
    staging.add(batch(*forms), (), read=len(forms))
    return staging.commit(now=NOW)


def facts(store):
    store.projection.catch_up()
    return sorted(
        store.projection.cursor()
        .execute("SELECT response, digest, import_id, v1, s1, s2 FROM fact")
        .fetchall(),
        key=repr,
    )


def test_facts_built_anew_are_the_same(store):
    brought_in(store, form("1", 9), form("2", None))
    second = brought_in(store, form("1", 4), form("3", 6), digest="b")
    brought_in(store, form("3", 7), digest="c")
    imports.undo(store, second.id, now=NOW)
    before = facts(store)
    store.projection.rebuild()
    assert facts(store) == before


def test_a_second_process_on_the_home_has_its_own_facts_and_sees_the_same(store, home_folder):
    brought_in(store, form("1", 9))
    beside = Store(home_folder)
    assert beside.projection.path != store.projection.path
    assert facts(beside) == facts(store)
    brought_in(beside, form("2", 3), digest="b")
    assert facts(beside) == facts(store)
    beside.close()


def test_facts_of_another_version_are_thrown_away_and_built_again(store, home_folder):
    brought_in(store, form("1", 9))
    before = facts(store)
    store.projection.cursor().execute("UPDATE place SET version = 0")
    store.close()
    again = Store(home_folder)
    assert facts(again) == before
    again.close()


def test_a_damaged_file_of_facts_is_built_again(store, home_folder):
    brought_in(store, form("1", 9))
    before, path = facts(store), store.projection.path
    store.close()
    path.write_bytes(b"not a database at all" * 1000)
    again = Store(home_folder)
    assert facts(again) == before
    again.close()


def test_what_came_in_while_it_was_taking_in_is_left_for_the_next_look(store, monkeypatch):
    taken = []
    news = store.projection._news

    def one_more():
        """The news, and right after it another answer: there is always more on a busy day."""
        found = news()
        with store.truth.transaction():
            store.truth.execute(
                "INSERT INTO store_log (kind, at, detail) VALUES ('event', '', '{}')"
            )
        taken.append(len(found))
        assert len(taken) < 5
        return found

    with store.truth.transaction():
        store.truth.execute("INSERT INTO store_log (kind, at, detail) VALUES ('event', '', '{}')")
    monkeypatch.setattr(store.projection, "_news", one_more)
    store.projection.catch_up()
    assert taken == [1]


def test_the_moment_is_another_one_as_soon_as_anything_was_written(store):
    before = store.truth.moment()
    assert store.truth.moment() == before or store.truth.is_postgres
    store.truth.execute("UPDATE store_setting SET value = '1' WHERE name = 'rest_rules_decided'")
    store.truth.execute("INSERT INTO store_setting VALUES ('written', 'now')")
    assert store.truth.moment() != before
