"""What the operational database tells seldom asked things of."""

import pytest

from luister.store.truth import Truth

NAMES = "SELECT name FROM store_dimension ORDER BY name"


def names(rows):
    return [row[0] for row in rows]


def test_what_is_known_is_made_once_until_somebody_commits(sqlite_store):
    made = []

    def make(rows):
        made.append(len(rows))
        return names(rows)

    truth, other = sqlite_store.truth, Truth(sqlite_store.truth.address)
    assert [truth.known(NAMES, make) for _ in range(3)] == [[], [], []]
    assert made == [0]
    other.execute("INSERT INTO store_dimension VALUES ('product')")
    assert [truth.known(NAMES, make) for _ in range(2)] == [["product"]] * 2
    truth.execute("INSERT INTO store_dimension VALUES ('age')")
    assert truth.known(NAMES, make) == ["age", "product"]
    assert made == [0, 1, 2]
    other.close()


def test_who_writes_sees_what_is_written_and_nobody_else_does(store):
    truth, other, seen = store.truth, Truth(store.truth.address), []

    def write_and_fail():
        with truth.transaction():
            truth.execute("INSERT INTO store_dimension VALUES ('product')")
            seen.append((truth.known(NAMES, names), other.known(NAMES, names)))
            raise ZeroDivisionError

    assert truth.known(NAMES, names) == []
    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    assert seen == [(["product"], [])]
    assert truth.known(NAMES, names) == []
    other.close()


def test_what_comes_out_as_it_was_is_not_made_again_whatever_else_was_committed(sqlite_store):
    made = []

    def make(rows):
        made.append(len(rows))
        return names(rows)

    truth, other = sqlite_store.truth, Truth(sqlite_store.truth.address)
    truth.known(NAMES, make)
    other.execute("INSERT INTO store_headline (process, metric) VALUES ('moving', 'nps')")
    truth.known(NAMES, make)
    assert made == [0]
    other.close()


def test_in_one_look_others_news_waits_and_own_writing_does_not(store):
    truth, other = store.truth, Truth(store.truth.address)
    with truth.one_look():
        assert truth.known(NAMES, names) == []
        other.execute("INSERT INTO store_dimension VALUES ('product')")
        assert truth.known(NAMES, names) == []
        with truth.transaction():
            truth.execute("INSERT INTO store_dimension VALUES ('age')")
            assert truth.known(NAMES, names) == ["age", "product"]
        assert truth.known(NAMES, names) == ["age", "product"]
        other.execute("INSERT INTO store_dimension VALUES ('town')")
        truth.execute("INSERT INTO store_dimension VALUES ('year')")
        assert truth.known(NAMES, names) == ["age", "product", "town", "year"]
    other.execute("DELETE FROM store_dimension")
    assert truth.known(NAMES, names) == []
    other.close()
