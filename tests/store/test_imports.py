import pytest
from tests.store.forms import NOW, batch, form

from luister.errors import StoreError
from luister.events.import_result import RejectedRow
from luister.store import imports
from luister.store.counting import counted
from luister.store.doctor import findings
from luister.store.histogram import Histogram
from luister.store.staging import Origin, Staging

NPS = Histogram(questions=(("moving", "nps"),))


def brought_in(store, *batches, digest="a", rejects=()):
    staging = Staging(store, Origin("moving", "file", "f.csv", digest, "map"), now=NOW)
    for part in batches:
        staging.add(part, rejects, read=part.rows.num_rows + len(rejects))
    return staging.commit(now=NOW)


def scores(store):
    return {
        value: n
        for cell in counted(store, NPS)[1]
        for value, n in zip(cell.values, cell.n, strict=True)
    }


def is_well(store):
    return all(finding.is_well for finding in findings(store, now=NOW))


def test_the_forms_of_an_import_count_once_it_is_kept(store):
    result = brought_in(store, batch(form("1", 9), form("2", 3)), batch(form("3", 9)))
    assert (result.read, result.kept, result.rejected, result.added) == (3, 3, 0, 3)
    assert scores(store) == {9.0: 2, 3.0: 1}


def test_nobody_sees_an_import_before_it_is_kept(store):
    staging = Staging(store, Origin("moving", "file", "f", "a", ""), now=NOW)
    staging.add(batch(form("1", 9)), (), read=1)
    assert scores(store) == {}


def test_the_same_file_twice_adds_nothing(store):
    brought_in(store, batch(form("1", 9), form("2", 3)))
    again = brought_in(store, batch(form("1", 9), form("2", 3)))
    assert (again.added, again.replaced, again.unchanged) == (0, 0, 2)
    assert scores(store) == {9.0: 1, 3.0: 1}


def test_a_corrected_row_replaces_the_row_with_its_id(store):
    brought_in(store, batch(form("1", 9), form("2", 3)))
    corrected = brought_in(store, batch(form("1", 10), form("2", 3)), digest="b")
    assert (corrected.added, corrected.replaced, corrected.unchanged) == (0, 1, 1)
    assert scores(store) == {10.0: 1, 3.0: 1}
    assert is_well(store)


def test_undoing_a_correction_brings_back_what_it_replaced(store):
    brought_in(store, batch(form("1", 9), form("2", 3)))
    corrected = brought_in(store, batch(form("1", 10), form("3", 0)), digest="b")
    imports.undo(store, corrected.id, now=NOW)
    assert scores(store) == {9.0: 1, 3.0: 1}
    assert is_well(store)


def test_an_import_that_is_undone_cannot_be_undone_again(store):
    first = brought_in(store, batch(form("1", 9)))
    imports.undo(store, first.id, now=NOW)
    with pytest.raises(StoreError, match="is undone"):
        imports.undo(store, first.id, now=NOW)


def test_a_cancelled_import_leaves_nothing_behind(store):
    staging = Staging(store, Origin("moving", "file", "f", "a", ""), now=NOW)
    staging.add(batch(form("1", 9, comment="mooi")), (), read=1)
    staging.cancel()
    assert store.truth.execute("SELECT count(*) FROM store_segment") == [(0,)]
    assert store.truth.execute("SELECT count(*) FROM store_comment") == [(0,)]
    assert brought_in(store, batch(form("1", 9))).added == 1


def test_a_broken_off_import_goes_on_where_it_was(store):
    origin = Origin("moving", "file", "f.csv", "same", "")
    broken_off = Staging(store, origin, now=NOW)
    broken_off.add(batch(form("1", 9), form("2", 8)), (), read=2)
    resumed = Staging(store, origin, now=NOW)
    assert (resumed.id, resumed.parts) == (broken_off.id, 1)
    resumed.skip(batch(form("1", 9), form("2", 8)))
    resumed.add(batch(form("3", 7), form("1", 9), first_row=4), (), read=2)
    result = resumed.commit(now=NOW)
    assert (result.kept, result.rejected) == (3, 1)
    assert scores(store) == {9.0: 1, 8.0: 1, 7.0: 1}


def test_an_id_that_stands_twice_in_a_file_is_rejected_the_second_time(store):
    result = brought_in(store, batch(form("1", 9), form("1", 2)))
    assert result.rejects == (
        RejectedRow(3, None, "the id '1' stands in an earlier row of this file"),
    )
    assert scores(store) == {9.0: 1}


def test_forms_without_id_that_say_the_same_all_count(store):
    brought_in(store, batch(form(None, 9), form(None, 9)), batch(form(None, 9)))
    again = brought_in(store, batch(form(None, 9), form(None, 9), form(None, 9)), digest="b")
    assert (again.added, again.unchanged) == (0, 3)
    assert scores(store) == {9.0: 3}


def test_rejected_rows_keep_their_number_their_reason_and_their_cells(store):
    reject = RejectedRow(7, "NPS", "12 is not on the scale from 0 to 10", ("7", "12", "te duur"))
    result = brought_in(store, batch(form("1", 9)), rejects=(reject,))
    assert (result.read, result.kept, result.rejected) == (2, 1, 1)
    assert result.rejects == (reject,)


def test_a_dimension_of_a_later_import_is_unknown_for_earlier_answers(store):
    brought_in(store, batch(form("1", 9), own=()))
    brought_in(store, batch(form("2", 9, region="Drenthe")), digest="b")
    by_region = Histogram(questions=(("moving", "nps"),), dimensions=("region",))
    assert {cell.group[0]: sum(cell.n) for cell in counted(store, by_region)[1]} == {
        "": 1,
        "Drenthe": 1,
    }


def test_a_dimension_with_a_taken_name_is_refused(store):
    with pytest.raises(StoreError, match="cannot be named 'customer'"):
        brought_in(store, batch(form("1", 9), own=("customer",)))
