"""The check that counts in memory are those of SQL."""

from tests.store.forms import NOW, batch, form

from luister.loop import examine
from luister.store.counting_check import differences
from luister.store.staging import Origin, Staging


def brought_in(store, *forms):
    staging = Staging(store, Origin("moving", "file", "f.csv", "a", "map"), now=NOW)
    staging.add(batch(*forms), (), read=len(forms))
    staging.commit(now=NOW)


def test_an_empty_home_has_nothing_to_compare(sqlite_store):
    assert differences(sqlite_store) == (0, [])


def test_counts_that_agree_are_told_with_how_many_values(sqlite_store):
    brought_in(sqlite_store, form("1", 9), form("2", 9), form("3", 4), form("4", None))
    assert differences(sqlite_store) == (2, [])
    assert examine.doctor(sqlite_store, now=NOW)[-1].is_well


def test_a_question_whose_counts_went_astray_is_named(sqlite_store):
    brought_in(sqlite_store, form("1", 9), form("2", 4))
    differences(sqlite_store)
    sqlite_store.projection.cursor().execute("UPDATE fact SET v1 = 8 WHERE v1 = 9")
    assert differences(sqlite_store) == (2, ["moving/nps"])
    finding = examine.doctor(sqlite_store, now=NOW)[-1]
    assert not finding.is_well
    assert "moving/nps" in finding.what
