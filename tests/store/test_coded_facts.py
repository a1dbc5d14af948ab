"""The codes in memory follow the facts: rows that come in, that are replaced, and that go."""

import random
import threading
from datetime import date

import pytest
from tests.store.forms import NOW, batch, form

from luister.events.response_batch import RESPONSE
from luister.store import counting, customers, imports
from luister.store.coded_facts import CodedFacts
from luister.store.counting import counted, read_ahead
from luister.store.histogram import Histogram
from luister.store.kept_counts import KeptCounts
from luister.store.staging import Origin, Staging
from luister.store.tally import tallied

BY_TEAM = Histogram(questions=(("moving", "nps"),), dimensions=("team",), every="day")
TEAM, DAY = ("team", None), "2026-01-10"


def brought_in(store, *forms, digest="a"):
    staging = Staging(store, Origin("moving", "file", "f.csv", digest, "map"), now=NOW)
    staging.add(batch(*forms), (), read=len(forms))
    return staging.commit(now=NOW)


def told(store, coded=None):
    """Team, day, value and number, counted from the codes that are kept or from new ones."""
    if coded is not None:
        store.coded, store.counts = coded, KeptCounts()
    return sorted(
        (cell.group[0], str(cell.bucket), value, n)
        for cell in counted(store, BY_TEAM)[1]
        for value, n, *_ in cell.cells()
    )


def test_rows_that_come_in_are_counted_among_those_of_their_day(sqlite_store):
    brought_in(sqlite_store, form("1", 9, day="2026-03-01", team="A"))
    told(sqlite_store)
    brought_in(
        sqlite_store,
        form("2", 3, day="2026-01-10", team="B"),
        form("3", 4, day="2026-05-01"),
        form("4", 9, day="2026-03-01", team="A"),
        digest="b",
    )
    found = told(sqlite_store)
    assert found == [
        ("", "2026-05-01", 4.0, 1),
        ("A", "2026-03-01", 9.0, 2),
        ("B", "2026-01-10", 3.0, 1),
    ]
    assert found == told(sqlite_store, CodedFacts(sqlite_store.projection))


def test_a_row_that_is_replaced_counts_once(sqlite_store):
    brought_in(sqlite_store, form("1", 9, team="A", day=DAY), form("2", 3, team="A", day=DAY))
    told(sqlite_store)
    brought_in(sqlite_store, form("1", 10, team="B", day=DAY), digest="b")
    assert told(sqlite_store) == [("A", DAY, 3.0, 1), ("B", DAY, 10.0, 1)]


def test_an_undone_import_is_counted_no_more(sqlite_store):
    brought_in(sqlite_store, form("1", 9, team="A", day=DAY))
    second = brought_in(sqlite_store, form("2", 3, team="B", day=DAY), digest="b")
    told(sqlite_store)
    imports.undo(sqlite_store, second.id, now=NOW)
    assert told(sqlite_store) == [("A", DAY, 9.0, 1)]


def test_facts_that_were_built_anew_are_read_anew(sqlite_store):
    brought_in(
        sqlite_store, form("1", 9, team="A", day=DAY, customer="c-1"), form("2", 3, day=DAY)
    )
    told(sqlite_store)
    customers.erase(sqlite_store, "c-1", now=NOW)
    assert told(sqlite_store) == [("", DAY, 3.0, 1)]


def test_more_values_than_a_byte_can_count_stay_apart(sqlite_store):
    first = [form(f"a{n}", 9, team=f"team {n}", day=DAY) for n in range(200)]
    brought_in(sqlite_store, *first)
    told(sqlite_store)
    brought_in(
        sqlite_store,
        *(form(f"b{n}", 9, team=f"team {n}", day=DAY) for n in range(150, 400)),
        digest="b",
    )
    found = told(sqlite_store)
    assert len(found) == 400
    assert [n for name, _, _, n in found if name == "team 160"] == [2]


@pytest.mark.parametrize(("most", "held"), [(0, 1), (10**6, 3)])
def test_columns_unused_for_longest_are_let_go(sqlite_store, most, held):
    brought_in(sqlite_store, form("1", 9, team="A", channel="app"))
    coded = CodedFacts(sqlite_store.projection, most_bytes=most)
    for name in ("channel", "language", "team"):
        coded.rows([(name, None)])
    assert len(coded) == held
    rows = coded.rows([TEAM])
    assert rows.columns[TEAM].values == (None, "A")


def test_a_form_that_is_filled_in_page_by_page_is_replaced_without_reading_all_anew(sqlite_store):
    forms = [form(str(n), n % 11, day=DAY, team="A") for n in range(50)]
    brought_in(sqlite_store, *forms, form("later", 7, day="2026-05-01", team="B"))
    told(sqlite_store)
    held = sqlite_store.coded
    forgotten = []
    held._forget, forget = lambda: forgotten.append(True) or forget(), held._forget
    brought_in(sqlite_store, form("7", 10, day=DAY, team="B"), digest="b")
    brought_in(sqlite_store, form("later", 8, day="2026-05-02", team="B"), digest="c")
    found = told(sqlite_store)
    assert ("B", DAY, 10.0, 1) in found
    assert ("B", "2026-05-02", 8.0, 1) in found
    assert sum(n for *_, n in found) == 51
    assert not forgotten
    assert found == told(sqlite_store, CodedFacts(sqlite_store.projection))


def test_reading_ahead_holds_every_column_that_is_counted_before_anybody_asks(sqlite_store):
    brought_in(sqlite_store, form("1", 9, team="A", day=DAY), form("2", 3, team="B", day=DAY))
    held = read_ahead(sqlite_store)
    assert held > 5
    told(sqlite_store)
    assert len(sqlite_store.coded) == held, "counting had to read one more column"


def test_reading_ahead_takes_no_more_than_half_of_the_room(sqlite_store):
    brought_in(sqlite_store, form("1", 9, team="A", day=DAY), form("2", 3, team="B", day=DAY))
    sqlite_store.coded = CodedFacts(sqlite_store.projection, most_bytes=12)
    assert read_ahead(sqlite_store) == 3  # two rows of a byte each, of six bytes


def test_answers_to_one_survey_leave_what_was_counted_of_another_as_it_was(sqlite_store):
    brought_in(sqlite_store, form("1", 9, team="A", day=DAY))
    before = sqlite_store.coded.changes()
    staging = Staging(sqlite_store, Origin("paying", "file", "g.csv", "b", "map"), now=NOW)
    staging.add(batch(form("7", 4, team="A", day=DAY)), (), read=1)
    staging.commit(now=NOW)
    counted(sqlite_store, BY_TEAM)
    after = sqlite_store.coded.changes()
    assert after.of(["moving"]) == before.of(["moving"]) == before.position
    assert after.of(["paying"]) == after.of(["moving", "paying"]) == after.position


def test_a_row_that_goes_changes_its_own_survey(sqlite_store):
    brought_in(sqlite_store, form("1", 9, team="A", day=DAY), form("2", 8, team="A", day=DAY))
    told(sqlite_store)
    before = sqlite_store.coded.changes()
    brought_in(sqlite_store, form("1", 3, team="A", day=DAY), digest="b")
    told(sqlite_store)
    assert sqlite_store.coded.changes().of(["moving"]) > before.of(["moving"])


def test_what_is_read_ahead_lets_readers_in_between(sqlite_store, monkeypatch):
    brought_in(sqlite_store, form("1", 9, team="A", day=DAY))
    held = []
    monkeypatch.setattr(
        "luister.store.coded_facts.time.sleep",
        lambda _seconds: held.append(sqlite_store.coded._lock.locked()),
    )
    read = read_ahead(sqlite_store)
    assert read > 4
    assert len(held) >= read / 4
    assert not any(held)


ASKED = (
    BY_TEAM,
    Histogram(questions=(("moving", "nps"),), dimensions=("team", "region"), every="month"),
    Histogram(questions=(("moving", "nps"),), every="wave", where={"team": ("A", "B")}),
    Histogram(
        questions=(("moving", RESPONSE),),
        dimensions=("process",),
        stretches=((date(2026, 1, 5), date(2026, 2, 20)),),
    ),
)


def cells_of(store, histogram):
    return {
        (one.survey, one.question, one.group, one.bucket, one.first, one.last): dict(
            zip(one.values, one.n, strict=True)
        )
        for one in counted(store, histogram)[1]
    }


@pytest.mark.parametrize("seed", range(4))
def test_counts_that_grow_are_those_that_are_counted_at_once(sqlite_store, seed):
    chance = random.Random(seed)
    for turn in range(12):
        # Of so few numbers some come back, and replace the row that was there.
        forms = [
            form(
                str(chance.randrange(400)),
                chance.randrange(11),
                day=f"2026-0{chance.randrange(1, 4)}-{chance.randrange(10, 28)}",
                team=chance.choice("ABC"),
            )
            for _ in range(chance.randrange(1, 9))
        ]
        brought_in(sqlite_store, *forms, digest=f"{seed}-{turn}")
        grown = [cells_of(sqlite_store, one) for one in ASKED]
        kept = sqlite_store.coded, sqlite_store.counts
        sqlite_store.coded, sqlite_store.counts = CodedFacts(sqlite_store.projection), KeptCounts()
        assert grown == [cells_of(sqlite_store, one) for one in ASKED]
        sqlite_store.coded, sqlite_store.counts = kept


def test_only_answers_that_came_in_are_counted_again(sqlite_store, monkeypatch):
    seen = []

    def counting_rows(rows, histogram, column):
        seen.append(len(rows.numbers))
        return tallied(rows, histogram, column)

    monkeypatch.setattr(counting, "tallied", counting_rows)
    brought_in(sqlite_store, *(form(f"a{n}", 9, team="A", day=DAY) for n in range(50)))
    told(sqlite_store)
    brought_in(sqlite_store, form("b", 3, team="A", day=DAY), digest="b")
    assert told(sqlite_store) == [("A", DAY, 3.0, 1), ("A", DAY, 9.0, 50)]
    assert seen == [50, 1]


def test_who_reads_has_the_rows_of_before_while_another_takes_new_ones_in(
    sqlite_store, monkeypatch
):
    brought_in(sqlite_store, form("1", 9, team="A", day=DAY))
    told(sqlite_store)
    coded = sqlite_store.coded
    before = coded.changes()
    brought_in(sqlite_store, form("2", 3, team="B", day=DAY), digest="b")
    began, may_end = threading.Event(), threading.Event()
    add_rows = coded._add_rows

    def slowly(cursor):
        began.set()
        assert may_end.wait(10)
        return add_rows(cursor)

    monkeypatch.setattr(coded, "_add_rows", slowly)
    other = threading.Thread(target=coded.bring_up)
    other.start()
    assert began.wait(10)
    assert coded.changes() == before
    assert coded.rows([TEAM]).columns[TEAM].values == (None, "A")
    may_end.set()
    other.join()
    assert coded.changes().position == sqlite_store.projection.position
    assert coded.rows([TEAM]).columns[TEAM].values == (None, "A", "B")
